import { afterEach, describe, expect, it, vi } from "vitest";
import {
  ACCOUNT,
  aMetaStandIn,
  aMetaStandInWithServer,
  askGraph,
  aText,
  buttons,
  create,
  list,
  MESSAGES,
  SHEENA,
  USER_ID,
} from "./meta-stand-in.ts";

afterEach(() => void vi.useRealTimers());

describe("creating a message", () => {
  it("answers 200 with an id and the contact, and says nothing about delivery", async () => {
    const { standIn } = await withAnOpenWindow();
    const created = await create(standIn, { biz_opaque_callback_data: `part:7:${SHEENA}` });
    expect(created.status).toBe(200);
    expect(created.json()).toEqual({
      messaging_product: "whatsapp",
      contacts: [{ input: SHEENA, wa_id: "16505551234" }],
      messages: [{ id: expect.stringMatching(/^wamid\.[\w+/]+=*$/) }],
    });
    expect(standIn.messagesTo(SHEENA)).toMatchObject([
      { id: created.json().messages[0].id, body: "There are 42 orders.", partId: 7 },
    ]);
  });

  it("takes a user id as recipient, and shows it to the phone number it belongs to", async () => {
    const { standIn } = await withAnOpenWindow({ userId: USER_ID });
    const created = await create(standIn, { to: undefined, recipient: USER_ID });
    expect(created.json().contacts).toEqual([{ input: USER_ID, user_id: USER_ID }]);
    expect(standIn.messagesTo(SHEENA)).toMatchObject([{ address: USER_ID }]);
    expect(standIn.messagesTo(USER_ID)).toEqual(standIn.messagesTo(SHEENA));
  });

  it("accepts a user id in place of a number, and loses the message", async () => {
    const { standIn, server } = await withAnOpenWindow({ userId: USER_ID });
    const lost = new Promise((resolve) => {
      standIn.onEvent((event) => event.kind === "lost" && resolve(event.address));
    });
    const created = await create(standIn, { to: USER_ID });
    expect(created.status).toBe(200);
    expect(created.json().messages[0].id).toMatch(/^wamid\./);
    expect(await lost).toBe(USER_ID);
    expect(standIn.messagesTo(USER_ID)).toEqual([]);
    expect(server.heard).toHaveLength(1);
  });

  it("takes a number without + for one in our own country", async () => {
    const { standIn } = await withAnOpenWindow();
    expect((await create(standIn, { to: "(650) 555-1234" })).json().contacts).toEqual([
      { input: "(650) 555-1234", wa_id: "16505551234" },
    ]);
    expect((await create(standIn, { to: "16505551234" })).json().error.code).toBe(131047);
  });

  it("shows pictures, buttons, lists and what is quoted", async () => {
    const { standIn, id } = await withAnOpenWindow();
    const link = "https://example.com/chart.png";
    await create(standIn, { type: "image", image: { link, caption: "Sales" } });
    await create(standIn, buttons([{ id: "yes", title: "Yes" }]));
    await create(standIn, list([{ id: "1", title: "One", description: "The first" }]));
    await create(standIn, { context: { message_id: id } });
    expect(standIn.messagesTo(SHEENA)).toMatchObject([
      { body: "Sales", mediaUrls: [link], type: "image" },
      { body: "Which one?", choices: [{ kind: "button_reply", id: "yes", title: "Yes" }] },
      { choices: [{ kind: "list_reply", id: "1", title: "One", description: "The first" }] },
      { replyTo: id, choices: [] },
    ]);
  });

  it.each([
    ["without a product", { messaging_product: undefined }, 100],
    ["of a type that does not exist", { recipient_type: "business_scoped_user_id" }, 100],
    ["without a recipient", { to: undefined }, 100],
    ["to something that is no number", { to: "+12" }, 131009],
    ["to a recipient that is no user id", { to: undefined, recipient: SHEENA }, 131009],
    ["to ourselves", { to: ACCOUNT.number }, 131021],
    ["with nothing in it", { text: { body: "" } }, 100],
    ["that is too long", { text: { body: "x".repeat(4097) } }, 100],
    ["that quotes a message nobody knows", { context: { message_id: "wamid.AA" } }, 131009],
    ["with a file and no address of it", { type: "image", image: {} }, 100],
    ["of a kind Meta has not", { type: "postcard" }, 100],
  ])("refuses a message %s", async (_, changes, code) => {
    const { standIn } = await withAnOpenWindow();
    const refused = await create(standIn, changes);
    expect(refused.status).toBe(400);
    expect(refused.json().error).toMatchObject({
      code,
      message: expect.stringMatching(`^\\(#${code}\\) `),
      type: "OAuthException",
      error_data: { messaging_product: "whatsapp", details: expect.any(String) },
      fbtrace_id: expect.any(String),
    });
    expect(standIn.messagesTo(SHEENA)).toEqual([]);
  });

  it("takes exactly 4096 characters", async () => {
    const { standIn } = await withAnOpenWindow();
    expect((await create(standIn, { text: { body: "x".repeat(4096) } })).status).toBe(200);
  });

  it.each([
    ["four buttons", buttons(["1", "2", "3", "4"].map((id) => ({ id, title: id })))],
    ["no button", buttons([])],
    ["a title of 21 characters", buttons([{ id: "1", title: "x".repeat(21) }])],
    ["an id of 257 characters", buttons([{ id: "x".repeat(257), title: "One" }])],
    ["a text of 1025 characters", buttons([{ id: "1", title: "One" }], "x".repeat(1025))],
    ["one title twice", buttons(["1", "2"].map((id) => ({ id, title: "Same" })))],
    ["eleven rows", list(rows(11))],
    ["a row title of 25 characters", list([{ id: "1", title: "x".repeat(25) }])],
    ["a description of 73 characters", list([{ ...row, description: "x".repeat(73) }])],
    ["a row id of 201 characters", list([{ id: "x".repeat(201), title: "One" }])],
    ["one row id twice", list([row, row])],
    ["a list button of 21 characters", list([row], { button: "x".repeat(21) })],
    ["sections without titles", list([], { sections: [{ rows: [row] }, { rows: rows(2) }] })],
  ])("refuses %s", async (_, changes) => {
    const { standIn } = await withAnOpenWindow();
    const refused = await create(standIn, changes);
    expect(refused.json().error).toMatchObject({ code: 131009 });
    expect(standIn.messagesTo(SHEENA)).toEqual([]);
  });

  it.each([
    ["three buttons", buttons(["1", "2", "3"].map((id) => ({ id, title: id.repeat(20) })))],
    ["a text of 1024 characters", buttons([{ id: "1", title: "One" }], "x".repeat(1024))],
    ["ten rows", list(rows(10))],
    [
      "the longest row",
      list([{ id: "x".repeat(200), title: "x".repeat(24), description: "x".repeat(72) }]),
    ],
  ])("takes %s", async (_, changes) => {
    const { standIn } = await withAnOpenWindow();
    expect((await create(standIn, changes)).status).toBe(200);
  });

  it.each([
    ["no token", {}],
    ["a wrong token", { Authorization: "Bearer wrong" }],
    ["a token without its scheme", { Authorization: ACCOUNT.accessToken }],
  ])("refuses %s with 190", async (_, headers) => {
    const { standIn } = await withAnOpenWindow();
    const refused = await askGraph(standIn, MESSAGES, { json: aText(), headers });
    expect(refused.status).toBe(401);
    expect(refused.json().error).toMatchObject({ code: 190, type: "OAuthException" });
  });

  it.each([
    ["another version", `/v24.0/${ACCOUNT.phoneId}/messages`, 2500],
    ["no version", `/${ACCOUNT.phoneId}/messages`, 2500],
    ["a number that is not ours", "/v25.0/999/messages", 100],
  ])("refuses %s in the path", async (_, path, code) => {
    const { standIn } = await withAnOpenWindow();
    const refused = await askGraph(standIn, path, { json: aText() });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.json().error.code).toBe(code);
  });
});

