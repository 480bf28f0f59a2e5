import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, expect, it } from "vitest";
import { bodyOf } from "../../src/demo/body-of.ts";
import { sign } from "../../src/demo/meta/signature.ts";
import {
  ACCOUNT,
  aMetaStandIn,
  askGraph,
  aText,
  buttons,
  MESSAGES,
  SHEENA,
  USER_ID,
} from "./meta-stand-in.ts";

type Message = { id: string; from?: string; from_user_id?: string; type: string };

it.each([
  ["a phone number", SHEENA],
  ["a user id alone", USER_ID],
])("a small server keeps up a conversation with somebody who has %s", async (_, address) => {
  const standIn = await aMetaStandIn();
  const server = await aSmallServer(standIn);
  standIn.deliverTo({ callUrl: `${server.url}/webhook` });

  const { body, challenge } = await standIn.verify();
  expect(body).toBe(challenge);
  expect((await standIn.verify({ verifyToken: "wrong" })).status).toBe(403);

  const contact = standIn.contact(address);
  const asked = await contact.says("What do you sell?");
  await standIn.waitForMessages(address, 1);
  expect(standIn.typing).toMatchObject([{ id: asked.id, address }]);
  const chosen = await contact.chooses("Shoes");
  await standIn.waitForMessages(address, 2);
  await server.toldOf("read", 2);

  expect(standIn.messagesTo(address)).toMatchObject([
    { body: "Which one?", status: "read", replyTo: asked.id, callbackData: asked.id },
    { body: "Here are shoes.", status: "read", replyTo: chosen.id, callbackData: chosen.id },
  ]);
});

/** Offers shoes and hats to whoever writes, and answers a choice. */
async function aSmallServer(standIn: { url: string }) {
  const told: string[] = [];
  const changed = new EventTarget();
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, toldOf };

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (request.method === "GET") return verify(new URL(request.url ?? "", url), response);
    const body = await bodyOf(request);
    const isGenuine = request.headers["x-hub-signature-256"] === sign(ACCOUNT.appSecret, body);
    response.writeHead(isGenuine ? 200 : 403).end();
    const { messages = [], statuses = [] } = JSON.parse(body).entry[0].changes[0].value;
    for (const message of messages) await reply(message);
    for (const { status } of statuses) told.push(status);
    changed.dispatchEvent(new Event("change"));
  }

  async function reply({ id, from, from_user_id: userId, type }: Message) {
    const typing = { status: "read", message_id: id, typing_indicator: { type: "text" } };
    const json = { messaging_product: "whatsapp", ...typing };
    await askGraph(standIn, MESSAGES, { json });
    const to = from ? { to: `+${from}` } : { to: undefined, recipient: userId };
    const context = { context: { message_id: id }, biz_opaque_callback_data: id };
    const content = type === "text" ? OFFER : { text: { body: "Here are shoes." } };
    await askGraph(standIn, MESSAGES, { json: aText({ ...to, ...context, ...content }) });
  }

  function toldOf(status: string, count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => told.filter((one) => one === status).length >= count && resolve();
      changed.addEventListener("change", look);
      look();
    });
  }
}

function verify({ searchParams }: URL, response: ServerResponse): void {
  const isOurs = searchParams.get("hub.verify_token") === ACCOUNT.verifyToken;
  response.writeHead(isOurs ? 200 : 403).end(isOurs ? searchParams.get("hub.challenge") : "");
}

const OFFER = buttons([
  { id: "shoes", title: "Shoes" },
  { id: "hats", title: "Hats" },
]);
