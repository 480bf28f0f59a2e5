import { describe, expect, test } from "vitest";
import { statusCallbackUrl } from "../../../src/channels/twilio/parse-status.ts";
import { ANA, LINE } from "../../kit/a-message.ts";
import { anOutgoingPart } from "../../kit/an-outgoing-part.ts";
import { startPeer } from "../../kit/start-peer.ts";
import { aTwilioChannel, startTwilio, TOKEN } from "./start-twilio.ts";

const PART = anOutgoingPart(LINE, { partId: 42 });

test("every part has a status callback of its own", async () => {
  const { channel, twilio } = await startTwilio();
  await channel.send(PART);
  const [part] = twilio.messagesTo(ANA);
  expect(part?.statusCallback).toBe("https://bot.example.com/whatsapp/status?part=42");
  expect(part?.statusCallback).toBe(statusCallbackUrl("https://bot.example.com", 42));
});

test("an API key is used for sending where there is one", async () => {
  const apiKey = { sid: "SK00000000000000000000000000000001", secret: "another secret" };
  const { channel } = await startTwilio({ apiKey, authToken: "not used for sending" });
  expect((await channel.send(PART)).kind).toBe("sent");
});

describe("what Twilio refuses", () => {
  test.each([
    [400, 21211, "refused"],
    [400, 21610, "refused"],
    [400, 21658, "refused"],
    [404, undefined, "refused"],
    [401, undefined, "tell_operator"],
    [403, undefined, "tell_operator"],
    [401, 20003, "tell_operator"],
    [400, 21212, "tell_operator"],
    [400, 21606, "tell_operator"],
    [400, 21608, "tell_operator"],
    [429, 63038, "not_sent"],
    [400, 63038, "tell_operator"],
    [429, undefined, "not_sent"],
    [408, undefined, "unknown"],
    [500, 20500, "unknown"],
    [502, undefined, "unknown"],
    [503, 20503, "unknown"],
    [504, undefined, "unknown"],
    [302, undefined, "tell_operator"],
    [201, undefined, "unknown"],
    [200, 21610, "unknown"],
  ])("with %s and code %s is %s", async (status, code, kind) => {
    const { channel, twilio } = await startTwilio();
    const body = JSON.stringify(code === undefined ? {} : { code, message: "canary", status });
    const headers = { location: "https://elsewhere.example/" };
    twilio.faults.next("create", { kind: "status", status, body, headers });
    const outcome = await channel.send(PART);
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).not.toContain("canary");
    if (code !== undefined && status >= 400) expect(outcome).toMatchObject({ code: String(code) });
  });

  test.each(["null", "[]", '{"code":"__proto__"}', '{"code":{}}', "<html>", ""])(
    "in words nobody foresaw is still an outcome: %s",
    async (body) => {
      const { channel, twilio } = await startTwilio();
      twilio.faults.next("create", { kind: "status", status: 400, body }, 1);
      twilio.faults.next("create", { kind: "status", status: 201, body }, 1);
      expect(await channel.send(PART)).toEqual({
        kind: "refused",
        code: "http_400",
        tooLong: false,
      });
      expect((await channel.send(PART)).kind).toBe("unknown");
    },
  );
});

test("only Twilio sees the credentials: not whoever it points to, and no log", async () => {
  const { url } = await startPeer((request, response) => {
    if (request.url?.startsWith("/elsewhere")) throw new Error("The redirect was followed.");
    response.writeHead(307, { location: `${url}/elsewhere` }).end();
  });
  const { channel, entries } = aTwilioChannel({ apiUrl: url, messagingApiUrl: url });
  expect((await channel.send(PART)).kind).toBe("tell_operator");
  await channel.showTyping("SM00000000000000000000000000000001");
  expect(JSON.stringify(entries)).not.toContain(TOKEN);
});