describe("the window of 24 hours", () => {
  it("closes, and opens again when the contact writes", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { standIn, sheena } = await withAnOpenWindow();
    vi.setSystemTime(Date.now() + DAY_MS - 1);
    expect((await create(standIn)).status).toBe(200);
    vi.setSystemTime(Date.now() + 1);
    expect((await create(standIn)).json().error.code).toBe(131047);
    const template = { type: "template", template: { name: "hello", language: { code: "en" } } };
    expect((await create(standIn, template)).json().messages).toMatchObject([
      { message_status: "accepted" },
    ]);
    await sheena.says("still here");
    expect((await create(standIn)).status).toBe(200);
  });

  it("was never open for somebody who has not written", async () => {
    const standIn = await aMetaStandIn();
    expect((await create(standIn)).json().error.code).toBe(131047);
  });

  it("may be told in a status only", async () => {
    const { standIn, valuesHeard } = await aMetaStandInWithServer({
      behaviour: { window: "failed" },
    });
    expect((await create(standIn)).status).toBe(200);
    const [value] = await valuesHeard(1);
    expect(value.statuses).toMatchObject([{ status: "failed", errors: [{ code: 131047 }] }]);
  });

  it("may be left open for everybody", async () => {
    const standIn = await aMetaStandIn({ behaviour: { window: "off" } });
    expect((await create(standIn)).status).toBe(200);
    expect(standIn.messagesTo(SHEENA)).toHaveLength(1);
  });
});

