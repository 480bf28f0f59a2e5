import { describe, expect, it } from "vitest";
import { sign } from "../../src/demo/meta/signature.ts";
import { metaJson } from "../../src/demo/meta/meta-json.ts";
import {
  ACCOUNT,
  aMetaStandIn,
  aMetaStandInWithServer,
  buttons,
  create,
  list,
  SHEENA,
  USER_ID,
  valueIn,
} from "./meta-stand-in.ts";

describe("the signature of a webhook", () => {
  it.each([
    [
      String.raw`{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[]}]}`,
      "sha256=1821854538ce1274d25f79d4f3ad528a8d354fd956ac18503b2c14cfe8d24e34",
    ],
    [
      String.raw`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messages":[{"text":{"body":"\u00a1Hola ni\u00f1o! \ud83d\ude00 a\/b"}}]},"field":"messages"}]}]}`,
      "sha256=55c9232fef94a38454090be32fc5509ebf41df25777f017faffa925266a0cdcd",
    ],
  ])("is that of the documented bytes: %s", (body, signature) => {
    expect(sign("app_secret_test", body)).toBe(signature);
    expect(metaJson(JSON.parse(body))).toBe(body);
  });

  it("keeps backslashes and line breaks what they are", () => {
    const text = { body: 'a\\/b \u007f\n\u2028 "c"' };
    expect(metaJson(text)).toMatch(/^[ -~]+$/);
    expect(JSON.parse(metaJson(text))).toEqual(text);
  });
});

describe("a contact", () => {
  it("delivers a message, signed over exactly the bytes, and hears what the server answered", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    const delivered = await standIn
      .contact(SHEENA, { name: "Sheena Ñ" })
      .says("¿Cuántos pedidos? a/b 👋");
    expect(delivered).toMatchObject({ status: 200, id: expect.stringMatching(/^wamid\./) });
    const [request] = server.heard;
    expect(request?.path).toBe("/webhook");
    expect(request?.raw).toContain(String.raw`\u00bfCu\u00e1ntos pedidos? a\/b \ud83d\udc4b`);
    expect(request?.signature).toBe(sign(ACCOUNT.appSecret, request?.raw ?? ""));
    expect(valueIn(request?.raw ?? "")).toMatchObject({
      metadata: { display_phone_number: "15550783881", phone_number_id: ACCOUNT.phoneId },
      contacts: [{ profile: { name: "Sheena Ñ" }, wa_id: "16505551234" }],
      messages: [
        {
          id: delivered.id,
          from: "16505551234",
          timestamp: expect.stringMatching(/^\d{10}$/),
          text: { body: "¿Cuántos pedidos? a/b 👋" },
        },
      ],
    });
  });

  it("is delivered twice with the same bytes and signature", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    const sheena = standIn.contact(SHEENA);
    const { id } = await sheena.says("once");
    await sheena.redeliver(id);
    expect(server.heard[1]).toEqual(server.heard[0]);
    await expect(sheena.redeliver("wamid.AA")).rejects.toThrow("no message wamid.AA");
  });

  it("without a phone number shows none anywhere", async () => {
    const { standIn, server, valuesHeard } = await aMetaStandInWithServer();
    await standIn.contact(USER_ID).says("hi");
    const created = await create(standIn, { to: undefined, recipient: USER_ID });
    expect(created.status).toBe(200);
    const [message, ...statuses] = await valuesHeard(4);
    expect(message.messages[0]).toMatchObject({ from_user_id: USER_ID });
    expect(message.contacts[0]).toMatchObject({ user_id: USER_ID });
    for (const { statuses: told } of statuses)
      expect(told[0]).toMatchObject({ recipient_user_id: USER_ID });
    const keys = server.heard.map(({ raw }) => raw).join("");
    expect(keys).not.toMatch(/"(from|wa_id|recipient_id)"/);
  });

  it("is the same person once the phone number appears", async () => {
    const { standIn, server } = await aMetaStandInWithServer({ behaviour: { callbacks: "off" } });
    await standIn.contact(USER_ID, { name: "Sheena" }).says("hidden");
    await create(standIn, { to: undefined, recipient: USER_ID });
    await standIn.contact(SHEENA, { userId: USER_ID }).says("shown");
    await standIn.contact(SHEENA, { hidesPhone: true }).says("hidden again");
    const shown = server.heard.map(({ raw }) => valueIn(raw).messages[0]);
    expect(shown.map(({ from }) => from)).toEqual([undefined, "16505551234", undefined]);
    expect(shown.map(({ from_user_id: userId }) => userId)).toEqual([USER_ID, USER_ID, USER_ID]);
    await create(standIn);
    expect(standIn.messagesTo(USER_ID)).toMatchObject([{ address: USER_ID }, { address: SHEENA }]);
    expect(standIn.messagesTo(SHEENA)).toEqual(standIn.messagesTo(USER_ID));
  });

  it("carries the number in the ids of messages, for whoever decodes them", async () => {
    const standIn = await aMetaStandIn();
    const sheena = standIn.contact(SHEENA, { userId: USER_ID });
    const decoded = () => {
      const { id } = sheena.writes({ kind: "text", text: "hi" });
      return Buffer.from(id.replace("wamid.", ""), "base64").toString("latin1");
    };
    expect(decoded()).toContain("16505551234");
    standIn.contact(SHEENA, { hidesPhone: true });
    expect(decoded()).not.toContain("16505551234");
  });

  it("presses a button, and picks a row, of what came last", async () => {
    const { standIn, server } = await aMetaStandInWithServer({ behaviour: { callbacks: "off" } });
    const sheena = standIn.contact(SHEENA);
    await sheena.says("hello");
    await expect(sheena.chooses("Yes")).rejects.toThrow("only: nothing");
    const asked = await create(standIn, buttons([{ id: "yes", title: "Yes" }]));
    await sheena.chooses("Yes");
    await create(standIn, list([{ id: "1", title: "One", description: "First" }]));
    await create(standIn);
    await sheena.chooses("1");
    await expect(sheena.chooses("Yes")).rejects.toThrow("no “Yes” to choose, only: One");
    const [, pressed, picked] = server.heard.map(({ raw }) => valueIn(raw).messages[0]);
    expect(pressed).toMatchObject({
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "yes", title: "Yes" } },
      context: { from: "15550783881", id: asked.json().messages[0].id },
    });
    expect(picked.interactive).toEqual({
      type: "list_reply",
      list_reply: { id: "1", title: "One", description: "First" },
    });
  });

  it("goes on under another number, and is out of reach under the old one", async () => {
    const { standIn, server } = await aMetaStandInWithServer({ behaviour: { callbacks: "off" } });
    const sheena = standIn.contact(SHEENA, { userId: USER_ID });
    await sheena.says("before");
    await create(standIn);
    await sheena.changesNumber("+12195555358", { userId: "US.2" });
    await sheena.says("after");
    const [, moved, after] = server.heard.map(({ raw }) => valueIn(raw).messages[0]);
    expect(moved).toMatchObject({
      from: "16505551234",
      from_user_id: USER_ID,
      system: {
        type: "user_changed_number",
        wa_id: "12195555358",
        user_id: "US.2",
        previous_user_id: USER_ID,
      },
    });
    expect(after).toMatchObject({ from: "12195555358", from_user_id: "US.2" });
    expect((await create(standIn)).json().error.code).toBe(131026);
    expect((await create(standIn, { to: "+12195555358" })).status).toBe(200);
    const went = standIn.messagesTo("+12195555358").map(({ address }) => address);
    expect(went).toEqual([SHEENA, "+12195555358"]);
    expect(standIn.messagesTo(SHEENA)).toHaveLength(2);
  });

  it("without a number goes on under another user id", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(USER_ID).changesNumber("US.2");
    expect(valueIn(server.heard[0]?.raw ?? "").messages[0]).toMatchObject({
      from_user_id: USER_ID,
      system: { type: "user_changed_user_id", user_id: "US.2", previous_user_id: USER_ID },
    });
  });

  it("may be heard of days later", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).says("late", { sentAt: 1_749_416_383_999 });
    expect(valueIn(server.heard[0]?.raw ?? "").messages[0].timestamp).toBe("1749416383");
    expect((await create(standIn)).json().error.code).toBe(131047);
  });
});

