import { describe, expect, test } from "vitest";
import { RetryAfter } from "../../src/errors.ts";
import type { Answer } from "../../src/nouns.ts";
import { aQuestion } from "../engines/askyourdatabase/start-engine.ts";
import { FAULTS, NEVER_LEFT } from "./faults.ts";
import { AT_MOST_MS, waitedAsSaid } from "./impatient.ts";
import { startAsking, type FaultAtAskYourDatabase, type Mode, type Step } from "./start-asking.ts";
import { expectedRow, nameAndCode, named, print, readTable } from "./table.ts";

/**
 * asking: what a question gives when its own request meets the fault. runs: how often it was run
 * by then. session, callback: what it gives when a request before it does. waits: for which limit.
 */
const IN_A_SESSION = readTable<"fault" | "asking" | "runs" | "session" | "callback" | "waits">(`
  fault                          | asking                                              | runs | session                                             | callback                                            | waits
  nobody listens                 | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | RetryLater ayd_not_connected                        | -
  certificate signed by itself   | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | RetryLater ayd_not_connected                        | -
  no TLS where it is expected    | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | RetryLater ayd_not_connected                        | -
  TLS handshake reset            | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | RetryLater ayd_not_connected                        | -
  TLS handshake silent           | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | RetryLater ayd_not_connected                        | connect
  reset on accept                | RetryLater ayd_reset / RetryLater ayd_not_connected | 0    | RetryLater ayd_reset / RetryLater ayd_not_connected | RetryLater ayd_reset / RetryLater ayd_not_connected | -
  reset, request not passed on   | RetryLater ayd_reset                                | 0    | RetryLater ayd_reset                                | RetryLater ayd_reset                                | -
  reset before the answer        | RetryLater ayd_reset                                | 1    | RetryLater ayd_reset                                | RetryLater ayd_reset                                | -
  silence from the first         | Never too_slow                                      | 0    | RetryLater ayd_idle_timeout                         | RetryLater ayd_idle_timeout                         | idle
  silence, request not passed on | Never too_slow                                      | 0    | RetryLater ayd_idle_timeout                         | RetryLater ayd_idle_timeout                         | idle
  silence in place of the answer | Never too_slow                                      | 1    | RetryLater ayd_idle_timeout                         | RetryLater ayd_idle_timeout                         | idle
  answer drips                   | Never too_slow                                      | 1    | RetryLater ayd_idle_timeout                         | RetryLater ayd_idle_timeout                         | idle
  answer drips in its body       | Never too_slow                                      | 1    | RetryLater ayd_deadline                             | answered                                            | total
  answer reset in its body       | Never ayd_broken_off                                | 1    | RetryLater ayd_reset                                | answered                                            | -
  answer ends in its body        | Never ayd_broken_off                                | 1    | RetryLater ayd_reset                                | answered                                            | -
  200 with a page                | answered                                            | 1    | TellOperator ayd_unreadable_session                 | RetryLater ayd_no_token                             | -
  200 with half of its JSON      | Never ayd_error                                     | 0    | TellOperator ayd_unreadable_session                 | RetryLater ayd_no_token                             | -
  200 with nothing               | answered with nothing                               | 0    | TellOperator ayd_unreadable_session                 | RetryLater ayd_no_token                             | -
  200 with other JSON            | Never ayd_error                                     | 0    | TellOperator ayd_unreadable_session                 | RetryLater ayd_no_token                             | -
  301                            | answered                                            | 1    | TellOperator ayd_wrong_address                      | TellOperator ayd_foreign_address                    | -
  302                            | answered                                            | 1    | TellOperator ayd_wrong_address                      | TellOperator ayd_foreign_address                    | -
  303                            | answered                                            | 1    | TellOperator ayd_wrong_address                      | TellOperator ayd_foreign_address                    | -
  307                            | answered                                            | 1    | TellOperator ayd_wrong_address                      | TellOperator ayd_foreign_address                    | -
  308                            | answered                                            | 1    | TellOperator ayd_wrong_address                      | TellOperator ayd_foreign_address                    | -
  400                            | Never ayd_400                                       | 0    | TellOperator ayd_no_such_chatbot                    | RetryLater ayd_no_token                             | -
  401                            | answered                                            | 1    | TellOperator ayd_bad_key                            | RetryLater ayd_no_token                             | -
  403                            | answered                                            | 1    | TellOperator ayd_bad_key                            | RetryLater ayd_no_token                             | -
  404                            | TellOperator ayd_no_such_chatbot                    | 0    | TellOperator ayd_no_such_chatbot                    | RetryLater ayd_no_token                             | -
  408                            | RetryLater ayd_408                                  | 0    | RetryLater ayd_408                                  | RetryLater ayd_no_token                             | -
  409                            | Never ayd_409                                       | 0    | Never ayd_409                                       | RetryLater ayd_no_token                             | -
  413                            | Never ayd_413                                       | 0    | Never ayd_413                                       | RetryLater ayd_no_token                             | -
  429                            | RetryLater ayd_429                                  | 0    | RetryLater ayd_429                                  | RetryLater ayd_429                                  | -
  429 Retry-After: 7             | RetryAfter ayd_429 in 7 s                           | 0    | RetryAfter ayd_429 in 7 s                           | RetryAfter ayd_429 in 7 s                           | -
  429 Retry-After: a date        | RetryAfter ayd_429 in 60 s                          | 0    | RetryAfter ayd_429 in 60 s                          | RetryAfter ayd_429 in 60 s                          | -
  429 Retry-After: absurd        | RetryAfter ayd_429 in 3600 s                        | 0    | RetryAfter ayd_429 in 3600 s                        | RetryAfter ayd_429 in 3600 s                        | -
  429 Retry-After: soon          | RetryLater ayd_429                                  | 0    | RetryLater ayd_429                                  | RetryLater ayd_429                                  | -
  500                            | RetryLater ayd_500                                  | 0    | RetryLater ayd_500                                  | RetryLater ayd_500                                  | -
  501                            | RetryLater ayd_501                                  | 0    | RetryLater ayd_501                                  | RetryLater ayd_501                                  | -
  502                            | RetryLater ayd_502                                  | 0    | RetryLater ayd_502                                  | RetryLater ayd_502                                  | -
  502 with a page                | RetryLater ayd_502                                  | 0    | RetryLater ayd_502                                  | RetryLater ayd_502                                  | -
  503                            | RetryLater ayd_503                                  | 0    | RetryLater ayd_503                                  | RetryLater ayd_503                                  | -
  503 Retry-After: 7             | RetryAfter ayd_503 in 7 s                           | 0    | RetryAfter ayd_503 in 7 s                           | RetryAfter ayd_503 in 7 s                           | -
`);