describe("the limit of one message in 6 s to one person", () => {
  it("lets a burst of 45 through, and then one every 6 s", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { standIn } = await withAnOpenWindow();
    standIn.behaviour.pairLimit = true;
    standIn.behaviour.callbacks = "off";
    for (let n = 1; n <= 45; n += 1) expect((await create(standIn)).status).toBe(200);
    expect((await create(standIn)).json().error.code).toBe(131056);
    vi.setSystemTime(Date.now() + 5_999);
    expect((await create(standIn)).json().error.code).toBe(131056);
    vi.setSystemTime(Date.now() + 1);
    expect((await create(standIn)).status).toBe(200);
    expect((await create(standIn)).json().error.code).toBe(131056);
  });
});

describe("marking as read", () => {
  const mark = (id: string) => ({ messaging_product: "whatsapp", status: "read", message_id: id });

  it("shows typing when it is asked for too", async () => {
    const { standIn, id } = await withAnOpenWindow();
    const read = await askGraph(standIn, MESSAGES, { json: mark(id) });
    expect(read).toMatchObject({ status: 200, text: '{"success":true}' });
    expect(standIn.typing).toEqual([]);
    const json = { ...mark(id), typing_indicator: { type: "text" } };
    expect((await askGraph(standIn, MESSAGES, { json })).status).toBe(200);
    expect(standIn.typing).toMatchObject([{ id, address: SHEENA }]);
  });

  it("needs a message of the contact", async () => {
    const { standIn } = await withAnOpenWindow();
    const ours = (await create(standIn)).json().messages[0].id;
    for (const id of [ours, "wamid.AA"]) {
      const refused = await askGraph(standIn, MESSAGES, { json: mark(id) });
      expect(refused.json().error.code).toBe(131009);
    }
  });
});

const DAY_MS = 24 * 60 * 60 * 1000;
const row = { id: "1", title: "One" };

function rows(count: number) {
  return Array.from({ length: count }, (_, n) => ({ id: `row-${n}`, title: `Row ${n}` }));
}

/** Sheena has just written. */
async function withAnOpenWindow(details = {}) {
  const world = await aMetaStandInWithServer();
  const sheena = world.standIn.contact(SHEENA, details);
  const { id } = await sheena.says("How many orders?");
  return { ...world, sheena, id };
}
