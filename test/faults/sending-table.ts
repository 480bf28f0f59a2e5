import { expect, test } from "vitest";
import type { Channel, SendOutcome } from "../../src/channels/channel.ts";
import { ANA } from "../kit/a-message.ts";
import { anOutgoingPart } from "../kit/an-outgoing-part.ts";
import { NEVER_LEFT } from "./faults.ts";
import { startChannel, type FaultAt, type ProviderOfTable } from "./start-channel.ts";
import type { Row } from "./table.ts";

/** What a call gave while its request met a fault; `created`: how many messages there are after it. */
export type Met = { gave: string; created: string; tookMs: number };

/** Lets one call meet the fault; afterwards all is well again, and no connection is left behind. */
export function createMeet<Endpoint extends string, FaultOfStandIn>(
  provider: ProviderOfTable<Endpoint, FaultOfStandIn>,
) {
  return async function meet(
    fault: FaultAt<FaultOfStandIn>,
    endpoint: Endpoint,
    call: (channel: Channel) => Promise<string>,
  ): Promise<Met> {
    const { channel, messagesTo, proxy, end } = await startChannel(provider, fault, endpoint);
    const startedAt = performance.now();
    const gave = await call(channel);
    const tookMs = Math.round(performance.now() - startedAt);
    const created = String(messagesTo(ANA).length);
    await expect.poll(proxy.open).toBeLessThanOrEqual(fault.answer ? IDLE_CONNECTIONS : 0);
    if (await end()) expect((await channel.send(anOutgoingPart(provider.from))).kind).toBe("sent");
    return { gave, created, tookMs };
  };
}

/** The connection of an exchange that was finished is kept for the next one. */
const IDLE_CONNECTIONS = 1;

/** A part that is sent, with its outcome in words. */
export function sending(from: string) {
  return (channel: Channel) => channel.send(anOutgoingPart(from)).then(wordsOf);
}

function wordsOf(outcome: SendOutcome): string {
  const code = "code" in outcome ? ` ${outcome.code}` : "";
  const wait = "retryAfterSeconds" in outcome ? ` in ${outcome.retryAfterSeconds} s` : "";
  const tooLong = outcome.kind === "refused" && outcome.tooLong ? ", too long" : "";
  return outcome.kind + code + wait + tooLong;
}

/** What has to hold in the table of each provider. */
export function sendingTableIsSound(
  table: Row<"fault" | "send" | "created">[],
  faults: Record<string, unknown>,
) {
  test("what may have been created is never called unsent, and what never left always is", () => {
    for (const { fault, send, created } of table) {
      if (created !== "0") expect(send).toMatch(/^unknown/);
      if (NEVER_LEFT.has(fault)) expect(send).toMatch(/^not_sent/);
    }
  });

  test("every fault has its row", () => {
    expect(table.map(({ fault }) => fault).sort()).toEqual(Object.keys(faults).sort());
  });
}
