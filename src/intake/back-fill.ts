import type { Channel, Delivery } from "../channels/channel.ts";
import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import { codeOf } from "../errors.ts";
import type { Store } from "../store/store.ts";

type Dependencies = {
  store: Pick<Store, "newestInbound">;
  channels: Channels;
  receive(delivery: Delivery): Promise<void>;
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
};

/** Messages may overtake each other, and clocks differ. */
const OVERLAP_MS = 10 * 60_000;

/**
 * Takes in what was sent to us while nobody listened, through the same door as a webhook: Twilio
 * tries once or twice and then forgets. What is known already is recognised as ever. A new
 * database is left alone: what came before it was somebody else's to answer.
 */
export function createBackFill({ store, channels, receive, log }: Dependencies) {
  return async function backFill(): Promise<void> {
    for (const channel of channels.all) {
      try {
        await lookThrough(channel);
      } catch (error) {
        const code = codeOf(error);
        log.warn({ channel: channel.name, code }, "missed messages could not be looked for");
      }
    }
  };

  async function lookThrough(channel: Channel) {
    const newest = await store.newestInbound();
    if (newest === undefined) return;
    const messages = await channel.listInbound(newest - OVERLAP_MS);
    await receive({ kind: "delivery", messages, statuses: [] });
    log.info({ channel: channel.name, listed: messages.length }, "missed messages looked for");
  }
}

const TICK_MS = 15_000;

/** Back-fills now, and whenever this process did not run for a while: a suspended machine, a long stall. */
export function keepComplete({
  backFill,
  clock,
}: {
  backFill(): Promise<void>;
  clock: Clock;
}): void {
  let lastTick = clock.now();
  void backFill();
  tick();

  function tick() {
    const now = clock.now();
    if (now - lastTick > 4 * TICK_MS) void backFill();
    lastTick = now;
    clock.after(TICK_MS, tick);
  }
}
