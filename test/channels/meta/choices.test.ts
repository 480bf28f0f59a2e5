import { describe, expect, test } from "vitest";
import type { Choice } from "../../../src/nouns.ts";
import { canOffer, interactive } from "../../../src/channels/meta/choices.ts";
import { ANA } from "../../kit/a-message.ts";
import { anOutgoingPart } from "../../kit/an-outgoing-part.ts";
import { SETTINGS } from "./a-meta-channel.ts";
import { startMeta } from "./start-meta.ts";

const TEXT = "How shall we send it?";
const many = (count: number, changes: (index: number) => Partial<Choice> = () => ({})): Choice[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `way_${index}`,
    title: `Way ${index}`,
    ...changes(index),
  }));
const one = (changes: Partial<Choice>) => many(1, () => changes);

const FITS: [string, string, Choice[]][] = [
  ["one", TEXT, many(1)],
  ["three", TEXT, many(3)],
  ["four", TEXT, many(4)],
  ["ten", TEXT, many(10)],
  ["one with a title of 20", TEXT, one({ title: "x".repeat(20) })],
  ["one with a title of 24", TEXT, one({ title: "x".repeat(24) })],
  ["one with a description of 72", TEXT, one({ description: "x".repeat(72) })],
  ["one with an id of 256", TEXT, one({ id: "x".repeat(256) })],
  ["four with ids of 200", TEXT, many(4, (n) => ({ id: String(n).repeat(200) }))],
  ["three after 1,024 characters", "x".repeat(1_024), many(3)],
  ["three after 4,096 characters", "x".repeat(4_096), many(3)],
];

const DOES_NOT_FIT: [string, string, Choice[]][] = [
  ["none", TEXT, []],
  ["eleven", TEXT, many(11)],
  ["three after nothing", "", many(3)],
  ["three after blanks", " \n", many(3)],
  ["three after 4,097 characters", "x".repeat(4_097), many(3)],
  ["one with a title of 25", TEXT, one({ title: "x".repeat(25) })],
  ["one without a title", TEXT, one({ title: "" })],
  ["one with blanks around its title", TEXT, one({ title: "Yes " })],
  ["one with a title of two lines", TEXT, one({ title: "Yes\nNo" })],
  ["one with a description of 73", TEXT, one({ description: "x".repeat(73) })],
  ["one with an id of 257", TEXT, one({ id: "x".repeat(257) })],
  ["one without an id", TEXT, one({ id: "" })],
  ["four, one of them with an id of 201", TEXT, [...many(3), ...one({ id: "x".repeat(201) })]],
  ["two with one id", TEXT, many(2, () => ({ id: "same" }))],
  ["two with one title", TEXT, many(2, () => ({ title: "Same" }))],
];

describe("choices that are offered arrive", () => {
  test.each(FITS)("%s", async (_name, text, choices) => {
    const { channel, meta } = await startMeta();
    expect(channel.canOffer(text, choices)).toBe(true);
    const content = { kind: "choices", text, choices } as const;
    const outcome = await channel.send(anOutgoingPart(SETTINGS.phoneId, { content }));
    expect(outcome.kind).toBe("sent");
    const [part] = meta.messagesTo(ANA);
    expect(part?.body).toBe(text);
    expect(part?.choices.map(({ id, title }) => ({ id, title }))).toEqual(
      choices.map(({ id, title }) => ({ id, title })),
    );
  });
});

test.each([
  ["that says so", { opener: "Ver opciones" }, "Ver opciones"],
  ["with a sign, where it was stored without a word", {}, "☰"],
])("a list is opened by a button %s", (_name, word, button) => {
  const list = interactive({ kind: "choices", text: TEXT, choices: many(4), ...word });
  expect(list).toMatchObject({ type: "list", action: { button } });
});

test.each(DOES_NOT_FIT)(
  "choices that Meta would refuse are not offered: %s",
  (_name, text, all) => {
    expect(canOffer(text, all)).toBe(false);
  },
);
