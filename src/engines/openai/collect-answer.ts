import type { TokenUse } from "../../nouns.ts";
import { cutToBytes } from "../../cut-to-bytes.ts";
import { parseEvent, type TerminalEvent, type Whole } from "./parse-event.ts";

/** What came, and how it ended. */
export type Collected = {
  text: string;
  /** The model's own words for not answering. */
  refusal: string;
  end:
    | TerminalEvent
    | { kind: "too_long" }
    /** Also a stream that simply ends: without a terminal event nobody knows what is missing. */
    | { kind: "broken"; error: unknown };
  tokens?: TokenUse;
};

/** Reads the events of a response to the last that counts. Never throws: a stream that breaks off is an outcome. */
export async function collectAnswer(
  events: AsyncIterable<unknown>,
  maxBytes: number,
): Promise<Collected> {
  const collecting = nothingYet(maxBytes);
  const iterator = events[Symbol.asyncIterator]();
  try {
    await takeAll(iterator, collecting);
  } catch (error) {
    collecting.end = { kind: "broken", error };
  }
  void (collecting.end.kind === "too_long" ? iterator.return?.() : readOut(iterator))?.catch(() => {
    // Whatever breaks now changes nothing.
  });
  const { text, refusal, end, tokens } = collecting;
  return { text: text.trim(), refusal: refusal.trim(), end, ...(tokens && { tokens }) };
}

async function takeAll(iterator: AsyncIterator<unknown>, collecting: Collecting): Promise<void> {
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    take(next.value, collecting);
    if (collecting.end.kind !== "broken") return;
  }
}

/** Nobody waits for what comes after the answer, but a stream read to its end leaves its connection to the next. */
async function readOut(iterator: AsyncIterator<unknown>): Promise<void> {
  for (let left = MOST_EVENTS_BEHIND; left > 0; left -= 1) if ((await iterator.next()).done) return;
  await iterator.return?.();
}

const MOST_EVENTS_BEHIND = 3;

type Collecting = Collected & { roomBytes: number; part: string };

function nothingYet(roomBytes: number): Collecting {
  const end = { kind: "broken" as const, error: undefined };
  return { text: "", refusal: "", end, roomBytes, part: "" };
}

function take(raw: unknown, collecting: Collecting): void {
  const event = parseEvent(raw);
  switch (event.kind) {
    case "text":
      takePart(event, collecting);
      break;
    case "refusal":
      collecting.refusal += fitting(event.text, collecting);
      break;
    case "end":
      collecting.end = event.end;
      if (event.tokens) collecting.tokens = event.tokens;
      fillIn(event.whole, collecting);
      break;
    case "ignored":
      break;
    default:
      event satisfies never;
  }
}

function takePart({ text, part }: { text: string; part: string }, collecting: Collecting): void {
  const isNext = collecting.text !== "" && part !== collecting.part;
  collecting.part = part;
  collecting.text += fitting(isNext ? `\n\n${text}` : text, collecting);
}

/** As much of it as there is room for. */
function fitting(text: string, collecting: Collecting): string {
  const fits = cutToBytes(text, collecting.roomBytes);
  collecting.roomBytes -= Buffer.byteLength(fits);
  if (fits !== text) collecting.end = { kind: "too_long" };
  return fits;
}

function fillIn({ text, refusal }: Whole, collecting: Collecting): void {
  if (collecting.text === "") collecting.text = fitting(text, collecting);
  if (collecting.refusal === "") collecting.refusal = fitting(refusal, collecting);
}
