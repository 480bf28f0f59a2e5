import type { OutgoingPart } from "../../src/channels/channel.ts";
import { ANA } from "./a-message.ts";

/** A part for Ana, as it is handed to a channel. */
export function anOutgoingPart(from: string, changes: Partial<OutgoingPart> = {}): OutgoingPart {
  return {
    partId: 7,
    from,
    to: ANA,
    content: { kind: "text", text: "Forty-two." },
    attempt: 1,
    ...changes,
  };
}
