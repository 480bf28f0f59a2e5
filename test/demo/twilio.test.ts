import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { ACCOUNT, ANA, aPart, aServer, aStandIn, ask, basic, MESSAGES } from "./stand-in.ts";

describe("creating a message", () => {
  it("answers 201 with the message as Twilio shows it", async () => {
    const standIn = await aStandIn();
    const created = await ask(standIn, `${MESSAGES}.json`, { form: aPart() });
    expect(created.status).toBe(201);
    expect(created.json()).toMatchObject({
      account_sid: ACCOUNT.accountSid,
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: "queued",
      direction: "outbound-api",
      body: "There are 42 orders.",
      from: `whatsapp:${ACCOUNT.number}`,
      to: `whatsapp:${ANA}`,
      num_media: "0",
      error_code: null,
      date_sent: null,
      date_created: expect.stringMatching(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/),
    });
  });

  it("calls a message with pictures MM and keeps every picture", async () => {
    const standIn = await aStandIn();
    const MediaUrl = ["https://example.com/1.png", "https://example.com/2.png"];
    const form = aPart({ MediaUrl, Body: "" });
    const created = await ask(standIn, `${MESSAGES}.json`, { form });
    expect(created.json()).toMatchObject({
      sid: expect.stringMatching(/^MM/),
      num_media: "2",
      subresource_uris: { media: `${MESSAGES}/${created.json().sid}/Media.json` },
    });
    expect(standIn.messagesTo(ANA)).toMatchObject([{ mediaUrls: MediaUrl }]);
  });

  it.each([
    ["without a recipient", { To: "" }, 21604],
    ["without a sender", { From: "" }, 21603],
    ["from a number that is not ours", { From: "whatsapp:+14150000000" }, 63007],
    ["to ourselves", { To: `whatsapp:${ACCOUNT.number}` }, 63031],
    ["to a plain phone number", { To: ANA }, 21211],
    ["with nothing in it", { Body: "" }, 21619],
    ["that is too long", { Body: "x".repeat(1601) }, 21617],
    ["that is too long by half an emoji", { Body: `${"x".repeat(1599)}👋` }, 21617],
  ])("refuses a message %s", async (_, changes, code) => {
    const standIn = await aStandIn();
    const refused = await ask(standIn, `${MESSAGES}.json`, { form: aPart(changes) });
    expect(refused.status).toBe(400);
    expect(refused.json()).toMatchObject({
      code,
      status: 400,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
    });
    expect(standIn.messagesTo(ANA)).toEqual([]);
  });

  it("takes exactly 1600 characters, and contacts whose number is hidden", async () => {
    const standIn = await aStandIn();
    const form = aPart({ Body: "x".repeat(1600), To: "whatsapp:US.13491208655302741918" });
    expect((await ask(standIn, `${MESSAGES}.json`, { form })).status).toBe(201);
    expect(standIn.messagesTo("US.13491208655302741918")).toHaveLength(1);
  });

  it.each([
    ["no credentials", undefined],
    ["a wrong token", basic(ACCOUNT.accountSid, "wrong")],
    ["another account", basic("AC99999999999999999999999999999999", ACCOUNT.authToken)],
  ])("refuses %s with 20003", async (_, authorization) => {
    const standIn = await aStandIn();
    const headers = authorization ? { Authorization: authorization } : {};
    const refused = await ask(standIn, `${MESSAGES}.json`, { form: aPart(), headers });
    expect(refused.status).toBe(401);
    expect(refused.json()).toMatchObject({ code: 20003, message: "Authenticate" });
    expect(refused.headers.get("www-authenticate")).toContain("Basic");
  });

  it("lets an API key in", async () => {
    const standIn = await aStandIn({ apiKey: { sid: "SK1", secret: "secret" } });
    const headers = { Authorization: basic("SK1", "secret") };
    const created = await ask(standIn, `${MESSAGES}.json`, { form: aPart(), headers });
    expect(created.status).toBe(201);
  });
});