/** The same, when the API key asks. */
const WITH_THE_KEY = readTable<"fault" | "asking" | "runs" | "newChat" | "waits">(`
  fault                          | asking                                              | runs | newChat                                             | waits
  nobody listens                 | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | -
  certificate signed by itself   | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | -
  no TLS where it is expected    | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | -
  TLS handshake reset            | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | -
  TLS handshake silent           | RetryLater ayd_not_connected                        | 0    | RetryLater ayd_not_connected                        | connect
  reset on accept                | RetryLater ayd_reset / RetryLater ayd_not_connected | 0    | RetryLater ayd_reset / RetryLater ayd_not_connected | -
  reset, request not passed on   | RetryLater ayd_reset                                | 0    | RetryLater ayd_reset                                | -
  reset before the answer        | RetryLater ayd_reset                                | 1    | RetryLater ayd_reset                                | -
  silence from the first         | Never too_slow                                      | 0    | RetryLater ayd_idle_timeout                         | idle
  silence, request not passed on | Never too_slow                                      | 0    | RetryLater ayd_idle_timeout                         | idle
  silence in place of the answer | Never too_slow                                      | 1    | RetryLater ayd_idle_timeout                         | idle
  answer drips                   | Never too_slow                                      | 1    | RetryLater ayd_idle_timeout                         | idle
  answer drips in its body       | Never too_slow                                      | 1    | RetryLater ayd_deadline                             | total
  answer reset in its body       | Never ayd_broken_off                                | 1    | RetryLater ayd_reset                                | -
  answer ends in its body        | Never ayd_broken_off                                | 1    | RetryLater ayd_reset                                | -
  200 with a page                | TellOperator ayd_wrong_address                      | 0    | TellOperator ayd_unreadable_session                 | -
  200 with half of its JSON      | Never ayd_error                                     | 0    | TellOperator ayd_unreadable_session                 | -
  200 with nothing               | answered with nothing                               | 0    | TellOperator ayd_unreadable_session                 | -
  200 with other JSON            | Never ayd_error                                     | 0    | TellOperator ayd_unreadable_session                 | -
  301                            | TellOperator ayd_wrong_address                      | 0    | TellOperator ayd_wrong_address                      | -
  302                            | TellOperator ayd_wrong_address                      | 0    | TellOperator ayd_wrong_address                      | -
  303                            | TellOperator ayd_wrong_address                      | 0    | TellOperator ayd_wrong_address                      | -
  307                            | TellOperator ayd_wrong_address                      | 0    | TellOperator ayd_wrong_address                      | -
  308                            | TellOperator ayd_wrong_address                      | 0    | TellOperator ayd_wrong_address                      | -
  400                            | Never ayd_400                                       | 0    | TellOperator ayd_no_such_chatbot                    | -
  401                            | TellOperator ayd_bad_key                            | 0    | TellOperator ayd_bad_key                            | -
  403                            | TellOperator ayd_bad_key                            | 0    | TellOperator ayd_bad_key                            | -
  404                            | answered                                            | 1    | TellOperator ayd_no_such_chatbot                    | -
  408                            | RetryLater ayd_408                                  | 0    | RetryLater ayd_408                                  | -
  409                            | Never ayd_409                                       | 0    | Never ayd_409                                       | -
  413                            | Never ayd_413                                       | 0    | Never ayd_413                                       | -
  429                            | RetryLater ayd_429                                  | 0    | RetryLater ayd_429                                  | -
  429 Retry-After: 7             | RetryAfter ayd_429 in 7 s                           | 0    | RetryAfter ayd_429 in 7 s                           | -
  429 Retry-After: a date        | RetryAfter ayd_429 in 60 s                          | 0    | RetryAfter ayd_429 in 60 s                          | -
  429 Retry-After: absurd        | RetryAfter ayd_429 in 3600 s                        | 0    | RetryAfter ayd_429 in 3600 s                        | -
  429 Retry-After: soon          | RetryLater ayd_429                                  | 0    | RetryLater ayd_429                                  | -
  500                            | RetryLater ayd_500                                  | 0    | RetryLater ayd_500                                  | -
  501                            | RetryLater ayd_501                                  | 0    | RetryLater ayd_501                                  | -
  502                            | RetryLater ayd_502                                  | 0    | RetryLater ayd_502                                  | -
  502 with a page                | RetryLater ayd_502                                  | 0    | RetryLater ayd_502                                  | -
  503                            | RetryLater ayd_503                                  | 0    | RetryLater ayd_503                                  | -
  503 Retry-After: 7             | RetryAfter ayd_503 in 7 s                           | 0    | RetryAfter ayd_503 in 7 s                           | -
`);

