import { readFileSync } from "node:fs";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { inboundForm } from "../../src/demo/twilio/inbound-form.ts";
import { inboundContent, type InboundContent } from "../../src/demo/twilio/inbound-content.ts";
import { sign } from "../../src/demo/twilio/signature.ts";
import { statusForm } from "../../src/demo/twilio/status-form.ts";
import { ACCOUNT, ANA, aPart, aServer, aStandIn, ask, MESSAGES, type Heard } from "./stand-in.ts";

describe("the bodies of webhooks", () => {
  it.each(Object.entries(inbound()))(
    "are those of a captured %s",
    (name, { envelope, content }) => {
      const { url, signature, body } = captured(name);
      const mediaUrl = new URLSearchParams(body).get("MediaUrl0") ?? undefined;
      const form = inboundForm(envelope, content, mediaUrl);
      expect(new URLSearchParams(form).toString()).toBe(body);
      expect(sign(ACCOUNT.authToken, url, form)).toBe(signature);
    },
  );

  it.each([
    ["status_sent", "sent", "7", undefined],
    ["status_read", "read", "7", undefined],
    ["status_undelivered_63016", "undelivered", "8", 63016],
  ])("are those of a captured %s", (name, status, digit, errorCode) => {
    const { url, signature, body } = captured(name);
    const message = aMessage(`SM${digit.padStart(32, "0")}`);
    const form = statusForm(message, status, ACCOUNT.accountSid, errorCode);
    expect(new URLSearchParams(form).toString()).toBe(body);
    expect(sign(ACCOUNT.authToken, url, form)).toBe(signature);
  });
});

describe("a contact", () => {
  it("delivers a signed message and hears what the server answered", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo({
      signedUrl: "https://bot.example.com/whatsapp",
      callUrl: `${server.url}/in`,
    });
    const ana = standIn.contact(ANA, { name: "Ana Pérez" });
    const delivered = await ana.says("Hello  bot 👋 50% + more", { fields: { Extra: "1 & 2" } });
    expect(delivered).toMatchObject({
      status: 200,
      contentType: "text/xml",
      body: "<Response/>",
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    });
    const [request] = server.heard;
    expect(request?.path).toBe("/in");
    expect(request?.form.get("Extra")).toBe("1 & 2");
    expect(request?.form.get("ProfileName")).toBe("Ana Pérez");
    expect(isGenuine(request, "https://bot.example.com/whatsapp")).toBe(true);
    expect(isGenuine(request, "http://bot.example.com/whatsapp")).toBe(false);
  });

  it("leaves the overrides behind # out of the signature", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    const signedUrl = "https://bot.example.com/whatsapp#rc=2&rp=all";
    standIn.deliverTo({ signedUrl, callUrl: server.url });
    await standIn.contact(ANA).says("hello");
    expect(isGenuine(server.heard[0], "https://bot.example.com/whatsapp")).toBe(true);
  });

  it("is delivered twice with the same body and signature", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo(server.url);
    const ana = standIn.contact(ANA);
    const { sid } = await ana.says("once");
    await ana.redeliver(sid);
    const [first, second] = server.heard;
    expect(second).toEqual(first);
    await expect(ana.redeliver("SM0")).rejects.toThrow("no message SM0");
  });

  it("can hide the phone number", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo(server.url);
    await standIn.contact("US.13491208655302741918").says("hi");
    await standIn.contact(ANA, { externalUserId: "US.13491208655302741918" }).says("hi");
    const [hidden, known] = server.heard.map(({ form }) => Object.fromEntries(form));
    expect(hidden).toMatchObject({ From: "whatsapp:US.13491208655302741918" });
    expect(hidden).toMatchObject({ ExternalUserId: "whatsapp:US.13491208655302741918" });
    expect(hidden).not.toHaveProperty("WaId");
    expect(known).toMatchObject({ From: `whatsapp:${ANA}`, WaId: "15555550101" });
    expect(known).toMatchObject({ ExternalUserId: "whatsapp:US.13491208655302741918" });
  });

  it("sends every kind of message, several at a time", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo(server.url);
    const ana = standIn.contact(ANA);
    await Promise.all([
      ana.sends({ kind: "image", caption: "what is this?" }),
      ana.sends({ kind: "voice" }),
      ana.sends({ kind: "location" }),
      ana.sends({ kind: "contacts" }),
      ana.sends({ kind: "button", text: "Confirm" }),
    ]);
    const types = new Set(server.heard.map(({ form }) => form.get("MessageType")));
    expect(types).toEqual(new Set(["audio", "contacts", "image", "interactive", "location"]));
    expect(server.heard.every((request) => isGenuine(request, server.url))).toBe(true);
  });

  it("gets a text that the server answered the webhook with by mistake", async () => {
    const server = await aServer({ contentType: "text/plain; charset=utf-8", body: "OK" });
    const standIn = await aStandIn();
    standIn.deliverTo(server.url);
    await standIn.contact(ANA).says("hello");
    expect(standIn.messagesTo(ANA)).toMatchObject([{ body: "OK", direction: "outbound-reply" }]);
  });
});

