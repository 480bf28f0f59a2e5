import { parseArgs } from "node:util";

const PARTS = ["steady", "streams", "burst", "flood", "memory"] as const;
export type PartName = (typeof PARTS)[number];

export type Options = {
  /** How long each steady load lasts. */
  seconds: number;
  /** Webhooks a second. */
  rate: number;
  only: readonly PartName[];
  /** Decides how long the engine takes each time. */
  seed: number;
  /** Where the picture goes, if there shall be one. */
  plotFile: string | undefined;
  /** Where the servers write CPU profiles, if they shall. */
  profileDir: string | undefined;
};

/** `--seconds 60 --rate 200 --only steady,burst --seed 1 --plot load.svg --profile <folder>`. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "60" },
      rate: { type: "string", default: "200" },
      only: { type: "string", default: PARTS.join(",") },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      plot: { type: "string" },
      profile: { type: "string" },
    },
  });
  return {
    seconds: Number(values.seconds),
    rate: Number(values.rate),
    only: values.only.split(",").map(known),
    seed: Number(values.seed),
    plotFile: values.plot,
    profileDir: values.profile,
  };
}

function known(name: string): PartName {
  const part = PARTS.find((one) => one === name);
  if (!part) throw new Error(`There is no load "${name}": choose from ${PARTS.join(", ")}.`);
  return part;
}
