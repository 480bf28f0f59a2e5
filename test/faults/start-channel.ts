import { onTestFinished } from "vitest";
import type { Channel } from "../../src/channels/channel.ts";
import type { Clock } from "../../src/clock.ts";
import type { FaultQueue } from "../../src/demo/faults.ts";
import { createHttp, type Http } from "../../src/http/http.ts";
import { collectLog } from "../kit/collect-log.ts";
import { createTestClock } from "../kit/test-clock.ts";
import { standBetween, type Between } from "./between.ts";
import type { Fault } from "./faults.ts";
import { CONNECT_MS, impatient } from "./impatient.ts";

/** A provider as its stand-in plays it, and the channel that talks to it. */
export type ProviderOfTable<Endpoint extends string, FaultOfStandIn> = {
  /** Our own number there. */
  from: string;
  startStandIn(): Promise<StandIn<Endpoint, FaultOfStandIn>>;
  createChannel(url: string, dependencies: Dependencies): Channel;
};

type StandIn<Endpoint extends string, FaultOfStandIn> = {
  url: string;
  faults: Pick<FaultQueue<Endpoint, FaultOfStandIn>, "next">;
  messagesTo(address: string): unknown[];
  close(): Promise<void>;
};

type Dependencies = { http: Http; clock: Clock; log: ReturnType<typeof collectLog>["log"] };

/** Also what only the stand-in of one provider can do. */
export type FaultAt<FaultOfStandIn> = Omit<Fault, "answer"> & { answer?: FaultOfStandIn };

export type SpoiledChannel = Pick<Between, "proxy" | "end"> & {
  channel: Channel;
  messagesTo(address: string): unknown[];
};

/** The channel and its provider, between which the next request to an endpoint goes wrong. */
export async function startChannel<Endpoint extends string, FaultOfStandIn>(
  { startStandIn, createChannel }: ProviderOfTable<Endpoint, FaultOfStandIn>,
  fault: FaultAt<FaultOfStandIn>,
  endpoint: Endpoint,
): Promise<SpoiledChannel> {
  const standIn = await startStandIn();
  onTestFinished(() => standIn.close());
  const { url, proxy, begin, end } = await standBetween(standIn.url, fault);
  await begin("");
  if (fault.answer) standIn.faults.next(endpoint, fault.answer);
  const http = createHttp({ connectMs: CONNECT_MS });
  onTestFinished(() => http.close());
  const clock = createTestClock();
  const channel = createChannel(url, { http: impatient(http), clock, log: collectLog().log });
  return { channel, messagesTo: standIn.messagesTo, proxy, end };
}
