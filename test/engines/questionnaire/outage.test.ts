import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSubmit } from "../../../src/engines/questionnaire/submit.ts";
import { submitPatiently } from "../../../src/engines/questionnaire/submit-patiently.ts";
import type { Processing } from "../../../src/engines/questionnaire/session.ts";
import { RetryAfter, RetryLater, TellOperator, Unavailable } from "../../../src/errors.ts";
import type { HttpRequest } from "../../../src/http/http.ts";
import { HttpFailure } from "../../../src/http/http-failure.ts";
import { aQuestion } from "../../contracts/engine/a-question.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { collectLog } from "../../kit/collect-log.ts";
import { createTestClock } from "../../kit/test-clock.ts";
import { aQuestionnaire, SECRET, startQuestionnaire } from "./start-questionnaire.ts";

// The breaker looks at the clock of the machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

describe("an external API that fails five contacts in a row", () => {
  test("is left in peace for ten seconds: nobody waits for it, and nothing is lost", async () => {
    const downs: boolean[] = [];
    const { api, clock, entries, writeOf } = await startForMany((isDown) => downs.push(isDown));
    api.faults.next("submit", { kind: "reset" }, 5);
    for (let contact = 1; contact <= 5; contact += 1) await failureOf(writeOf(contact));

    const waiting = await failureOf(writeOf(6));
    expect(waiting).toBeInstanceOf(Unavailable);
    expect(waiting).toMatchObject({ code: "down" });
    expect(api.calls.all).toBe(5);
    expect(downs).toEqual([true]);

    vi.advanceTimersByTime(10_000);
    await clock.advance(10_000);
    expect((await writeOf(6)).text).toContain("That was everything");
    expect(api.received).toHaveLength(1);
    expect(downs).toEqual([true, false]);
    expect(
      entries.map(({ message }) => message).filter((text) => /is (down|back)/.test(text)),
    ).toEqual(["external API is down, answers wait", "external API is back"]);
  });

  test("leaves the questions to those who still have some to answer", async () => {
    const { api, engine, writeOf } = await startForMany();
    api.faults.next("submit", { kind: "reset" }, 5);
    for (let contact = 1; contact <= 5; contact += 1) await failureOf(writeOf(contact));
    const { text } = await engine.answer(aQuestion({ conversationId: 6, text: "Hello" }));
    expect(text).toContain("Your wish?");
  });

  test("is not down because it cannot take the answers of one of them", async () => {
    const { api, writeOf } = await startForMany();
    api.faults.next("submit", { kind: "status", status: 500 }, 10);
    for (let time = 1; time <= 10; time += 1) await failureOf(writeOf(1));
    expect((await writeOf(2)).text).toContain("That was everything");
  });
});

describe("a submission that fails", () => {
  test("is tried again like anything else at first, and then waits without losing tries", async () => {
    const { clock, submit, failWith } = aPatientSubmit();
    const busy = new RetryLater("external_api_503");
    failWith(busy);
    await expect(submit()).rejects.toBe(busy);
    await clock.advance(15_000);
    const waiting = await failureOf(submit());
    expect(waiting).toBeInstanceOf(Unavailable);
    expect(waiting).toMatchObject({ code: "external_api_503", retryAfterSeconds: 30 });
  });

  test("keeps the time that was named, and what will never work is told at once", async () => {
    const { clock, submit, failWith } = aPatientSubmit();
    await clock.advance(15_000);
    failWith(new RetryAfter("busy", 300));
    await expect(submit()).rejects.toMatchObject({ retryAfterSeconds: 300 });
    const refused = new TellOperator("external_api_404");
    failWith(refused);
    await expect(submit()).rejects.toBe(refused);
  });

  test.each([
    [120_000, 20_000],
    [5_000, 5_000],
  ])("is given up before others wait for it: of %i ms it has %i", async (totalMs, limitMs) => {
    const requests: HttpRequest[] = [];
    const http = {
      async request(request: HttpRequest) {
        requests.push(request);
        throw new HttpFailure("deadline", "maybe");
      },
    };
    const settings = { questionnaire: aQuestionnaire(), apiUrl: "http://x", apiSecret: SECRET };
    const submit = createSubmit({
      http,
      clock: createTestClock(),
      settings: { ...settings, totalMs },
    });
    const failure = await failureOf(submit(aSubmission(0), aQuestion()));
    expect(failure).toMatchObject({ name: "RetryLater", code: "external_api_deadline" });
    expect(requests).toMatchObject([{ idleMs: limitMs, totalMs: limitMs }]);
  });
});

/** Everybody has one question to answer, and has a conversation and a turn of their own. */
async function startForMany(onDown: (isDown: boolean) => void = () => {}) {
  const questions = [{ id: "wish", kind: "text", text: "Your wish?" }];
  const questionnaire = aQuestionnaire({ questions, ended: "That was everything." });
  const started = await startQuestionnaire({ questionnaire }, { onDown });
  const { api, engine } = started;
  const begun = new Set<number>();
  api.always({});
  return { ...started, writeOf };

  async function writeOf(contact: number) {
    const ids = { conversationId: contact };
    if (!begun.has(contact)) await engine.answer(aQuestion({ ...ids, text: "Hello" }));
    begun.add(contact);
    return engine.answer(aQuestion({ ...ids, turnId: 1_000 + contact, text: "Peace" }));
  }
}

function aPatientSubmit() {
  const clock = createTestClock();
  const session = aSubmission(clock.now());
  const { log } = collectLog();
  let failure: Error;
  const fails = async () => {
    throw failure;
  };
  const submit = submitPatiently(fails, { clock, log, onDown: undefined });
  return {
    clock,
    failWith: (error: Error) => void (failure = error),
    submit: () => submit(session, aQuestion()),
  };
}

function aSubmission(at: number): Processing {
  const run = { answers: [], added: [], rounds: 0 };
  const submission = { id: "answers_7_1", turnId: 1, at: new Date(at).toISOString() };
  return { state: "processing_api", run, submission };
}
