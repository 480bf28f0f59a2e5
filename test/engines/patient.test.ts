import { expect, test } from "vitest";
import { withBreaker } from "../../src/engines/with-breaker.ts";
import { patient } from "../../src/engines/patient.ts";
import { Never, RetryAfter, RetryLater, Unavailable } from "../../src/errors.ts";
import { meterEngine } from "../../src/metrics/meter-engine.ts";
import { createMetrics } from "../../src/metrics/metrics.ts";
import { collectLog } from "../kit/collect-log.ts";
import { aQuestion } from "../contracts/engine/a-question.ts";

const QUESTION = aQuestion();

test("what cannot be passed on is tried quickly three times, and then waits without losing tries", async () => {
  const busy = new RetryLater("http_503");
  const { answer } = failing(busy);
  for (let count = 0; count < 3; count += 1) await expect(answer(QUESTION)).rejects.toBe(busy);
  const waiting = await answer(QUESTION).catch((error: unknown) => error);
  expect(waiting).toBeInstanceOf(Unavailable);
  expect(waiting).toMatchObject({ code: "http_503", retryAfterSeconds: 30 });
  await expect(answer(aQuestion())).rejects.toBe(busy);
});

test("a time that was named is kept, and what will never work is not tried again", async () => {
  const { answer } = failing(new RetryAfter("busy", 300));
  for (let count = 0; count < 3; count += 1) await answer(QUESTION).catch(() => {});
  await expect(answer(QUESTION)).rejects.toMatchObject({ retryAfterSeconds: 300 });
  const never = new Never("refused");
  await expect(failing(never).answer(QUESTION)).rejects.toBe(never);
});

test("an engine that leads still does, whatever it is wrapped in", () => {
  const resume = () => Promise.reject(new Error("Nobody asks."));
  const { log } = collectLog();
  const metered = meterEngine({ ...failing(new Never("refused")), resume }, createMetrics());
  expect(patient(withBreaker(metered, { log, onChange() {} })).resume).toBe(resume);
});

function failing(error: Error) {
  return patient({
    name: "questionnaire",
    async answer() {
      throw error;
    },
  });
}
