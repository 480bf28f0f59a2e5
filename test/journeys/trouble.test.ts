import { describe, expect, test } from "vitest";
import { ANA } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

test("an answer that breaks off is delivered, and says so", async () => {
  const { provider, database } = await startJourney();
  database.faults.next("ask", {
    kind: "stream",
    events: [{ isText: true, content: "There are 40 customers, and" }],
    stop: { with: "reset" },
  });
  await provider.contact(ANA).says("How many customers do we have?");
  const [part] = await provider.waitForMessages(ANA, 1);
  expect(part?.body).toMatch(/^There are 40 customers, and\n\n_The answer broke off here/);
});

test("a stream that breaks before any text ends with one apology, and is not asked again", async () => {
  const { provider, database, server } = await startJourney();
  database.faults.next("ask", {
    kind: "stream",
    events: [{ isExecutionStatus: true, functionName: "executeSQL", status: "started" }],
    stop: { with: "reset" },
  });
  await provider.contact(ANA).says("How many customers do we have?");
  const [part] = await provider.waitForMessages(ANA, 1);
  expect(part?.body).toMatch(/^Sorry/);
  const ended = await server().waitForLine(({ msg }) => msg === "turn ended");
  expect(ended["state"]).toBe("dead");
  expect(database.asked).toHaveLength(1);
});

test("an answer without words says that there is nothing to show", async () => {
  const { provider, database } = await startJourney();
  database.faults.next("ask", { kind: "stream", events: [] });
  await provider.contact(ANA).says("How many customers do we have?");
  const [part] = await provider.waitForMessages(ANA, 1);
  expect(part?.body).toMatch(/nothing to show/);
});

test("while AskYourDatabase is down the question waits, and is answered when it is back", async () => {
  const { provider, database } = await startJourney();
  database.faults.next("ask", { kind: "status", status: 503 });
  database.faults.next("ask", { kind: "status", status: 500 });
  await provider.contact(ANA).says("How many customers do we have?");
  const [part] = await provider.waitForMessages(ANA, 1, 10_000);
  expect(part?.body).toMatch(/\d+/);
  expect(provider.messagesTo(ANA)).toHaveLength(1);
});

test("a wrong API key is told to the operator, and the contact gets one apology", async () => {
  const { provider, server } = await startJourney({ ASKYOURDATABASE_API_KEY: "not-the-right-key" });
  await provider.contact(ANA).says("How many customers do we have?");
  const [part] = await provider.waitForMessages(ANA, 1);
  expect(part?.body).toMatch(/^Sorry/);
  const told = await server().waitForLine(({ msg }) => msg.includes("ASKYOURDATABASE_API_KEY"));
  expect(told.level).toBe(50);
});

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("a server killed while an answer is made asks again at its next start", async () => {
    const { provider, database, server, restart } = await startJourney({}, { channel });
    database.faults.next("ask", { kind: "silence" });
    await provider.contact(ANA).says("How many customers do we have?");
    await expect.poll(() => database.calls.ask).toBe(1);
    await server().kill();
    await restart();
    await provider.waitForMessages(ANA, 1);
    expect(provider.messagesTo(ANA)).toHaveLength(1);
  });

  test("the provider is busy: the part goes out when it is not any more", async () => {
    const { provider } = await startJourney({}, { channel });
    provider.faults.next("create", provider.busy);
    await provider.contact(ANA).says("How many customers do we have?");
    expect(await provider.waitForMessages(ANA, 1)).toHaveLength(1);
  });

  test("typing that is never answered, or refused, does not hold up a reply", async () => {
    const { provider } = await startJourney({}, { channel });
    provider.faults.next("typing", { kind: "hang" });
    provider.faults.next("typing", provider.busy);
    await provider.contact(ANA).says("How many customers do we have?");
    expect(await provider.waitForMessages(ANA, 1)).toHaveLength(1);
    await provider.contact(ANA).says("What are our top products?");
    expect(await provider.waitForMessages(ANA, 2)).toHaveLength(2);
    expect(provider.typingFor()).toEqual([]);
  });

  test("statuses only move forward, whatever their order", async () => {
    const { provider, server } = await startJourney({}, { channel });
    provider.behaviour.callbacks = "shuffled";
    await provider.contact(ANA).says("How many customers do we have?");
    const moves = await server()
      .waitForLine(({ msg, status }) => msg === "part status" && status === "read")
      .then(() => server().lines.filter(({ msg }) => msg === "part status"));
    const rank = ["sent", "delivered", "read"];
    const ranks = moves.map(({ status }) => rank.indexOf(String(status)));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});

test("a server killed before it heard whether a part was sent looks it up, and sends nothing twice", async () => {
  const { twilio, server, restart } = await startJourney();
  twilio.behaviour.callbacks = "off";
  twilio.faults.next("create", { kind: "created_then_hang" });
  await twilio.contact(ANA).says("How many customers do we have?");
  await twilio.waitForMessages(ANA, 1);
  await server().kill();
  await restart();
  await server().waitForLine(({ msg, outcome }) => msg === "part looked up" && outcome === "found");
  await twilio.contact(ANA).says("Top products");
  await twilio.waitForMessages(ANA, 2);
  expect(twilio.messagesTo(ANA)).toHaveLength(2);
});

test("Meta, which cannot be asked, tells the next server by its statuses that the part was sent", async () => {
  const { meta, server, restart } = await startJourney({}, { channel: "meta" });
  meta.behaviour.sentAfterMs = 300;
  meta.faults.next("create", { kind: "created_then_hang" });
  await meta.contact(ANA).says("How many customers do we have?");
  const [part] = await meta.waitForMessages(ANA, 1);
  await server().kill();
  await restart();
  const told = await server().waitForLine(({ msg }) => msg === "part status");
  expect(told).toMatchObject({ partId: part?.partId });
  expect(["sent", "delivered", "read"]).toContain(told["status"]);
  await meta.contact(ANA).says("Top products");
  await meta.waitForMessages(ANA, 2);
  expect(meta.messagesTo(ANA)).toHaveLength(2);
});

test("Twilio creates a message and the connection breaks: it is looked up, not sent again", async () => {
  const { twilio, server } = await startJourney();
  twilio.behaviour.callbacks = "off";
  twilio.faults.next("create", { kind: "created_then_reset" });
  await twilio.contact(ANA).says("How many customers do we have?");
  await server().waitForLine(({ msg, outcome }) => msg === "part looked up" && outcome === "found");
  expect(twilio.messagesTo(ANA)).toHaveLength(1);
});

test.each(["created_then_reset", "created_then_500", "callback_before_answer"] as const)(
  "Meta takes a message, and %s: its statuses say so, and it is not sent again",
  async (kind) => {
    const { meta, server } = await startJourney({}, { channel: "meta" });
    meta.faults.next("create", { kind });
    await meta.contact(ANA).says("How many customers do we have?");
    await server().waitForLine(({ msg, status }) => msg === "part status" && status === "read");
    await meta.contact(ANA).says("Top products");
    const parts = await meta.waitForMessages(ANA, 2);
    expect(parts.map(({ body }) => /product/i.test(body))).toEqual([false, true]);
  },
);
