import { describe, expect, test } from "vitest";
import { ANA } from "../kit/a-message.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";
import { talk, type Talk } from "../kit/talk.ts";

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  const options = { channel, engine: "questionnaire" } as const;

  test("a questionnaire is played to its end: wrong answers, back, skip, a restart in the middle", async () => {
    const journey = await startJourney({}, options);
    const ana = talk(journey, ANA);
    expect((await ana.says("Hello")).body).toMatch(/^Welcome!.*1\/6 · What is your name\?/s);
    expect((await ana.says("Ana")).body).toMatch(/^2\/6/);
    expect((await ana.says("some day")).body).toMatch(/not a date.*2\/6/s);
    await journey.server().kill();
    await journey.restart();
    const choice = await ana.says("31/10/2026");
    expect(choice).toMatchObject(OFFERED[channel]);
    expect((await ana.chooses("Yes")).body).toMatch(/^4\/6/);
    expect((await ana.says("back")).body).toMatch(/^3\/6/);
    expect((await ana.chooses("In part")).body).toMatch(/^4\/6/);
    expect((await ana.says("9")).body).toMatch(/from 1 to 5.*4\/6/s);
    expect((await ana.says("5")).body).toMatch(/^5\/6.*SKIP/s);
    expect((await ana.says("skip")).body).toMatch(/^6\/6/);
    expect((await ana.says("+34 600 000 000")).body).toMatch(/^Thank you, Ana!.*5 answers/s);
    expect(answersAt(journey)).toEqual([
      { name: "Ana", visit: "2026-10-31", bought: "partly", rating: 5, email: null, phone: PHONE },
    ]);
    expect(journey.externalApi.received[0]?.submission.user_phone).toBe(ANA);
  });

  test("while the external API is down the answers wait, and arrive there once", async () => {
    const journey = await startJourney({}, options);
    const { externalApi } = journey;
    externalApi.faults.next("submit", { kind: "status", status: 503 });
    externalApi.faults.next("submit", { kind: "lost_response" });
    const last = await answerAll(talk(journey, ANA));
    expect(last.body).toMatch(/^Thank you, Ana!/);
    expect(externalApi.calls).toEqual({ all: 3, repeated: 1, unsigned: 0 });
    expect(externalApi.received).toHaveLength(1);
    const metrics = await fetch(`${journey.server().url}/metrics`);
    expect(await metrics.text()).toContain('askline_down{name="external_api"} 0');
  });

  test("what the external API refuses can be changed, and what it asks on top is asked too", async () => {
    const journey = await startJourney({}, options);
    journey.externalApi.faults.next("submit", { kind: "status", status: 422 });
    journey.externalApi.next({ message: "One more thing.", additional_questions: [TOPIC] });
    const ana = talk(journey, ANA);
    expect((await answerAll(ana)).body).toMatch(/answers are safe.* BACK to change/);
    expect((await ana.says("back")).body).toMatch(/^6\/6/);
    const asked = await ana.says(PHONE);
    expect(asked.body).toMatch(/^One more thing\..*7\/7 · What about\?/s);
    expect((await ana.chooses("Prices")).body).toMatch(/^Thank you, Ana!/);
    expect(answersAt(journey).at(-1)).toMatchObject({ phone: PHONE, topic: "prices" });
  });
});

test("a server killed while answers are on their way sends the same again, under the same id", async () => {
  const journey = await startJourney({}, { channel: "meta", engine: "questionnaire" });
  const { externalApi, server, restart } = journey;
  externalApi.faults.next("submit", { kind: "lost_response" });
  const answered = answerAll(talk(journey, ANA));
  await expect.poll(() => externalApi.calls.all).toBe(1);
  await server().kill();
  await restart();
  expect((await answered).body).toMatch(/^Thank you, Ana!/);
  expect(externalApi.calls.repeated).toBe(1);
  expect(externalApi.received).toHaveLength(1);
});

test("a button of an earlier question is no answer to the one that is asked", async () => {
  const journey = await startJourney({}, { channel: "meta", engine: "questionnaire" });
  const ana = talk(journey, ANA);
  for (const text of ["Hello", "Ana", "31/10/2026"]) await ana.says(text);
  await ana.chooses("Yes");
  expect((await ana.chooses("No")).body).toMatch(/another question.*4\/6/s);
});

const PHONE = "+34600000000";
const OFFERED = {
  meta: { choices: ["Yes", "In part", "No"] },
  twilio: { body: expect.stringMatching(/^3\/6.*\n\n1\. Yes\n2\. In part\n3\. No$/s) },
};

const TOPICS = ["Service", "Prices", "Goods", "The shop itself", "Something else"];
const TOPIC = {
  id: "topic",
  kind: "choice",
  text: "What about?",
  choices: TOPICS.map((title) => ({ id: title.toLowerCase().replaceAll(" ", "_"), title })),
};

async function answerAll(ana: Talk) {
  for (const text of ["Hello", "Ana", "31/10/2026"]) await ana.says(text);
  await ana.chooses("Yes");
  for (const text of ["5", "skip"]) await ana.says(text);
  return ana.says("skip");
}

function answersAt({ externalApi }: Journey) {
  return externalApi.received.map(({ submission: { answers } }) =>
    Object.fromEntries(answers.map(({ id, value }) => [id, value])),
  );
}
