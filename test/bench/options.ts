import { parseArgs } from "node:util";

const PARTS = ["accept", "delivery", "reply", "slow-disk", "memory", "start"] as const;
export type PartName = (typeof PARTS)[number];

export type Options = {
  /** Shorter rounds, for whoever is at work on something: at most a minute. */
  quick: boolean;
  only: readonly PartName[];
  /** Where the servers write CPU profiles, if they shall. */
  profileDir: string | undefined;
};

/** `--quick`, `--only accept,reply`, `--profile <folder>`. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: PARTS.join(",") },
      profile: { type: "string" },
    },
  });
  return {
    quick: values.quick,
    only: values.only.split(",").map(known),
    profileDir: values.profile,
  };
}

function known(name: string): PartName {
  const part = PARTS.find((one) => one === name);
  if (!part) throw new Error(`There is no benchmark "${name}": choose from ${PARTS.join(", ")}.`);
  return part;
}