describe("status callbacks", () => {
  it("tell sent, delivered and read in order, signed, at the server behind the proxy", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.deliverTo({
      signedUrl: "https://bot.example.com/askline/whatsapp",
      callUrl: `${server.url}/whatsapp`,
    });
    const StatusCallback = "https://bot.example.com/askline/whatsapp/status?part=7";
    const created = await ask(standIn, `${MESSAGES}.json`, { form: aPart({ StatusCallback }) });
    const heard = await server.heardCount(3);
    expect(heard.map(({ form }) => form.get("MessageStatus"))).toEqual([
      "sent",
      "delivered",
      "read",
    ]);
    expect(heard.map(({ path }) => path)).toEqual(Array(3).fill("/whatsapp/status?part=7"));
    expect(heard.every((request) => isGenuine(request, StatusCallback))).toBe(true);
    const fetched = await ask(standIn, `${MESSAGES}/${created.json().sid}.json`);
    expect(fetched.json()).toMatchObject({ status: "read", date_sent: expect.any(String) });
  });

  it("stay away when switched off, while the message still arrives", async () => {
    const server = await aServer();
    const standIn = await aStandIn({ behaviour: { callbacks: "off", readReceipts: false } });
    const delivered = new Promise<void>((resolve) => {
      standIn.onEvent(
        (event) => event.kind === "status" && event.status === "delivered" && resolve(),
      );
    });
    const StatusCallback = `${server.url}/status`;
    await ask(standIn, `${MESSAGES}.json`, { form: aPart({ StatusCallback }) });
    await delivered;
    expect(standIn.messagesTo(ANA)).toMatchObject([{ status: "delivered" }]);
    expect(server.heard).toEqual([]);
  });

  it("all come when shuffled, and the message keeps its furthest status", async () => {
    const server = await aServer();
    const standIn = await aStandIn({ behaviour: { callbacks: "shuffled" } });
    const StatusCallback = `${server.url}/status`;
    await ask(standIn, `${MESSAGES}.json`, { form: aPart({ StatusCallback }) });
    const heard = await server.heardCount(3);
    const statuses = new Set(heard.map(({ form }) => form.get("MessageStatus")));
    expect(statuses).toEqual(new Set(["sent", "delivered", "read"]));
    expect(standIn.messagesTo(ANA)).toMatchObject([{ status: "read" }]);
  });
});

function isGenuine(request: Heard | undefined, url: string): boolean {
  const form = Object.fromEntries(request?.form ?? []);
  return twilio.validateRequest(ACCOUNT.authToken, request?.signature ?? "", url, form);
}

function captured(name: string): { url: string; signature: string; body: string } {
  const file = new URL("../fixtures/twilio-signed-requests.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).requests[name];
}

function inbound() {
  const content = (name: string): InboundContent =>
    ({
      text: { kind: "text", text: 'Hello  bot 👋 50% + more & "quotes"\nline 2 ' } as const,
      text_bsuid_2026: { kind: "text", text: "hi" } as const,
      voice: inboundContent({ kind: "voice" }),
      image: inboundContent({ kind: "image", caption: "what is this?", contentType: "image/jpeg" }),
      location: inboundContent({
        kind: "location",
        label: "Twilio Inc",
        address: "375 Beale St, San Francisco, CA 94105",
      }),
      button: {
        kind: "button",
        text: "Confirm",
        payload: "order:42:confirm",
        replyTo: "MM00000000000000000000000000000099",
      } as const,
    })[name] ?? { kind: "text", text: "" };
  const userId = "whatsapp:US.13491208655302741918";
  const changes: Record<string, object> = {
    text: { sid: `SM${"1".padStart(32, "0")}` },
    text_bsuid_2026: { sid: `SM${"2".padStart(32, "0")}`, name: "ana", from: userId },
    voice: { sid: `MM${"3".padStart(32, "0")}` },
    image: { sid: `MM${"4".padStart(32, "0")}` },
    location: { sid: `SM${"5".padStart(32, "0")}` },
    button: { sid: `SM${"6".padStart(32, "0")}`, name: "ana" },
  };
  const withUserId = new Set(["text_bsuid_2026", "button"]);
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]) => [
      name,
      {
        content: content(name),
        envelope: {
          sid: "",
          accountSid: ACCOUNT.accountSid,
          to: `whatsapp:${ACCOUNT.number}`,
          from: `whatsapp:${ANA}`,
          name: "Ana Pérez",
          externalUserId: withUserId.has(name) ? userId : undefined,
          ...change,
        },
      },
    ]),
  );
}

function aMessage(sid: string) {
  const times = { createdAt: 0, updatedAt: 0, listedAt: 0 };
  const [from, to] = [`whatsapp:${ACCOUNT.number}`, `whatsapp:${ANA}`];
  const direction = "outbound-api" as const;
  return { sid, direction, from, to, body: "", mediaUrls: [], status: "sent" as const, ...times };
}
