import { expect, test } from "vitest";
import { startFastJourney, type FastJourney } from "./start-fast-journey.ts";

const ANA = "+15555550101";
const ASK = "POST /api/ask";

test("a question that was run, and whose connection broke before its answer, is answered once", async () => {
  const journey = await startFastJourney(20);
  const { twilio, toDatabase, database } = journey;
  toDatabase.spoil({ kind: "answer_reset" }, ASK);
  await twilio.contact(ANA).says("How many customers do we have?");
  await answersFollow(journey, /40 customers/);
  expect(database.asked.map(({ question }) => question)).toEqual([
    "How many customers do we have?",
    "How many customers do we have?",
    "What are our top products?",
  ]);
});

test("a question that hangs ends with one apology, and is not run a second time", async () => {
  const journey = await startFastJourney(60);
  const { twilio, toDatabase, database } = journey;
  toDatabase.spoil({ kind: "answer_swallowed" }, ASK);
  await twilio.contact(ANA).says("How many customers do we have?");
  await answersFollow(journey, /^Sorry/);
  expect(database.calls.ask).toBe(2);
});

test("while nobody listens there the question waits, and is answered once when somebody does", async () => {
  const journey = await startFastJourney(20);
  const { twilio, toDatabase, database, server } = journey;
  await toDatabase.refuse();
  await twilio.contact(ANA).says("How many customers do we have?");
  await server().waitForLine(({ msg }) => msg === "turn postponed");
  await toDatabase.listen();
  await answersFollow(journey, /40 customers/);
  expect(database.calls.ask).toBe(2);
});

/** The reply is the only one to its question, and the next question has one of its own. */
async function answersFollow({ twilio }: FastJourney, reply: RegExp): Promise<void> {
  await twilio.waitForMessages(ANA, 1);
  await twilio.contact(ANA).says("What are our top products?");
  const [first, second, ...others] = await twilio.waitForMessages(ANA, 2);
  expect(first?.body).toMatch(reply);
  expect(second?.body).toMatch(/product/i);
  expect(others).toEqual([]);
}