/** What only the stream of an answer can do, and what is known of it then. */
const STREAMS = readTable<"fault" | "asking" | "runs" | "waits">(`
  fault                   | asking                | runs | waits
  reset after the head    | RetryLater ayd_reset  | 1    | -
  silence after the head  | Never too_slow        | 1    | idle
  reset after some text   | answered, cut off     | 1    | -
  silence after some text | answered, cut off     | 1    | idle
  drips after some text   | answered, cut off     | 1    | total
  ends after some text    | answered, cut off     | 1    | -
  no event at all         | answered with nothing | 1    | -
  an event of an error    | Never ayd_error       | 1    | -
`);

const STREAM_FAULTS: Record<string, FaultAtAskYourDatabase> = {
  "reset after the head": { answer: { kind: "stream", stop: { after: 0, with: "reset" } } },
  "silence after the head": { answer: { kind: "stream", stop: { after: 0, with: "stall" } } },
  "reset after some text": { answer: { kind: "stream", stop: { after: 250, with: "reset" } } },
  "silence after some text": { answer: { kind: "stream", stop: { after: 250, with: "stall" } } },
  "drips after some text": { tcp: { kind: "answer_drips", everyMs: 50, bodyBytes: 300 } },
  "ends after some text": { tcp: { kind: "answer_cut", bodyBytes: 300, with: "end" } },
  "no event at all": { answer: { kind: "stream", events: [] } },
  "an event of an error": { answer: { kind: "stream", events: [{ error: "SQL failed" }] } },
};

