import type { ProviderAccount } from "../nouns.ts";
import type { Channel } from "./channel.ts";

/** The channels that are configured; a stored message may belong to one that no longer is. */
export type Channels = { of(account: ProviderAccount): Channel | undefined; all: Channel[] };

export function createChannels(all: Channel[]): Channels {
  return {
    all,
    of: ({ channel, account }) =>
      all.find((one) => one.name === channel && one.account === account),
  };
}
