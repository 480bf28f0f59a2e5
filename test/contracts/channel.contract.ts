import { describe } from "vitest";
import type { Channel } from "../../src/channels/channel.ts";
import { lookingUpContract } from "./channel/looking-up.contract.ts";
import { sendingContract } from "./channel/sending.contract.ts";
import { typingContract } from "./channel/typing.contract.ts";
import { webhooksContract } from "./channel/webhooks.contract.ts";

/** What can go wrong with one send, in the words of the port. */
export type SendFault =
  | "refused"
  | "too_long"
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

/** A channel and the provider behind it, as the contract needs them. */
export type ProviderInTest = {
  channel: Channel;
  /** Our own number. */
  from: string;
  /** The next send goes wrong like this. */
  spoil(fault: SendFault): void;
  /** The next look-up goes wrong. */
  spoilLookUp(fault: "5xx" | "reset"): void;
  spoilTyping(fault: "5xx" | "reset" | "page_in_place_of_an_answer"): void;
  /** The texts (or addresses of pictures) that the provider has for a contact, in order. */
  arrived(address: string): string[];
  /** Messages whose typing was shown. */
  typing(): string[];
  aProviderId(): string;
};

export type StartProvider = (options?: { unreachable?: boolean }) => Promise<ProviderInTest>;

/** What holds for every channel, whoever the provider is. */
export function channelContract(name: string, start: StartProvider) {
  describe(`the channel ${name}`, () => {
    describe("sending", () => sendingContract(start));
    describe("looking up", () => lookingUpContract(start));
    describe("typing", () => typingContract(start));
    describe("webhooks", () => webhooksContract(start));
  });
}