for (const inSession of IN_A_SESSION) {
  const { fault, waits, asking } = inSession;
  test(`${fault}: ${asking}`, async () => {
    const withTheKey = WITH_THE_KEY.find((row) => row.fault === fault);
    const [asked, session, callback, askedWithKey, newChat] = await Promise.all([
      meet("session", named(fault, FAULTS), "ask"),
      meet("session", named(fault, FAULTS), "session"),
      meet("session", named(fault, FAULTS), "callback"),
      meet("api-key", named(fault, FAULTS), "ask"),
      meet("api-key", named(fault, FAULTS), "newChat"),
    ]);
    const before = { session: session.gave, callback: callback.gave };
    check({ fault, asking: asked.gave, runs: asked.runs, ...before, waits }, inSession);
    const { gave, runs } = askedWithKey;
    check({ fault, asking: gave, runs, newChat: newChat.gave, waits }, withTheKey);
    const waiting = [asked, session, askedWithKey, newChat].map(({ tookMs }) => tookMs);
    expect(waiting).toSatisfy(waitedAsSaid(waits));
    expect(callback.tookMs).toBeLessThan(AT_MOST_MS);
  });
}

describe("a stream", () => {
  test.each(STREAMS)("$fault: $asking", async (expected) => {
    const { fault, waits } = expected;
    const { gave, runs, tookMs } = await meet("session", named(fault, STREAM_FAULTS), "ask");
    check({ fault, asking: gave, runs, waits }, expected);
    expect([tookMs]).toSatisfy(waitedAsSaid(waits));
  });
});

test("what was silent, or had begun to answer, is never asked again by itself", () => {
  const rows = [...IN_A_SESSION, ...WITH_THE_KEY, ...STREAMS];
  const mayRun = rows.filter(({ fault }) => /^(silence|answer)|after some text/.test(fault));
  expect(mayRun.length).toBeGreaterThan(15);
  for (const { asking } of mayRun) expect(asking).toMatch(/^(Never|answered, cut off)/);
});

test("what never left is asked again", () => {
  const neverLeft = [...IN_A_SESSION, ...WITH_THE_KEY].filter(({ fault }) => NEVER_LEFT.has(fault));
  expect(neverLeft).toHaveLength(2 * NEVER_LEFT.size);
  for (const { asking } of neverLeft) expect(asking).toMatch(/^RetryLater/);
});

test("every fault has its row", () => {
  for (const table of [IN_A_SESSION, WITH_THE_KEY])
    expect(table.map(({ fault }) => fault).sort()).toEqual(Object.keys(FAULTS).sort());
});

function check(row: Record<string, string>, expected: Record<string, string> = {}): void {
  print(row);
  expect(row).toEqual(expectedRow(expected));
}

/** Asks once, meeting the fault; afterwards all is well again, and no connection is left behind. */
async function meet(mode: Mode, fault: FaultAtAskYourDatabase, step: Step) {
  const { engine, standIn, proxy, end } = await startAsking(mode, fault, step);
  const askedBefore = standIn.asked.length;
  const startedAt = performance.now();
  const gave = await engine.answer(aQuestion()).then(wordsOf, failureOf);
  const tookMs = Math.round(performance.now() - startedAt);
  const runs = standIn.asked.slice(askedBefore).filter(({ ranAt }) => ranAt !== undefined);
  const isBroken = fault.answer === undefined && step !== "callback";
  await expect.poll(proxy.open).toBeLessThanOrEqual(isBroken ? 0 : IDLE_CONNECTIONS);
  if (await end()) expect(await engine.answer(aQuestion()).then(wordsOf)).toBe("answered");
  return { gave, runs: String(runs.length), tookMs };
}

/** A connection of an exchange that was finished is kept for the next one. */
const IDLE_CONNECTIONS = 3;

function wordsOf({ text, cutOff }: Answer): string {
  if (text === "") return "answered with nothing";
  return cutOff ? "answered, cut off" : "answered";
}

function failureOf(error: unknown): string {
  const wait = error instanceof RetryAfter ? ` in ${error.retryAfterSeconds} s` : "";
  return nameAndCode(error) + wait;
}
