import type { Channel, Delivery } from "../channels/channel.ts";
import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import { codeOf } from "../errors.ts";
import type { Store } from "../store/store.ts";

type Dependencies = {
  store: Pick<Store, "missingSince" | "markComplete">;
  channels: Channels;
  receive(delivery: Delivery): Promise<void>;
  clock: Clock;
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
};

/** Messages may overtake each other, and clocks differ. */
const OVERLAP_MS = 10 * 60_000;

/**
 * Takes in what was sent to us while nobody listened, through the same door as a webhook: Twilio
 * tries once or twice and then forgets. What is known already is recognised as ever. How far this
 * was done is kept, so that neither a webhook that comes meanwhile nor a failure hides a gap. A new
 * database is left alone: what came before it was somebody else's to answer.
 */
export function createBackFill({ store, channels, receive, clock, log }: Dependencies) {
  return async function backFill(): Promise<void> {
    for (const channel of channels.all) {
      try {
        await lookThrough(channel);
      } catch (error) {
        const code = codeOf(error);
        log.warn({ channel: channel.name, code }, NOT_LOOKED_FOR);
      }
    }
  };

  async function lookThrough(channel: Channel) {
    const ids = { channel: channel.name, account: channel.account };
    const until = clock.now();
    const since = await store.missingSince(ids, OVERLAP_MS);
    if (since !== undefined) {
      const messages = await channel.listInbound(since);
      await receive({ kind: "delivery", messages, statuses: [] });
      log.info({ channel: channel.name, listed: messages.length }, "missed messages looked for");
    }
    await store.markComplete(ids, { since: since ?? until, until });
  }
}

const NOT_LOOKED_FOR =
  "missed messages could not be looked for; tried again in a few minutes: check that the provider can be reached, and that its key may list messages";

const TICK_MS = 15_000;
const EVERY_MS = 5 * 60_000;

/**
 * Back-fills now, every few minutes (a webhook that could not reach us is noticed by nobody), and
 * when this process did not run for a while: a suspended machine, a long stall.
 */
export function keepComplete({
  backFill,
  clock,
}: {
  backFill(): Promise<void>;
  clock: Clock;
}): void {
  let lastTick = clock.now();
  let lastTime = lastTick;
  void backFill();
  clock.after(TICK_MS, tick);

  function tick() {
    const now = clock.now();
    if (now - lastTick > 4 * TICK_MS || now - lastTime >= EVERY_MS) {
      lastTime = now;
      void backFill();
    }
    lastTick = now;
    clock.after(TICK_MS, tick);
  }
}
