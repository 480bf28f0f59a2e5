import type { ProviderFault } from "../../../src/demo/provider-fault.ts";
import type { ChannelName } from "../../../src/nouns.ts";

/** A reply that the provider was given, whoever remembers it. */
export type Reply = { providerId: string; partId: number; address: string };

/** What a provider of WhatsApp, played on this machine, is to the loop: the same for all of them. */
export type Provider = {
  channel: ChannelName;
  /** With which the server finds it, and it the server. */
  settings: Record<string, string>;
  /** What must never stand in a log. */
  secrets: readonly string[];
  /** Delivers for days what was not heard; of one that does not, the server has to ask for it. */
  redelivers: boolean;
  /** Says where the server listens. */
  deliverTo(serverUrl: string): void;
  /** The id of a message that nobody has written yet. */
  newId(address: string): string;
  says(message: { address: string; text: string; id: string }): Promise<{ status: number }>;
  /** Delivers the same message again. */
  redeliver(address: string, id: string): Promise<{ status: number }>;
  repliesTo(address: string): Reply[];
  faults: { next(endpoint: "create", fault: ProviderFault): void; clear(): void };
  /** `redeliver`: how often a status that nobody heard comes again, from who knows of that at all. */
  behaviour: { callbacks: "in_order" | "shuffled" | "off"; redeliver?: number };
  /** Calls back for all that happens there until the returned function is called. */
  onEvent(listener: (event: { kind: string; status?: string | number }) => void): () => void;
  close(): Promise<void>;
};

/** How every contact is called: logs are searched for it. */
export const NAME = "Canary Name";
