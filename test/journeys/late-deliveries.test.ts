import { expect, test } from "vitest";
import { ANA, BEN } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

const DAY_MS = 24 * 3_600_000;

test("what Meta could not deliver while the server was down comes after it, and is answered once", async () => {
  const { meta, database, server, restart } = await startJourney({}, { channel: "meta" });
  await server().terminate();
  await expect(meta.contact(ANA).says("Top products")).rejects.toThrow();
  await expect(meta.contact(BEN).says("Average order value")).rejects.toThrow();
  await restart();
  await Promise.all([meta.waitForMessages(ANA, 1), meta.waitForMessages(BEN, 1)]);
  expect(database.asked).toHaveLength(2);
});

test("a question that comes a week late is kept, and answered once when the contact writes again", async () => {
  const { meta, database, server } = await startJourney({}, { channel: "meta" });
  const ana = meta.contact(ANA);
  const week = { sentAt: Date.now() - 7 * DAY_MS };
  const { id } = await ana.says("How many customers do we have?", week);
  await server().waitForLine(({ msg }) => msg === "turn ended");
  expect((await ana.redeliver(id)).status).toBe(200);
  expect(meta.messagesTo(ANA)).toHaveLength(0);
  await ana.says("Top products");
  const [kept, fresh] = await meta.waitForMessages(ANA, 2);
  expect(kept?.body).toMatch(/^_Sorry, this answer comes late._\n\n.*customers/s);
  expect(fresh?.body).toMatch(/product/i);
  expect(database.asked).toHaveLength(2);
});

test("deliveries of several messages, out of order and more than once, are answered once each", async () => {
  const { meta, database } = await startJourney({}, { channel: "meta" });
  const [ana, ben] = [meta.contact(ANA), meta.contact(BEN)];
  const [first, second, third] = ["Top products", "Average order value", "Customers in Germany"];
  const early = ana.writes({ kind: "text", text: first }, { sentAt: Date.now() - 5_000 });
  const late = ana.writes({ kind: "text", text: second });
  const other = ben.writes({ kind: "text", text: third });
  await meta.deliver([late, other]);
  await meta.deliver([early, late, other]);
  await Promise.all([early, late, other].map(({ id }) => ana.redeliver(id)));
  await Promise.all([meta.waitForMessages(ANA, 2), meta.waitForMessages(BEN, 1)]);
  // Whatever the repeats caused would have been asked before these.
  await Promise.all([ana.says("Sales chart"), ben.says("Sales chart")]);
  await Promise.all([meta.waitForMessages(ANA, 4), meta.waitForMessages(BEN, 3)]);
  const questions = database.asked.map(({ question }) => question);
  const last = ["Sales chart", "Sales chart"];
  expect(questions.toSorted()).toEqual([first, second, third, ...last].toSorted());
});