describe("several updates in one delivery", () => {
  it.each([
    ["changes", 1, 3, 1],
    ["entries", 3, 1, 1],
    ["value", 1, 1, 3],
  ] as const)("share it as %s", async (sharing, entries, changes, messages) => {
    const { standIn, server } = await aMetaStandInWithServer();
    const sheena = standIn.contact(SHEENA);
    const updates = ["one", "two", "three"].map((text) => sheena.writes({ kind: "text", text }));
    expect((await standIn.deliver(updates, sharing)).status).toBe(200);
    const { entry } = JSON.parse(server.heard[0]?.raw ?? "");
    expect(entry).toHaveLength(entries);
    expect(entry[0].changes).toHaveLength(changes);
    expect(entry[0].changes[0].value.messages).toHaveLength(messages);
    expect(server.heard).toHaveLength(1);
    await sheena.redeliver(updates[1]?.id ?? "");
    expect(server.heard[1]).toEqual(server.heard[0]);
  });

  it("may be a thousand, and bad ones among them", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    const heard: string[] = [];
    standIn.onEvent((event) => void (event.kind === "webhook" && heard.push(event.id)));
    const sheena = standIn.contact(SHEENA);
    const good = Array.from({ length: 999 }, (_, n) =>
      sheena.writes({ kind: "text", text: String(n) }),
    );
    const bad = { field: "account_update", value: { messages: null } };
    await standIn.deliver([...good, bad]);
    const { changes } = JSON.parse(server.heard[0]?.raw ?? "").entry[0];
    expect(changes).toHaveLength(1_000);
    expect(changes[999]).toMatchObject({ field: "account_update", value: { messages: null } });
    expect(heard).toEqual(good.map(({ id }) => id));
    await expect(standIn.deliver([...good, bad, bad])).rejects.toThrow("1000 updates");
  });
});

describe("the verification of the webhook", () => {
  it("asks for the challenge with the token", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    const answer = await standIn.verify();
    expect(answer).toMatchObject({ status: 200, body: "<Response/>" });
    const url = new URL(server.heard[0]?.path ?? "", server.url);
    expect(url.pathname).toBe("/webhook");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      "hub.mode": "subscribe",
      "hub.challenge": answer.challenge,
      "hub.verify_token": ACCOUNT.verifyToken,
    });
  });

  it("can be one with a wrong token", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.verify({ verifyToken: "wrong" });
    expect(server.heard[0]?.path).toContain("hub.verify_token=wrong");
  });
});
