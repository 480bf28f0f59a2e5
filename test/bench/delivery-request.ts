import { newWamid } from "../../src/demo/meta/wamid.ts";
import { sign } from "../../src/demo/meta/signature.ts";
import { ACCOUNT_ID, APP_SECRET, PHONE_ID } from "./account.ts";

/** As many as Meta puts into one. */
export const MOST_UPDATES = 1_000;

/** A delivery as it goes over the wire, signed: each update is a message of somebody new. */
export function deliveryRequest(): Buffer {
  const changes = Array.from({ length: MOST_UPDATES }, () => ({
    field: "messages",
    value: aValue(),
  }));
  const entry = [{ id: ACCOUNT_ID, changes }];
  const body = Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry }));
  const head = [
    "POST /webhook HTTP/1.1",
    "Host: bot.example.com",
    "Content-Type: application/json",
    `X-Hub-Signature-256: ${sign(APP_SECRET, body)}`,
    `Content-Length: ${body.length}`,
    "\r\n",
  ].join("\r\n");
  return Buffer.concat([Buffer.from(head), body]);
}

let contacts = 0;

function aValue() {
  contacts += 1;
  const phone = `1555${String(contacts).padStart(7, "0")}`;
  const text = { body: `How many orders came in? ${contacts}` };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const id = newWamid("inbound", `+${phone}`);
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "15550783881", phone_number_id: PHONE_ID },
    contacts: [{ profile: { name: "Ana" }, wa_id: phone }],
    messages: [{ from: phone, id, timestamp, type: "text", text }],
  };
}
