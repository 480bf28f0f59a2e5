import type { TwilioMessage } from "./message.ts";

/** A message that was created for a contact, as a test or the phone looks at it. */
export type Part = Pick<
  TwilioMessage,
  "sid" | "body" | "mediaUrls" | "status" | "statusCallback" | "errorCode"
> & {
  /** Milliseconds since 1970. */
  at: number;
  /** `outbound-reply`: written in the answer to a webhook, which Twilio sends on. */
  direction: TwilioMessage["direction"];
};

export function partsOf(messages: readonly TwilioMessage[]): Part[] {
  return messages
    .filter(({ direction }) => direction !== "inbound")
    .map(({ createdAt, ...message }) => ({ ...message, at: createdAt }));
}
