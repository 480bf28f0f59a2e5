import type { ChannelName } from "../../src/nouns.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";
import { startTcpProxy, type TcpProxy } from "../kit/tcp-proxy.ts";
import { speedUp } from "./fast-time.ts";

export type FastJourney = Journey & {
  /** Between the server and Twilio. */
  toTwilio: TcpProxy;
  /** Between the server and Meta. */
  toMeta: TcpProxy;
  /** Between the server and AskYourDatabase. */
  toDatabase: TcpProxy;
};

/** A journey on which time runs faster, and everything the server asks for can be spoiled on its way. */
export async function startFastJourney(
  times: number,
  channel: ChannelName = "twilio",
): Promise<FastJourney> {
  let journey: Journey | undefined;
  const toTwilio = await startTcpProxy(() => journey?.twilio.url ?? "");
  const toMeta = await startTcpProxy(() => journey?.meta.url ?? "");
  const toDatabase = await startTcpProxy(() => journey?.database.url ?? "");
  const settings = {
    TWILIO_API_URL: toTwilio.url,
    TWILIO_MESSAGING_API_URL: toTwilio.url,
    GRAPH_API_URL: toMeta.url,
    ASKYOURDATABASE_URL: toDatabase.url,
    // At Meta it has the address of a message: what is to meet a reply would meet it first.
    ...(channel === "meta" && { TYPING_INDICATOR: "false" }),
    ...speedUp(times),
  };
  journey = await startJourney(settings, { channel });
  return { ...journey, toTwilio, toMeta, toDatabase };
}
