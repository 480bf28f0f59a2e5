import { randomBytes } from "node:crypto";
import type { InboundMessage } from "../../src/nouns.ts";

export const ACCOUNT = "AC00000000000000000000000000000001";
export const LINE = "+14155238886";
export const ANA = "+15555550101";
export const BEN = "+15555550102";
/** A contact whose number is hidden. */
export const HIDDEN = "US.13491208655302741918";

/** A text of Ana's, with an id of its own. */
export function aMessage(
  text = "How many customers do we have?",
  changes: Partial<InboundMessage> = {},
): InboundMessage {
  return {
    channel: "twilio",
    account: ACCOUNT,
    providerId: aProviderId(),
    line: LINE,
    from: { address: ANA, aliases: [] },
    content: { kind: "text", text },
    ...changes,
  };
}

export function aProviderId(): string {
  return `SM${randomBytes(16).toString("hex")}`;
}
