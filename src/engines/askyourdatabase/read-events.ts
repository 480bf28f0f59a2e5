import { createParser } from "eventsource-parser";
import { parseEvents, type AnswerEvent } from "./parse-events.ts";

/**
 * The events in a stream of bytes, however the network has cut it, also within a character.
 *
 * What stands at the end without its blank line still counts, also when the stream breaks: then
 * the events come first and the failure is thrown after them.
 */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<AnswerEvent> {
  const events: AnswerEvent[] = [];
  const parser = createParser({ onEvent: ({ data }) => events.push(...parseEvents(data)) });
  const decoder = new TextDecoder();
  let end: { failure?: unknown } = {};
  try {
    for await (const piece of body) {
      parser.feed(decoder.decode(piece, { stream: true }));
      yield* events.splice(0);
    }
  } catch (failure) {
    end = { failure };
  }
  parser.feed(`${decoder.decode()}\n\n`);
  yield* events;
  if ("failure" in end) throw end.failure;
}
