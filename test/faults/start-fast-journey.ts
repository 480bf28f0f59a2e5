import { startJourney, type Journey } from "../kit/start-journey.ts";
import { startTcpProxy, type TcpProxy } from "../kit/tcp-proxy.ts";
import { speedUp } from "./fast-time.ts";

export type FastJourney = Journey & {
  /** Between the server and Twilio. */
  toTwilio: TcpProxy;
  /** Between the server and AskYourDatabase. */
  toDatabase: TcpProxy;
};

/** A journey on which time runs faster, and everything the server asks for can be spoiled on its way. */
export async function startFastJourney(times: number): Promise<FastJourney> {
  let journey: Journey | undefined;
  const toTwilio = await startTcpProxy(() => journey?.twilio.url ?? "");
  const toDatabase = await startTcpProxy(() => journey?.database.url ?? "");
  journey = await startJourney({
    TWILIO_API_URL: toTwilio.url,
    TWILIO_MESSAGING_API_URL: toTwilio.url,
    ASKYOURDATABASE_URL: toDatabase.url,
    ...speedUp(times),
  });
  return { ...journey, toTwilio, toDatabase };
}
