import { describe, expect, test } from "vitest";
import { startJourney } from "../kit/start-journey.ts";
import { talk } from "../kit/talk.ts";

const ANA = "+15555550101";

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("commands are answered in the language of their word, and never asked", async () => {
    const journey = await startJourney({}, { channel });
    const ana = talk(journey, ANA, { name: "Ana Ruiz" });
    expect((await ana.says("/help")).body).toMatch(/^Just ask me/);
    expect((await ana.says("/history")).body).toMatch(/not asked me anything/);
    expect((await ana.says("/ayuda")).body).toMatch(/^Pregúntame/);
    const info = await ana.says("/info");
    expect(info.body).toMatch(/^Lo que sabemos de ti:\nNombre: Ana Ruiz\nNúmero: \+15555550101\n/);
    expect((await ana.says("/passwords")).body).toMatch(/^No conozco ese comando/);
    expect((await ana.says("/Hilfe")).body).toMatch(/^Frag/);
    expect(journey.database.calls.ask).toBe(0);
  });
});

test("who writes from a country of another language is answered in it, unless LANGUAGE says otherwise", async () => {
  const journey = await startJourney({}, { channel: "meta" });
  expect((await talk(journey, "+34612345678").says("/help")).body).toMatch(/^Pregúntame/);
  await journey.server().terminate();
  await journey.restart({ LANGUAGE: "fr" });
  expect((await talk(journey, "+34612345679").says("/help")).body).toMatch(/historique/);
});

test("/reset begins a new session at AskYourDatabase, and /history still knows the one before", async () => {
  const journey = await startJourney();
  const { database, server, restart } = journey;
  const ana = talk(journey, ANA);
  await ana.says("Top products");
  await ana.says("/reset");
  await ana.says("How many customers do we have?");
  expect(database.sessionsOpened).toHaveLength(2);
  await server().kill();
  await restart();
  const { body } = await ana.says("/history");
  expect(body).toMatch(/Top products.*Espresso.*How many customers do we have\?.*40 customers/s);
});

test("/reset begins a new conversation at OpenAI, in which nothing of the one before is known", async () => {
  const journey = await startJourney({}, { channel: "meta", engine: "openai" });
  const ana = talk(journey, ANA);
  await ana.says("Top products");
  await ana.says("/recommencer");
  expect((await ana.says("How many customers do we have?")).body).not.toMatch(/Earlier/);
  expect((await ana.says("Average order value")).body).toMatch(/Earlier you asked: How many/);
  expect(journey.openai.calls.conversations).toBe(2);
});

test("/reset in the middle of a questionnaire begins it anew", async () => {
  const journey = await startJourney({}, { channel: "meta", engine: "questionnaire" });
  const ana = talk(journey, ANA);
  await ana.says("Hello");
  await ana.says("Ana");
  await ana.says("/reset");
  expect((await ana.says("Hello")).body).toMatch(/1\/6/);
});

test("after STOP and START in the middle of a questionnaire it goes on where it was", async () => {
  const journey = await startJourney({}, { channel: "meta", engine: "questionnaire" });
  const ana = talk(journey, ANA);
  await ana.says("Hello");
  await ana.says("Ana");
  expect((await ana.says("STOP")).body).toMatch(/START/);
  await journey.provider.contact(ANA).says("31/10/2026");
  await journey.server().waitForLine(({ reason }) => reason === "opted_out");
  expect((await ana.says("START")).body).toMatch(/Welcome back/);
  expect((await ana.says("31/10/2026")).body).toMatch(/^3\/6/);
});

test("a STOP that comes while an answer is made is obeyed after it, and what was asked later is not answered", async () => {
  const { provider, database, server } = await startJourney();
  database.faults.next("ask", { kind: "delay", delayMs: 500 });
  const contact = provider.contact(ANA);
  await contact.says("How many customers do we have?");
  await contact.says("STOP");
  await contact.says("Top products");
  await server().waitForLine(({ reason }) => reason === "opted_out");
  const bodies = provider.messagesTo(ANA).map(({ body }) => body);
  expect(bodies.at(-1)).toMatch(/START/);
  expect(database.asked).toHaveLength(1);
});
