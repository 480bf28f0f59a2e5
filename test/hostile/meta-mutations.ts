import type { Random } from "./random.ts";

export type Json = Record<string, unknown>;

/**
 * Changes something somewhere in this, and says what. What cannot be written by JSON.stringify, or
 * would take it long, is put in by `written`.
 */
export function mutate(root: Json, random: Random): string {
  const places = placesIn(root);
  const { holder, name } = random.pick(places);
  const [how, change] = random.pick(CHANGES);
  change(holder, name, random);
  return `${how} at ${name}`;
}

type Place = { holder: Json; name: string };
type Change = (holder: Json, name: string, random: Random) => void;

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Json;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

const becomes =
  (values: readonly unknown[]): Change =>
  (holder, name, random) => {
    holder[name] = random.pick(values);
  };

const CHANGES: [string, Change][] = [
  ["missing", (holder, name) => delete holder[name]],
  ["null", becomes([null])],
  ["another type", becomes([true, 0, -1, 1.5, 1e308, "", "canary", [], {}, [null], [[]], [{}]])],
  ["odd text", becomes(["\u0000", "\ud83d", "a\u0000b \udc00", "‮canary", " ", "\n", "+", "."])],
  // One of nine: what is large takes most of the time.
  ["large", becomes(["@huge@", { body: "@huge@" }, "@deep@", { body: "@deep@" }, "@many@"])],
  ["prototype", becomes(["__proto__", "constructor", "toString", "hasOwnProperty"])],
  ["prototype keys", addPrototypeKeys],
  ["twice", (holder, name) => (holder[name] = [holder[name], holder[name]])],
  ["wrapped", (holder, name) => (holder[name] = { [name]: holder[name] })],
];

/** As an own property, which JSON can hold and an assignment cannot make. */
function addPrototypeKeys(holder: Json, name: string) {
  const polluted = { from: "canary", id: "canary", type: "text", isAdmin: true };
  const object = { constructor: { prototype: polluted } };
  Object.defineProperty(object, "__proto__", { value: polluted, enumerable: true });
  holder[name] = object;
}

/** The JSON of this, with what stands for the large things in their place. */
export function written(value: unknown): string {
  return JSON.stringify(value).replace(/"@(huge|deep|many)@"/g, (_all, kind: Large) => LARGE[kind]);
}

type Large = "huge" | "deep" | "many";

const DEPTH = 50_000;

const LARGE: Record<Large, string> = {
  huge: `"${"x".repeat(200_000)}"`,
  deep: "[".repeat(DEPTH) + "]".repeat(DEPTH),
  many: `[${"{},".repeat(5_000)}0]`,
};
