import type { Channel, LookUp, OutgoingPart, SendOutcome } from "../../src/channels/channel.ts";
import { createChannels, type Channels } from "../../src/channels/channels.ts";
import { Never } from "../../src/errors.ts";
import { ACCOUNT, aProviderId } from "./a-message.ts";

type TestChannel = {
  channels: Channels;
  /** What was handed over, in order. */
  sent: OutgoingPart[];
  typing: string[];
  /** What becomes of the next sends; after these, each is sent. */
  outcomes: SendOutcome[];
  lookUps: (LookUp | Error)[];
};

/** A channel that does what the test says. */
export function aChannel(changes: Partial<Channel> = {}): TestChannel {
  const kept = {
    sent: [] as OutgoingPart[],
    typing: [] as string[],
    outcomes: [] as SendOutcome[],
    lookUps: [] as (LookUp | Error)[],
  };
  const channel: Channel = {
    name: "twilio",
    account: ACCOUNT,
    maxTextLength: 1600,
    webhooks: [],
    canQuote: false,
    canOffer: () => false,
    async send(part) {
      kept.sent.push(part);
      return kept.outcomes.shift() ?? { kind: "sent", providerId: aProviderId() };
    },
    async lookUp() {
      const found = kept.lookUps.shift() ?? { kind: "absent" };
      if (found instanceof Error) throw found;
      return found;
    },
    listInbound: async () => [],
    async showTyping(inReplyTo) {
      kept.typing.push(inReplyTo);
    },
    fetchMedia: () => Promise.reject(new Never("no_media")),
    ...changes,
  };
  return { ...kept, channels: createChannels([channel]) };
}
