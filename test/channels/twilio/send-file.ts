import type { MediaFile } from "../../../src/demo/twilio/media.ts";
import type { TwilioStandIn } from "../../../src/demo/twilio/twilio.ts";
import { ANA } from "../../kit/a-message.ts";
import { startPeer } from "../../kit/start-peer.ts";

/** Ana sends a file; gives the path of its address, which starts with the base URL of the API. */
export async function sendFile(twilio: TwilioStandIn, file: MediaFile): Promise<string> {
  const webhook = await startPeer((_request, response) => response.end());
  const urls: string[] = [];
  twilio.onEvent((event) => {
    if (event.kind === "inbound") urls.push(...event.message.mediaUrls);
  });
  twilio.deliverTo(webhook.url);
  await twilio.contact(ANA).sends({ kind: "voice", ...file });
  return new URL(urls.at(-1) ?? "").pathname;
}
