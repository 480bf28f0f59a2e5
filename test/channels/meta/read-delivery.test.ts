import { describe, expect, test } from "vitest";
import { SETTINGS } from "./a-meta-channel.ts";
import { aMixedDelivery } from "./a-mixed-delivery.ts";
import { aReader, aStatus, aText, envelope, notification } from "./deliveries.ts";

test("of 1,000 updates with 30 bad ones, 970 are kept in their order, and 30 are told of", () => {
  const { body, ids } = aMixedDelivery();
  const { messages, statuses, unreadable } = aReader().readDelivery(body);
  expect(messages.map(({ providerId }) => providerId)).toEqual(ids.messages);
  expect(statuses.map(({ providerId }) => providerId)).toEqual(ids.statuses);
  expect(messages.length + statuses.length).toBe(970);
  expect(Math.min(messages.length, statuses.length)).toBeGreaterThan(400);
  expect(unreadable).toHaveLength(30);
  const reasons = ["message", "no_id", "no_sender", "status", "unknown_status"];
  expect(new Set(unreadable)).toEqual(new Set(reasons));
});

describe("what else an account tells is not ours, and no mistake either", () => {
  test.each(["message_template_status_update", "account_update", "history", "calls"])(
    "%s",
    (field) => {
      const value = { messages: [aText()], metadata: { phone_number_id: SETTINGS.phoneId } };
      const body = notification([{ id: SETTINGS.accountId, changes: [{ field, value }] }]);
      expect(aReader().readDelivery(body)).toMatchObject({ messages: [], unreadable: [] });
    },
  );
});

describe("one bad item is counted, by a reason that names nobody", () => {
  test.each<[string, string]>([
    ["no_account", envelope({ messages: [aText()] }, "me")],
    ["entry", notification("102290129340398")],
    ["entry", notification([null])],
    ["change", notification([{ id: SETTINGS.accountId, changes: {} }])],
    ["change", notification([{ id: SETTINGS.accountId, changes: [7] }])],
    ["change", notification([{ id: SETTINGS.accountId, changes: [{ field: "messages" }] }])],
    ["message", envelope({ messages: "none" })],
    ["message", envelope({ messages: [[aText()]] })],
    ["no_id", envelope({ messages: [aText({ id: "" })] })],
    ["no_id", envelope({ messages: [aText({ id: "two words" })] })],
    ["no_sender", envelope({ messages: [aText({ from: "" })] })],
    ["no_sender", envelope({ messages: [aText({ from: "+1650 555" })] })],
    ["no_line", envelope({ messages: [aText()], metadata: null })],
    ["no_line", envelope({ messages: [aText()], metadata: { phone_number_id: "../me" } })],
    ["status", envelope({ statuses: [null] })],
    ["unknown_status", envelope({ statuses: [aStatus({ status: "constructor" })] })],
  ])("%s: %s", (reason, body) => {
    expect(aReader().readDelivery(body)).toEqual({
      kind: "delivery",
      messages: [],
      statuses: [],
      unreadable: [reason],
    });
  });
});

test("what comes for another account is kept, and told once with the setting to compare", () => {
  const { readDelivery, entries } = aReader();
  const value = { messages: [aText()], statuses: [aStatus()] };
  const { entry: [ofOther] = [] } = JSON.parse(envelope(value, "999"));
  const { messages, statuses, unreadable } = readDelivery(notification([ofOther, ofOther]));
  expect(messages).toMatchObject([{ account: "999" }, { account: "999" }]);
  expect([statuses, unreadable]).toEqual([[], []]);
  expect(entries).toEqual([
    {
      level: "error",
      code: "other_account",
      message: expect.stringContaining("WHATSAPP_ACCOUNT_ID"),
    },
  ]);
});

test.each(["0", "{}", '{"id":"wamid.1"}', "[[[]]]"])(
  "the largest delivery costs no more an item than a small one: %s",
  (item) => {
    const { readDelivery, webhook } = aReader();
    const most = Math.floor((webhook.maxBytes - 300) / (item.length + 1));
    const msEach = (count: number) => {
      const body = envelope({ messages: Array(count).fill(JSON.parse(item)) });
      const startedAt = performance.now();
      expect(readDelivery(body).unreadable.length).toBe(count);
      return (performance.now() - startedAt) / count;
    };
    msEach(10_000);
    const small = Math.min(msEach(10_000), msEach(10_000), msEach(10_000));
    expect(msEach(most)).toBeLessThan(30 * small);
  },
);
