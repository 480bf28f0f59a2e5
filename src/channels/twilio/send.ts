import { codeOf } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { OutgoingPart, SendOutcome } from "../channel.ts";
import { TwilioRefusal, type TwilioClient } from "./client.ts";
import { CREDENTIALS_REPAIR } from "./credentials.ts";
import { statusCallbackUrl } from "./parse-status.ts";

/** Creates one message at Twilio; what it answers decides what may be done next. */
export function createSend({ client, publicUrl }: { client: TwilioClient; publicUrl: string }) {
  return async function send(part: OutgoingPart): Promise<SendOutcome> {
    try {
      const { messages } = await client();
      const { sid } = await messages.create({
        from: `whatsapp:${part.from}`,
        to: `whatsapp:${part.to}`,
        statusCallback: statusCallbackUrl(publicUrl, part.partId),
        ...(part.content.kind === "picture"
          ? { mediaUrl: [part.content.url] }
          : { body: part.content.text }),
      });
      return /^(SM|MM)[0-9a-fA-F]{32}$/.test(sid)
        ? { kind: "sent", providerId: sid }
        : { kind: "unknown", code: "no_sid" };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof TwilioRefusal) return outcomeOfRefusal(error);
  if (error instanceof HttpFailure && error.sent === "no")
    return { kind: "not_sent", code: error.code };
  // Our own defects come here as well: nobody knows how far the request got.
  return { kind: "unknown", code: codeOf(error) };
}

function outcomeOfRefusal({ status, code, retryAfterSeconds }: TwilioRefusal): SendOutcome {
  // Twilio documents 429 as never processed. Everything from 500 may have been.
  if (status === 429)
    return {
      kind: "not_sent",
      code,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  // 303 points to the outcome of what was done (RFC 9110, 15.4.4).
  if (status >= 500 || status === 408 || status === 303) return { kind: "unknown", code };
  const repair = REPAIRS[code] ?? repairOf(status);
  if (repair)
    return {
      kind: "tell_operator",
      code,
      message: repair,
      concerns: code === UNVERIFIED ? "contact" : "account",
    };
  return { kind: "refused", code, tooLong: code === "21617" || code === "21658" };
}

const SENDER =
  "Twilio cannot send from this number: compare TWILIO_FROM_NUMBER with the WhatsApp senders in the console.";

function repairOf(status: number): string | undefined {
  if (status === 401 || status === 403) return CREDENTIALS_REPAIR;
  return status < 400 ? REDIRECTED : undefined;
}

const REDIRECTED =
  "Twilio's address leads elsewhere, and redirects are not followed: set TWILIO_API_URL to https://api.twilio.com, or to where it leads.";

/** Of a trial account, and of one contact only. */
const UNVERIFIED = "21608";

/** Refusals that end when somebody repairs a setting; see the Twilio error dictionary. */
const REPAIRS: Record<string, string> = {
  "20003": CREDENTIALS_REPAIR,
  "21212": SENDER,
  "21606": SENDER,
  "63007": SENDER,
  [UNVERIFIED]:
    "A Twilio trial account only writes to verified numbers: verify the number, or upgrade the account.",
  "63038":
    "The Twilio account reached its daily limit: it ends within 24 hours, or raise it in the console.",
};
