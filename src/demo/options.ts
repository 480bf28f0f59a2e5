import { parseArgs } from "node:util";
import type { ChannelName, EngineName } from "../nouns.ts";

type DemoOptions = { channel: ChannelName; engine: EngineName };

/** `--channel meta`, `--engine openai`. @throws with what to write instead */
export function readOptions(args: string[]): DemoOptions {
  const { channel, engine } = given(args);
  return { channel: oneOf("channel", CHANNELS, channel), engine: oneOf("engine", ENGINES, engine) };
}

const CHANNELS = ["twilio", "meta"] as const satisfies ChannelName[];
const ENGINES = ["askyourdatabase", "openai", "questionnaire"] as const satisfies EngineName[];

function given(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        channel: { type: "string", default: CHANNELS[0] },
        engine: { type: "string", default: ENGINES[0] },
      },
    });
    return values;
  } catch (cause) {
    throw new Error(`${firstSentence(cause)}. ${USAGE}`, { cause });
  }
}

const USAGE = `Choose with --channel ${CHANNELS.join("|")} and --engine ${ENGINES.join("|")}.`;

function firstSentence(error: unknown): string | undefined {
  return (error instanceof Error ? error.message : String(error)).split(/\.(\s|$)/)[0];
}

function oneOf<Name extends string>(option: string, names: readonly Name[], value: string): Name {
  const found = names.find((name) => name === value);
  if (found) return found;
  const example = `npm run demo -- --${option} ${names[0]}`;
  throw new Error(
    `There is no ${option} “${value}”: choose ${names.join(" or ")}, as in ${example}.`,
  );
}
