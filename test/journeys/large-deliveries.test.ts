import { expect, test } from "vitest";
import { aMixedDelivery } from "../channels/meta/a-mixed-delivery.ts";
import { signatureOf } from "../channels/meta/deliveries.ts";
import { META } from "../kit/accounts.ts";
import { readRows } from "../kit/read-rows.ts";
import { startJourney } from "../kit/start-journey.ts";

test("of 1,000 updates with 30 bad ones, 970 are stored once each, and 30 are told of", async () => {
  const { server, databaseFile } = await startJourney({}, { channel: "meta" });
  const { body, ids } = aMixedDelivery();
  const headers = {
    "content-type": "application/json",
    "x-hub-signature-256": signatureOf(body, META.appSecret),
  };
  const deliver = async () =>
    (await fetch(`${server().url}/webhook`, { method: "POST", headers, body })).status;
  expect([await deliver(), await deliver()]).toEqual([200, 200]);
  const idsIn = (sql: string) => readRows(databaseFile, sql).map(({ id }) => id);
  const messages = idsIn(MESSAGES);
  const statuses = idsIn("select provider_id as id from early_statuses");
  expect(messages).toEqual(ids.messages);
  expect(new Set(statuses)).toEqual(new Set(ids.statuses));
  expect(messages.length + statuses.length).toBe(970);
  const told = () => server().lines.filter(({ msg }) => msg.includes("could not be read"));
  await expect.poll(told).toMatchObject([{ count: 30 }, { count: 30 }]);
});

const MESSAGES = `
  select m.provider_id as id from messages as m where direction = 'inbound' order by m.id`;