describe("listing messages", () => {
  it("shows both directions, newest first, in pages", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo(`${server.url}/whatsapp`);
    await standIn.contact(ANA).says("How many orders?");
    for (const Body of ["one", "two"])
      await ask(standIn, `${MESSAGES}.json`, { form: aPart({ Body }) });
    const first = (await ask(standIn, `${MESSAGES}.json?PageSize=2`)).json();
    expect(first).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1 });
    expect(first.first_page_uri).toBe(`${MESSAGES}.json?PageSize=2&Page=0`);
    await ask(standIn, `${MESSAGES}.json`, { form: aPart({ Body: "three" }) });
    const second = (await ask(standIn, first.next_page_uri)).json();
    expect([...first.messages, ...second.messages]).toMatchObject([
      { body: "two", direction: "outbound-api" },
      { body: "one", direction: "outbound-api" },
      { body: "How many orders?", direction: "inbound", status: "received" },
    ]);
    expect(second.next_page_uri).toBeNull();
  });

  it("finds what went to one contact since a time", async () => {
    const standIn = await aStandIn();
    const before = new Date();
    await ask(standIn, `${MESSAGES}.json`, { form: aPart() });
    await ask(standIn, `${MESSAGES}.json`, { form: aPart({ To: "whatsapp:+15555550102" }) });
    const list = async (since: Date) => {
      const query = new URLSearchParams({
        To: `whatsapp:${ANA}`,
        From: `whatsapp:${ACCOUNT.number}`,
        "DateSent>": since.toISOString().slice(0, 19) + "Z",
      });
      return (await ask(standIn, `${MESSAGES}.json?${query.toString()}`)).json().messages;
    };
    expect(await list(before)).toMatchObject([{ to: `whatsapp:${ANA}` }]);
    expect(await list(new Date(Date.now() + 5_000))).toEqual([]);
  });

  it("hides new messages for a while when asked to", async () => {
    const standIn = await aStandIn({ behaviour: { listLagMs: 60_000 } });
    const created = (await ask(standIn, `${MESSAGES}.json`, { form: aPart() })).json();
    expect((await ask(standIn, `${MESSAGES}.json`)).json().messages).toEqual([]);
    expect((await ask(standIn, `${MESSAGES}/${created.sid}.json`)).status).toBe(200);
  });

  it("answers 404 for a message it does not know", async () => {
    const standIn = await aStandIn();
    const missing = await ask(standIn, `${MESSAGES}/SM${"0".repeat(32)}.json`);
    expect(missing.json()).toMatchObject({ code: 20404, status: 404 });
  });
});

describe("typing", () => {
  it("is recorded for the message that is being answered", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo(server.url);
    const { sid } = await standIn.contact(ANA).says("hello");
    const form = { messageId: sid, channel: "whatsapp" };
    const answer = await ask(standIn, "/v2/Indicators/Typing.json", { form });
    expect(answer).toMatchObject({ status: 200, text: '{"success":true}' });
    expect(standIn.typing).toMatchObject([{ sid, address: ANA }]);
  });

  it("needs a message", async () => {
    const standIn = await aStandIn();
    const form = { messageId: "nonsense", channel: "whatsapp" };
    const answer = await ask(standIn, "/v2/Indicators/Typing.json", { form });
    expect(answer.status).toBe(400);
  });
});

describe("media", () => {
  it("is a redirect with credentials, and bytes without", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo(server.url);
    const bytes = Buffer.from("a picture");
    await standIn.contact(ANA).sends({ kind: "image", bytes, contentType: "image/jpeg" });
    const mediaUrl = String(server.heard[0]?.form.get("MediaUrl0"));
    const path = mediaUrl.slice(standIn.url.length);
    expect(path).toMatch(/\/Messages\/MM\w{32}\/Media\/ME\w{32}$/);
    expect((await ask(standIn, path, { headers: {} })).status).toBe(401);
    const redirect = await ask(standIn, path);
    expect(redirect.status).toBe(302);
    const cdn = String(redirect.headers.get("location")).slice(standIn.url.length);
    expect(cdn).toMatch(/^\/cdn\//);
    expect((await ask(standIn, cdn)).status).toBe(400);
    expect(await ask(standIn, cdn, { headers: {} })).toMatchObject({
      status: 200,
      text: "a picture",
    });
  });
});

describe("the official Twilio client", () => {
  it("sends, lists, fetches and shows typing", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo(server.url);
    const client = twilio(ACCOUNT.accountSid, ACCOUNT.authToken);
    client.api.baseUrl = standIn.url;
    client.messaging.baseUrl = standIn.url;
    const to = `whatsapp:${ANA}`;
    const from = `whatsapp:${ACCOUNT.number}`;
    const sent = await client.messages.create({ to, from, body: "Hé 😀 a+b&c" });
    expect(sent).toMatchObject({ status: "queued", errorCode: null, numMedia: "0" });
    expect(sent.dateCreated).toBeInstanceOf(Date);
    const { sid } = await standIn.contact(ANA).says("thanks");
    const listed = await client.messages.list({ to, from, dateSentAfter: new Date(), limit: 5 });
    expect(listed.map(({ body }) => body)).toEqual(["Hé 😀 a+b&c"]);
    expect(await client.messages(sid).fetch()).toMatchObject({ direction: "inbound" });
    const typing = client.messaging.v2.typingIndicator;
    expect(await typing.create({ channel: "whatsapp", messageId: sid })).toMatchObject({
      success: true,
    });
    const failed = client.messages.create({ to, from, body: "" });
    await expect(failed).rejects.toMatchObject({ code: 21619, status: 400 });
  });
});
