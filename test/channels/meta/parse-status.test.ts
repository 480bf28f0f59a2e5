import { describe, expect, test } from "vitest";
import type { StatusUpdate } from "../../../src/nouns.ts";
import { aReader, aStatus, envelope } from "./deliveries.ts";

const USER_ID = "US.13491208655302741918";

test.each([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["played", "read"],
  ["failed", "failed"],
])("%s means %s", (theirs, ours) => {
  expect(readStatus({ status: theirs }).status).toBe(ours);
});

describe("whose it is, Meta gives back to us", () => {
  test.each<[string, object, Partial<StatusUpdate>]>([
    ["a part to a number", { biz_opaque_callback_data: "part:42:+16505551234" }, { partId: 42 }],
    [
      "a part to another number of the same person",
      { biz_opaque_callback_data: "part:42:+5511987654321" },
      { partId: 42, to: "+5511987654321" },
    ],
    [
      "a part to a user id, of somebody whose number is known by now",
      { biz_opaque_callback_data: `part:42:${USER_ID}`, recipient_user_id: USER_ID },
      { partId: 42, to: USER_ID },
    ],
    ["nothing of ours", { biz_opaque_callback_data: "order 42" }, {}],
    ["a part that is none", { biz_opaque_callback_data: "part:-1:+16505551234" }, {}],
    ["a part to nobody", { biz_opaque_callback_data: "part:42:" }, {}],
    ["a part of too many digits", { biz_opaque_callback_data: `part:${"9".repeat(16)}:US.1` }, {}],
    ["something else", { biz_opaque_callback_data: { partId: 42 } }, {}],
  ])("%s", (_name, changes, expected) => {
    const { providerId, status, partId, to } = readStatus(changes);
    expect({ providerId, status, partId, to }).toEqual({
      providerId: aStatus()["id"],
      status: "delivered",
      partId: undefined,
      to: "+16505551234",
      ...expected,
    });
  });
});

test.each<[string, unknown, string | undefined]>([
  ["by its code", [{ code: 131047, title: "Re-engagement message" }], "131047"],
  ["by the first of many", [{ code: 131026 }, { code: 1 }], "131026"],
  ["by no code", [{ code: "Ana" }], undefined],
  ["by nothing", [], undefined],
  ["by something else", { code: 131026 }, undefined],
])("why it failed is told %s", (_name, errors, errorCode) => {
  expect(readStatus({ status: "failed", errors }).errorCode).toBe(errorCode);
});

test("a failure that somebody has to repair is told with the repair, once for all of them", () => {
  const { readDelivery, entries } = aReader();
  const failed = (code: number, id: string) =>
    aStatus({ status: "failed", id, errors: [{ code }] });
  const statuses = [
    failed(131042, "wamid.1"),
    failed(131042, "wamid.2"),
    failed(131047, "wamid.3"),
  ];
  expect(readDelivery(envelope({ statuses })).statuses).toHaveLength(3);
  expect(entries).toEqual([
    { level: "error", code: "131042", message: expect.stringContaining("WHATSAPP_ACCOUNT_ID") },
  ]);
});

function readStatus(changes: object): StatusUpdate {
  const [status] = aReader().readDelivery(
    envelope({ statuses: [aStatus({ ...changes })] }),
  ).statuses;
  if (!status) throw new Error("It was not read.");
  return status;
}
