import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeStream } from "../../../src/demo/askyourdatabase/answer-stream.ts";
import type { AnswerEvent } from "../../../src/engines/askyourdatabase/parse-events.ts";
import { readEvents } from "../../../src/engines/askyourdatabase/read-events.ts";

describe("the same bytes give the same events", () => {
  test("however the network cuts them", async () => {
    await fc.assert(
      fc.asyncProperty(someContents, somePeculiarity, someCuts, async (contents, fault, cuts) => {
        const events = contents.map((content) => ({ isText: true, content }));
        const bytes = encodeStream(events, { kind: "stream", ...fault });
        const whole = contents.map((text): AnswerEvent => ({ kind: "text", text }));
        expect(await eventsOf([bytes])).toEqual(whole);
        expect(await eventsOf(cutAt(bytes, cuts))).toEqual(whole);
        expect(await eventsOf(cutAt(bytes, [...bytes.keys()]))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  test("and whatever comes, nothing is thrown and every cut gives the same", async () => {
    await fc.assert(
      fc.asyncProperty(someNoise, someCuts, async (noise, cuts) => {
        const bytes = Buffer.from(noise);
        expect(await eventsOf(cutAt(bytes, cuts))).toEqual(await eventsOf([bytes]));
      }),
      { numRuns: 500 },
    );
  });
});

test("one document over several lines is one event", async () => {
  const stream = 'data: {"isText":true,\ndata: "content":"a"}\n\n';
  expect(await eventsOf([Buffer.from(stream)])).toEqual([{ kind: "text", text: "a" }]);
});

test("names and ids of events make no difference, nor does a missing space", async () => {
  const stream = 'event: x\nid: 1\nretry: 5\ndata:{"isText":1,"content":"a"}\n\nevent: end\n\n';
  expect(await eventsOf([Buffer.from(stream)])).toEqual([{ kind: "text", text: "a" }]);
});

const someContents = fc.array(
  fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("🧾", "ё\n", "\r\n\r\n", "data: ", "\uFEFF"),
  ),
);

const somePeculiarity = fc.record(
  {
    lineEnd: fc.constantFrom("\n" as const, "\r\n" as const, "\r" as const),
    blankLines: fc.constantFrom("none" as const, "not_last" as const),
    byteOrderMark: fc.boolean(),
    comments: fc.boolean(),
  },
  { requiredKeys: [] },
);

const someCuts = fc.array(fc.nat(400));

const someNoise = fc
  .array(
    fc.constantFrom(
      "data",
      ":",
      " ",
      "\n",
      "\r",
      "\r\n",
      "{",
      '{"isText":true,"content":"é🧾"}',
      "[DONE]",
      "id",
      "\uFEFF",
      "x",
      '"',
      "null",
    ),
  )
  .map((pieces) => pieces.join(""));

function cutAt(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const at = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

async function eventsOf(pieces: Uint8Array[]): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  for await (const event of readEvents(streamOf(pieces))) events.push(event);
  return events;
}

async function* streamOf(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
