import { codeOf } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { OutgoingPart, SendOutcome } from "../channel.ts";
import { MetaRefusal, type MetaClient } from "./client.ts";
import { nextStepOf } from "./error-codes.ts";
import { asObject, type Json } from "./json.ts";
import { messageBody } from "./message-body.ts";
import { providerId } from "./provider-id.ts";

/** In UTF-16 code units, of which there are never less than Meta's characters. */
export const MAX_TEXT_LENGTH = 4096;

/** Hands one message to Meta; what it answers decides what may be done next. */
export function createSend({ client }: { client: MetaClient }) {
  return async function send(part: OutgoingPart): Promise<SendOutcome> {
    // Meta has one code for everything that is wrong with a message: the length is seen here.
    if (part.content.kind === "text" && part.content.text.length > MAX_TEXT_LENGTH)
      return { kind: "refused", code: "too_long", tooLong: true };
    const { quotes, ...unquoted } = part;
    const outcome = await post(part);
    // A message that Meta no longer knows cannot be quoted; the answer is worth more than the quote.
    return quotes && isBadValue(outcome) ? post(unquoted) : outcome;
  };

  async function post(part: OutgoingPart): Promise<SendOutcome> {
    try {
      return outcomeOfAnswer(await client.post(`${part.from}/messages`, messageBody(part)));
    } catch (error) {
      return outcomeOfError(error, part.attempt);
    }
  }
}

/** One code for every value that Meta does not like, the quoted message among them. */
const BAD_VALUE = "131009";

function isBadValue(outcome: SendOutcome): boolean {
  return outcome.kind === "refused" && outcome.code === BAD_VALUE;
}

/** `{"messages":[{"id":"wamid.…"}]}`: accepted, and no more than that. */
function outcomeOfAnswer({ messages }: Json): SendOutcome {
  const [message] = Array.isArray(messages) ? (messages as unknown[]) : [];
  const { data: id } = providerId.safeParse(asObject(message)?.["id"]);
  return id ? { kind: "sent", providerId: id } : { kind: "unknown", code: "no_id" };
}

function outcomeOfError(error: unknown, attempt: number): SendOutcome {
  if (error instanceof MetaRefusal) return outcomeOfRefusal(error, attempt);
  if (error instanceof HttpFailure && error.sent === "no")
    return { kind: "not_sent", code: error.code };
  // Our own defects come here as well: nobody knows how far the request got.
  return { kind: "unknown", code: codeOf(error) };
}

/** Too much for one contact; the others do not mind. */
const PAIR_LIMIT = "131056";

function outcomeOfRefusal(refusal: MetaRefusal, attempt: number): SendOutcome {
  const { code, retryAfterSeconds } = refusal;
  const step = nextStepOf(code, refusal.status);
  switch (step.kind) {
    case "give_up":
      return { kind: "refused", code, tooLong: false };
    case "wait":
      return {
        kind: "not_sent",
        code,
        retryAfterSeconds: retryAfterSeconds ?? step.seconds(attempt),
        ...(code === PAIR_LIMIT && { concerns: "contact" as const }),
      };
    case "look_up":
      return { kind: "unknown", code };
    case "tell_operator":
      return { ...step, code };
    default:
      return step satisfies never;
  }
}
