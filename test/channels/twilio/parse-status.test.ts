import { describe, expect, test } from "vitest";
import { ACCOUNT } from "../../kit/a-message.ts";
import { read, signed } from "./signed-requests.ts";

describe("a status", () => {
  const url = "https://bot.example.com/whatsapp/status";

  test.each([
    ["queued", "sent"],
    ["sending", "sent"],
    ["accepted", "sent"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["failed", "failed"],
    ["undelivered", "failed"],
    ["canceled", "failed"],
  ])("%s of Twilio's is %s of ours", (theirs, status) => {
    const request = signed(aStatus({ MessageStatus: theirs }), `${url}?part=42`);
    expect(read(request)).toMatchObject({ statuses: [{ status, partId: 42 }] });
  });

  test.each([
    "",
    "?part=",
    "?part=x",
    "?part=-1",
    "?part=1e3",
    `?part=${"9".repeat(16)}`,
    "?other=1",
  ])("says nothing of a part when its URL does not: %j", (query) => {
    const delivery = read(signed(aStatus({ MessageStatus: "sent" }), url + query));
    if (delivery.kind !== "delivery") throw new Error("It was refused.");
    expect(delivery.statuses[0]).not.toHaveProperty("partId");
  });

  test("of another part cannot be made out of one: its URL is signed", () => {
    const request = signed(aStatus({ MessageStatus: "failed" }), `${url}?part=42`);
    const other = { ...request, url: `${url}?part=43` };
    expect(read(other)).toMatchObject({ kind: "refusal", status: 403 });
  });

  test.each([
    ["a word nobody knows", { MessageStatus: "partying" }],
    ["a word that every object has", { MessageStatus: "constructor" }],
    ["another such word", { MessageStatus: "toString" }],
    ["no status", { SmsStatus: "sent" }],
    ["another account", { MessageStatus: "sent", AccountSid: ACCOUNT.replace("1", "2") }],
    ["no id of a message", { MessageStatus: "sent", MessageSid: "SM1" }],
  ])("with %s is refused", (_name, fields) => {
    expect(read(signed(aStatus(fields), url))).toMatchObject({ kind: "refusal", status: 400 });
  });

  test("with an error code that makes no sense is taken without it", () => {
    const fields = { MessageStatus: "failed", ErrorCode: "<script>" };
    const delivery = read(signed(aStatus(fields), url));
    if (delivery.kind !== "delivery") throw new Error("It was refused.");
    expect(delivery.statuses[0]).not.toHaveProperty("errorCode");
  });
});

function aStatus(fields: Record<string, string>) {
  return { AccountSid: ACCOUNT, MessageSid: `SM${"0".repeat(32)}`, ...fields };
}
