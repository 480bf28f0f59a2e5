import type { Answer, Picture, Source } from "../../nouns.ts";
import { isPublicHost } from "../../http/public-address.ts";
import { cutToBytes } from "../../cut-to-bytes.ts";
import type { AnswerEvent } from "./parse-events.ts";
import { readEvents } from "./read-events.ts";

/** What came, and how it ended. `bytes` were received; `ignored` events made no sense to us. */
export type Collected = {
  answer: Answer;
  end:
    | { kind: "complete" }
    | { kind: "too_long" }
    /** The other side said so; nothing of the answer came after it. */
    | { kind: "error"; text: string }
    | { kind: "broken"; failure: unknown };
  bytes: number;
  ignored: number;
};

export type Limits = {
  /** What addresses of pictures are relative to. */
  baseUrl: string;
  /** Most bytes of text. */
  maxBytes: number;
};

/** Reads the stream of an answer to its end. Never throws: a stream that breaks off is an outcome. */
export async function collectAnswer(
  body: AsyncIterable<Uint8Array>,
  limits: Limits,
): Promise<Collected> {
  const collected = nothingYet(limits.maxBytes);
  try {
    for await (const event of readEvents(counted(body, collected))) {
      take(event, collected, limits.baseUrl);
      if (collected.end.kind === "too_long") break;
    }
  } catch (failure) {
    collected.end = { kind: "broken", failure };
  }
  const { answer } = collected;
  answer.text = answer.text.trim();
  answer.cutOff = collected.end.kind !== "complete";
  return collected;
}

type Collecting = Collected & { roomBytes: number };

function nothingYet(roomBytes: number): Collecting {
  return {
    answer: { text: "", pictures: [], sources: [], cutOff: false },
    end: { kind: "complete" },
    bytes: 0,
    ignored: 0,
    roomBytes,
  };
}

function take(event: AnswerEvent, collected: Collecting, baseUrl: string): void {
  const { answer } = collected;
  switch (event.kind) {
    case "text":
      takeText(event.text, collected);
      break;
    case "picture":
      addPicture(answer.pictures, pictureAt(event.url, baseUrl));
      break;
    case "sql":
      addSource(answer.sources, cutToBytes(event.sql, MOST_SOURCE_BYTES));
      break;
    case "error":
      collected.end = { kind: "error", text: event.text };
      break;
    case "status":
      break;
    case "ignored":
      collected.ignored += 1;
      break;
    default:
      event satisfies never;
  }
}

/** After an error the engine may find another way: text that comes then is the answer. */
function takeText(text: string, collected: Collecting): void {
  const fitting = cutToBytes(text, collected.roomBytes);
  collected.answer.text += fitting;
  collected.roomBytes -= Buffer.byteLength(fitting);
  collected.end = { kind: fitting === text ? "complete" : "too_long" };
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  collected: Collected,
): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    collected.bytes += piece.byteLength;
    yield piece;
  }
}

/** Each picture is a message that somebody pays for. */
const MOST_PICTURES = 10;
const MOST_SOURCES = 50;
const MOST_SOURCE_BYTES = 20_000;

/** A stream may hold hundreds of thousands: what is full is not searched. */
function addSource(sources: Source[], text: string): void {
  if (sources.length >= MOST_SOURCES || sources.some((one) => one.text === text)) return;
  sources.push({ kind: "sql", text });
}

function addPicture(pictures: Picture[], picture: Picture | undefined): void {
  if (!picture || pictures.length >= MOST_PICTURES) return;
  if (!pictures.some(({ url }) => url === picture.url)) pictures.push(picture);
}

/** Only what the provider can fetch: https, or what the engine itself serves. */
function pictureAt(address: string, baseUrl: string): Picture | undefined {
  const url = URL.parse(address, baseUrl);
  if (!url || url.href.length > LONGEST_URL) return undefined;
  const isOurs = url.origin === new URL(baseUrl).origin;
  // The provider fetches it: nobody is sent to an address of some private network.
  const isOutside = url.protocol === "https:" && isPublicHost(url.hostname);
  return isOutside || isOurs ? { url: url.href, alt: "Chart" } : undefined;
}

const LONGEST_URL = 2_000;
