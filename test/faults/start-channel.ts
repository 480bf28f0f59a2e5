import { onTestFinished } from "vitest";
import type { Channel } from "../../src/channels/channel.ts";
import { createTwilio } from "../../src/channels/twilio/twilio.ts";
import type { TwilioEndpoint, TwilioFault } from "../../src/demo/twilio/fault.ts";
import { startTwilioStandIn, type TwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import { createHttp } from "../../src/http.ts";
import { SETTINGS } from "../channels/twilio/start-twilio.ts";
import { collectLog } from "../kit/collect-log.ts";
import { createTestClock } from "../kit/test-clock.ts";
import { standBetween, type Between } from "./between.ts";
import type { Fault } from "./faults.ts";
import { CONNECT_MS, impatient } from "./impatient.ts";

/** For Twilio also what only its stand-in can do. */
export type FaultAtTwilio = Omit<Fault, "answer"> & { answer?: TwilioFault };

export type SpoiledChannel = { channel: Channel; twilio: TwilioStandIn } & Pick<
  Between,
  "proxy" | "end"
>;

/** The channel and Twilio, between which the next request to an endpoint goes wrong. */
export async function startChannel(
  fault: FaultAtTwilio,
  endpoint: TwilioEndpoint,
): Promise<SpoiledChannel> {
  const { accountSid, authToken, fromNumber: number } = SETTINGS;
  const behaviour = { callbacks: "off" } as const;
  const twilio = await startTwilioStandIn({ accountSid, authToken, number, behaviour });
  onTestFinished(() => twilio.close());
  const { url, proxy, begin, end } = await standBetween(twilio.url, fault);
  await begin("");
  if (fault.answer) twilio.faults.next(endpoint, fault.answer);
  return { channel: aChannelTo(url), twilio, proxy, end };
}

function aChannelTo(url: string): Channel {
  const http = createHttp({ connectMs: CONNECT_MS });
  onTestFinished(() => http.close());
  return createTwilio({
    http: impatient(http),
    clock: createTestClock(),
    log: collectLog().log,
    settings: { ...SETTINGS, apiUrl: url, messagingApiUrl: url },
    maxTextLength: 1600,
  });
}
