import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ANA } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";
import { talk } from "../kit/talk.ts";
import { tempFolder } from "../kit/temp-folder.ts";

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
    expect((await ana.says("／help?\u200B")).body).toMatch(/^Just ask me/);
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

test("a command is marked as read like any other message", async () => {
  const journey = await startJourney({}, { channel: "meta" });
  const delivered = await journey.provider.contact(ANA).says("/help");
  await journey.provider.waitForMessages(ANA, 1);
  expect(journey.provider.typingFor()).toEqual([delivered.id]);
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

describe.each(["twilio", "meta"] as const)("in a questionnaire on %s", (channel) => {
  test("after a command the open question is asked again, and the next message answers it", async () => {
    const journey = await startJourney({}, { channel, engine: "questionnaire" });
    const ana = talk(journey, ANA);
    expect((await ana.says("START")).body).toBe("Hello!");
    expect((await ana.hears()).body).toMatch(/^Welcome!.*1\/6/s);
    expect((await ana.says("Ana")).body).toMatch(/^2\/6/);
    expect((await ana.says("STOP")).body).toMatch(/START/);
    await journey.provider.contact(ANA).says("31/10/2026");
    await journey.server().waitForLine(({ reason }) => reason === "opted_out");
    expect((await ana.says("START")).body).toBe("Welcome back!");
    expect((await ana.hears()).body).toMatch(/BACK.*2\/6/s);
    expect(await ana.says("31/10/2026")).toMatchObject(CHOICES[channel]);
    expect((await ana.says("/ayuda")).body).toMatch(/^Siempre puedes enviar/);
    expect(await ana.hears()).toMatchObject(CHOICES_IN_SPANISH[channel]);
    expect((await ana.chooses("En parte")).body).toMatch(/^4\/6/);
    expect((await ana.says("/reiniciar")).body).toBe("Hecho. Empezamos de cero.");
    expect((await ana.hears()).body).toMatch(/1\/6/);
    expect((await ana.says("altro")).body).toMatch(/^2\/6/);
  });
});

const CHOICES = {
  meta: { choices: ["Yes", "In part", "No"] },
  twilio: { body: expect.stringMatching(/^3\/6.*1\. Yes/s) },
};
const CHOICES_IN_SPANISH = {
  meta: { choices: ["Sí", "En parte", "No"] },
  twilio: { body: expect.stringMatching(/3\/6.*1\. Sí/s) },
};

test("where an engine leads, a bare MORE brings the rest of a long question, and is an answer else", async () => {
  const journey = await startJourney(
    { QUESTIONNAIRE_FILE: aLongOne() },
    { engine: "questionnaire" },
  );
  const ana = talk(journey, ANA);
  expect((await ana.says("Hello")).body).toMatch(/MORE/);
  expect((await ana.says("More")).body).toMatch(/long One\?$/);
  await journey.provider.contact(ANA).says("\u200B");
  await journey.server().waitForLine(({ reason }) => reason === "blank");
  expect((await ana.says("More")).body).toBe("2/2 · Two?");
  await ana.says("Mehr!");
  const answers = journey.externalApi.received[0]?.submission.answers;
  expect(answers?.map(({ value }) => value)).toEqual(["More", "Mehr!"]);
});

test("and a part of an answer where it is one of several messages", async () => {
  const settings = { QUESTIONNAIRE_FILE: aLongOne(), MERGE_WINDOW_MS: "300" };
  const journey = await startJourney(settings, { engine: "questionnaire" });
  const ana = talk(journey, ANA);
  expect((await ana.says("Hello")).body).toMatch(/MORE/);
  await journey.provider.contact(ANA).says("A little");
  expect((await ana.says("more")).body).toBe("2/2 · Two?");
  await ana.says("None");
  const [first] = journey.externalApi.received[0]?.submission.answers ?? [];
  expect(first?.value).toBe("A little\nmore");
});

/** Its first question is longer than a message. */
function aLongOne(): string {
  return aFile({
    greeting: `${"word ".repeat(199)}end`,
    questions: [
      { id: "one", kind: "text", text: `${"long ".repeat(190)}One?` },
      { id: "two", kind: "text", text: "Two?" },
    ],
  });
}

function aFile(questionnaire: object): string {
  const path = join(tempFolder(), "questionnaire.json");
  writeFileSync(path, JSON.stringify(questionnaire));
  return path;
}

test("a STOP that comes while an answer is made is obeyed after it, and what was asked later is not answered", async () => {
  const { provider, database, server } = await startJourney();
  database.faults.next("ask", { kind: "delay", delayMs: 500 });
  const contact = provider.contact(ANA);
  await contact.says("How many customers do we have?");
  await contact.says("STOP");
  await contact.says("Top products");
  // The answer that was being made, and what was asked later.
  const ignored = () => server().lines.filter(({ reason }) => reason === "opted_out").length;
  await expect.poll(ignored).toBe(2);
  const bodies = provider.messagesTo(ANA).map(({ body }) => body);
  expect(bodies).toEqual([expect.stringMatching(/START/)]);
  expect(database.asked).toHaveLength(1);
});
