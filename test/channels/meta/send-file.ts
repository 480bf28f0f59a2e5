import type { Channel } from "../../../src/channels/channel.ts";
import type { MediaFile } from "../../../src/demo/meta/media.ts";
import type { MetaStandIn } from "../../../src/demo/meta/meta.ts";
import { ANA } from "../../kit/a-message.ts";
import { envelope, signatureOf } from "./deliveries.ts";

/** Ana sends a file; gives its address in the message, as the channel reads it. */
export function sendFile(channel: Channel, meta: MetaStandIn, file: MediaFile): string {
  const body = envelope(meta.contact(ANA).writes({ kind: "voice", ...file }).value);
  const webhook = channel.webhooks.find(({ method }) => method === "post");
  const headers = { "x-hub-signature-256": signatureOf(body) };
  const read = webhook?.read({ originalUrl: "/webhook", headers, body: Buffer.from(body) });
  const content = read?.kind === "delivery" ? read.messages[0]?.content : undefined;
  if (content?.kind !== "media") throw new Error("The file was not read.");
  return content.items[0]?.url ?? "";
}
