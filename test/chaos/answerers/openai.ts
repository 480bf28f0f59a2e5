import type { OpenAiFault } from "../../../src/demo/openai/fault.ts";
import { startOpenAiStandIn, type OpenAiStandIn } from "../../../src/demo/openai/stand-in.ts";
import type { Answerer } from "./answerer.ts";

const API_KEY = "canary-key-of-the-language-model";

export async function startOpenAi(): Promise<Answerer> {
  const openAi = await startOpenAiStandIn({ apiKey: API_KEY, answerDelayMs: 30 });
  let spoilt = 0;
  return {
    engine: "openai",
    settings: {
      ENGINE: "openai",
      OPENAI_API_KEY: API_KEY,
      OPENAI_BASE_URL: openAi.url,
      OPENAI_HISTORY: "conversation",
    },
    secrets: [API_KEY],
    spoil(random) {
      spoilt += 1;
      openAi.faults.next("responses", random.oneOf(FAULTS));
    },
    heal: () => openAi.faults.clear(),
    testify() {
      const { asked } = openAi;
      const histories = historiesOf(openAi);
      return {
        asked: asked.map(({ question, at, endedAt = Infinity }) => ({ question, at, endedAt })),
        histories,
        submissions: [],
        spoilt,
        counts: {
          "conversations at OpenAI": histories.length,
          "runs that were to go wrong": spoilt,
        },
      };
    },
    close: openAi.close,
  };
}

const FAULTS: [OpenAiFault, ...OpenAiFault[]] = [
  { kind: "reset" },
  { kind: "error", status: 500 },
  /** It was run and stands in the conversation, though nobody has heard a word of it. */
  { kind: "run", pieces: 0, end: { kind: "reset" } },
  { kind: "run", pieces: 1, end: { kind: "reset" } },
  { kind: "run", end: { kind: "completed_then_reset" } },
];

function historiesOf({ asked, said }: OpenAiStandIn): string[][] {
  const ids = asked.flatMap(({ conversation }) => conversation ?? []);
  return [...new Set(ids.toReversed())].toReversed().map((id) =>
    said(id)
      .filter(({ role }) => role === "user")
      .map(({ text }) => text),
  );
}
