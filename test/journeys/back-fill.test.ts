import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { ANA, BEN } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

test("what was sent while the server was down is answered at its next start, once", async () => {
  const { twilio, database, server, restart } = await startJourney();
  await twilio.contact(ANA).says("How many customers do we have?");
  await twilio.waitForMessages(ANA, 1);
  await server().terminate();
  await expect(twilio.contact(ANA).says("Top products")).rejects.toThrow();
  await expect(twilio.contact(BEN).says("Average order value")).rejects.toThrow();
  await expect(twilio.contact(BEN).sends({ kind: "image" })).rejects.toThrow();

  await restart();
  await Promise.all([twilio.waitForMessages(ANA, 2), twilio.waitForMessages(BEN, 2)]);
  expect(twilio.messagesTo(BEN).at(-1)?.body).toMatch(/text messages/);
  await server().terminate();
  await restart();
  const looked = await server().waitForLine(({ msg }) => msg === "missed messages looked for");
  expect(looked["listed"]).toBe(4);
  expect(database.asked).toHaveLength(3);
  expect(twilio.messagesTo(ANA)).toHaveLength(2);
});

test("what nobody could deliver is found although another message came after it", async () => {
  const { twilio, server, restart } = await startJourney();
  await server().waitForLine(({ msg }) => msg === "ready");
  await server().terminate();
  await expect(twilio.contact(ANA).says("Top products")).rejects.toThrow();
  twilio.faults.next("list", { kind: "status", status: 500 });
  await restart();
  await server().waitForLine(({ msg }) => msg.startsWith("missed messages could not be looked"));
  await twilio.contact(BEN).says("Top products");
  await twilio.waitForMessages(BEN, 1);
  await server().terminate();
  await restart();
  await twilio.waitForMessages(ANA, 1);
});

test("a new database answers nothing that came before it", async () => {
  const { twilio, database, server, restart, databaseFile } = await startJourney();
  await server().terminate();
  rmSync(databaseFile);
  await expect(twilio.contact(ANA).says("Top products")).rejects.toThrow();
  await restart();
  await twilio.contact(BEN).says("Top products");
  await twilio.waitForMessages(BEN, 1);
  expect(database.asked).toHaveLength(1);
});
