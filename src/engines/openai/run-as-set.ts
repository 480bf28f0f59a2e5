import type { Client } from "./client.ts";
import type { Dependencies, Settings } from "./dependencies.ts";
import { noSuchPrompt, wrongAddress } from "./repairs.ts";
import { createRun, type Ran, type RunRequest } from "./run.ts";

/**
 * Has whom the settings name make a response: the stored prompt while it lives. From when it is
 * gone until the next start, the model and the instructions answer in its place.
 */
export function createRunAsSet(dependencies: Dependencies) {
  const { log, settings } = dependencies;
  const run = createRun(dependencies);
  let { promptId } = settings;

  return async function runAsSet(client: Client, request: RunRequest): Promise<Ran> {
    if (!promptId) return run(client, { ...modelOf(settings), ...request });
    // It brings its own model and instructions; given too, ours would take their place.
    const asked = await run(client, { prompt: { id: promptId }, ...request });
    const code = asked.kind === "refused" ? asked.failure.code : "";
    if (!MAY_BE_GONE.has(code)) return asked;
    const ran = await run(client, { ...modelOf(settings), ...request });
    if (code === GONE.code || ran.kind === "ran") leavePrompt();
    return ran;
  };

  /** Questions that were asked at the same time hear of it too: it is logged once. */
  function leavePrompt(): void {
    if (promptId) log.error({ code: GONE.code }, GONE.message);
    promptId = undefined;
  }
}

const GONE = noSuchPrompt();

/** How OpenAI refuses them once it has ended them all is not known; an address that is wrong refuses the model as well. */
const MAY_BE_GONE = new Set([GONE.code, wrongAddress().code]);

function modelOf({ model, instructions }: Settings): Partial<RunRequest> {
  return { model, ...(instructions !== "" && { instructions }) };
}
