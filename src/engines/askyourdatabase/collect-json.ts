import { z } from "zod";
import type { HttpResponse } from "../../http/http.ts";
import type { Collected, Limits } from "./collect-answer.ts";
import { cutToBytes } from "../../cut-to-bytes.ts";
import { parseJson } from "../../parse-json.ts";
import { errorText } from "./error-text.ts";

const answerBody = z.object({
  error: z.unknown().optional(),
  aiResponse: z.string().optional().catch(undefined),
  content: z.string().optional().catch(undefined),
  answer: z.string().optional().catch(undefined),
});

/** Reads an answer that came as one piece of JSON, as another of the provider's interfaces gives it. */
export async function collectJson(response: HttpResponse, limits: Limits): Promise<Collected> {
  try {
    return read(await response.text(), limits.maxBytes);
  } catch (failure) {
    // The head was an answer already: how much of the body came makes no difference.
    return ended({ kind: "broken", failure });
  }
}

function read(json: string, maxBytes: number): Collected {
  const { data } = answerBody.safeParse(parseJson(json));
  const error = errorText(data?.error);
  const whole = data?.aiResponse ?? data?.content ?? data?.answer;
  if (error !== undefined || whole === undefined)
    return ended({ kind: "error", text: error ?? "" });
  const text = cutToBytes(whole, maxBytes);
  return ended(text === whole ? { kind: "complete" } : { kind: "too_long" }, text.trim());
}

function ended(end: Collected["end"], text = ""): Collected {
  const cutOff = end.kind !== "complete";
  return { answer: { text, pictures: [], sources: [], cutOff }, end, bytes: 1, ignored: 0 };
}
