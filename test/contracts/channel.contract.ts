import { describe } from "vitest";
import type { Channel } from "../../src/channels/channel.ts";
import { lookingUpContract, notListingContract } from "./channel/looking-up.contract.ts";
import { mediaContract } from "./channel/media.contract.ts";
import { sendingContract } from "./channel/sending.contract.ts";
import { typingContract } from "./channel/typing.contract.ts";
import { webhooksContract } from "./channel/webhooks.contract.ts";

/** What can go wrong with one send, in the words of the port. */
export type SendFault =
  | "refused"
  | "busy"
  | "busy_for_7_seconds"
  | "busy_until_a_date"
  | "busy_for_absurdly_long"
  | "setting_wrong"
  | "credentials_wrong"
  | "reset_before"
  | "created_then_reset"
  | "created_then_silence"
  | "created_then_5xx"
  | "5xx"
  | "page_in_place_of_an_answer";

/** The same with fetching what a contact sent. `leads_inside`: a redirect to a private address. */
export type MediaFault =
  | "5xx"
  | "reset"
  | "silence"
  | "not_there_yet"
  | "busy"
  | "busy_for_7_seconds"
  | "credentials_wrong"
  | "leads_inside";

/** `busy_until_a_date` names this one: the clock of a channel in test stands at noon of that day. */
export const ONE_MINUTE_PAST_NOON = "Sat, 21 Nov 2026 12:01:00 GMT";

/** A channel and the provider behind it, as the contract needs them. */
type ProviderInTest = {
  channel: Channel;
  /** Our own number. */
  from: string;
  /** The next send goes wrong like this. */
  spoil(fault: SendFault): void;
  /** The next look-up goes wrong. */
  spoilLookUp(fault: "5xx" | "reset"): void;
  spoilTyping(fault: "5xx" | "reset" | "page_in_place_of_an_answer"): void;
  /** A contact sends a file; gives the address in its message. */
  sendFile(file: { bytes: Buffer; contentType: string }): Promise<string>;
  /** The next file that is fetched goes wrong like this. */
  spoilMedia(fault: MediaFault): void;
  /** The texts (or addresses of pictures) that the provider has for a contact, in order. */
  arrived(address: string): string[];
  /** Messages whose typing was shown. */
  typing(): string[];
  aProviderId(): string;
};

/** Where channels differ by what their providers have. */
type Traits = {
  /** Whether what was sent can be asked for; else a part is known again by its statuses alone. */
  listsSent: boolean;
};

export type StartProvider = (options?: { unreachable?: boolean }) => Promise<ProviderInTest>;

/** What holds for every channel, whoever the provider is. */
export function channelContract(
  name: string,
  start: StartProvider,
  { listsSent }: Traits = { listsSent: true },
) {
  describe(`the channel ${name}`, () => {
    describe("sending", () => sendingContract(start));
    describe("looking up", () => (listsSent ? lookingUpContract : notListingContract)(start));
    describe("media", () => mediaContract(start));
    describe("typing", () => typingContract(start));
    describe("webhooks", () => webhooksContract(start));
  });
}
