import type { Answerer } from "../phone/answerer.ts";
import type { Provider } from "../phone/provider.ts";

/** A stand-in that was started, and the settings by which the server finds it. */
type Started = { settings: Record<string, string>; close(): Promise<void> };

export type PlayedChannel = Started & {
  provider: Provider;
  /** Where the server listens on this machine. */
  deliverTo(serverUrl: string): void;
};

export type PlayedEngine = Started & { answerer: Answerer };
