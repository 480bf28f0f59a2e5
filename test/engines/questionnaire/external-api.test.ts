import { describe, expect, test } from "vitest";
import {
  Interrupted,
  RetryAfter,
  RetryLater,
  Unavailable,
  type Failure,
} from "../../../src/errors.ts";
import { createSign } from "../../../src/engines/questionnaire/sign.ts";
import { aQuestionnaire, startQuestionnaire, type Started } from "./start-questionnaire.ts";

const ALL_BUT_LAST = ["Hello", "Ana", "42", "skip"];

describe("an API that is down for a while", () => {
  test("keeps the answers, which the same turn sends again until they are taken", async () => {
    const { api, sessions, restart, write, writeAll, lastTurn } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "status", status: 503 }, 3);
    expect(await failureOf(write("red"))).toBeInstanceOf(RetryLater);
    const turnId = lastTurn();
    for (let time = 0; time < 2; time += 1) {
      restart();
      expect(await failureOf(write("red", { turnId }))).toMatchObject({ code: "external_api_503" });
      expect(await sessions.read()).toMatchObject({ state: "processing_api" });
    }
    expect((await write("red", { turnId })).text).toContain("Thank you, Ana!");
    expect(api.calls).toEqual({ all: 4, repeated: 0, unsigned: 0 });
    expect(api.received).toHaveLength(1);
  });

  test("hears the same id and the same words again when its answer was lost", async () => {
    const { api, clock, write, writeAll, lastTurn } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "lost_response" });
    expect(await failureOf(write("red"))).toMatchObject({ code: "external_api_reset" });
    await clock.advance(60_000);
    const again = await write("red", { turnId: lastTurn() });
    expect(again.text).toContain("Thank you, Ana!");
    expect(api.calls).toEqual({ all: 2, repeated: 1, unsigned: 0 });
    expect(api.received).toHaveLength(1);
  });

  test("gets the answers with the contact's next message when the turn was given up", async () => {
    const { api, clock, write, writeAll } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "reset" });
    expect(await failureOf(write("red"))).toBeInstanceOf(RetryLater);
    await clock.advance(60_000);
    expect(await writeAll("Are you there?")).toContain("Thank you, Ana!");
    expect(api.received[0]?.submission.answers.at(-1)).toMatchObject({ value: "r" });
  });

  test("does not cost the answers over a weekend", async () => {
    const { api, clock, sessions, write, writeAll } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "status", status: 500 });
    await failureOf(write("red"));
    await clock.advance(3 * 24 * 3_600_000);
    expect(await sessions.read()).toMatchObject({ state: "processing_api" });
  });

  test("can be waited for no longer: cancel ends it", async () => {
    const { api, write, writeAll } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "status", status: 500 });
    await failureOf(write("red"));
    expect(await writeAll("cancel")).toContain("Cancelled.");
    expect(api.calls.all).toBe(1);
  });

  test("may have refused an answer: back asks the last question, and what is changed is sent anew", async () => {
    const { api, write, writeAll } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "status", status: 422 });
    expect((await write("red")).text).toMatch(/BACK to change an answer, or CANCEL to give up/);
    const last = await write("back");
    expect(last).toMatchObject({ text: "4/4 · Which color?", choices: [{}, {}] });
    expect(await writeAll("back", "skip")).toContain("Thank you, Ana!");
    expect(await writeAll("Hello")).toContain("1/4");
    expect(api.calls).toEqual({ all: 2, repeated: 0, unsigned: 0 });
    expect(api.received[0]?.submission.answers.map(({ value }) => value)).toContain("r");
  });

  test("is not cancelled by a last answer that reads like it", async () => {
    const choices = [{ id: "stop", title: "Cancel" }];
    const questions = [{ id: "plan", kind: "choice", text: "Your plan?", choices }];
    const { api, write, lastTurn } = await startQuestionnaire({
      questionnaire: aQuestionnaire({ questions }),
    });
    await write("Hello");
    api.faults.next("submit", { kind: "status", status: 500 });
    await failureOf(write("Cancel"));
    await write("Cancel", { turnId: lastTurn() });
    expect(api.received[0]?.submission.answers[0]).toMatchObject({ value: "stop" });
  });

  test.each([408, 425, 429, 500, 502, 504])("is tried again later after %i", async (status) => {
    const { api, write, writeAll } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "status", status });
    const failure = await failureOf(write("red"));
    expect(failure).toBeInstanceOf(RetryLater);
    expect(failure.code).toBe(`external_api_${status}`);
  });

  test("is given the time it asks for", async () => {
    const { api, write, writeAll } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    const headers = { "retry-after": "17" };
    api.faults.next("submit", { kind: "status", status: 429, headers });
    const failure = await failureOf(write("red"));
    expect(failure).toBeInstanceOf(RetryAfter);
    expect(failure).toMatchObject({ retryAfterSeconds: 17 });
  });

  test("is waited for as long as the settings say", async () => {
    const { api, write, writeAll } = await startQuestionnaire({ totalMs: 200 });
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "hang" });
    const failure = await failureOf(write("red"));
    expect(failure).toBeInstanceOf(RetryLater);
    expect(failure.code).toMatch(/external_api_(deadline|idle_timeout)/);
  });

  test("is no longer waited for when the server stops", async () => {
    const { api, write, writeAll } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "hang" });
    const stop = new AbortController();
    const failure = failureOf(write("red", { signal: stop.signal }));
    await expect.poll(() => api.calls.all).toBe(1);
    stop.abort();
    expect(await failure).toBeInstanceOf(Interrupted);
  });
});

test("an API that takes the answers and says nothing has taken them", async () => {
  const { api, sessions, writeAll } = await startQuestionnaire();
  api.faults.next("submit", { kind: "status", status: 204 });
  expect(await writeAll(...ALL_BUT_LAST, "red")).toBe("Thank you! That was everything.");
  expect(await sessions.read()).toMatchObject({ state: "conversation_ended" });
});

describe("an API that refuses the answers", () => {
  test.each([[400], [422]])("with %i: they are kept for the contact to change", async (status) => {
    const { api, entries, sessions, write, writeAll, lastTurn } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.next("submit", { kind: "status", status });
    const answer = await write("red");
    expect(answer.text).toContain("Your answers are safe");
    expect(await write("red", { turnId: lastTurn() })).toEqual(answer);
    expectTold(entries, "look into its log", `external_api_${status}`);
    expect(await sessions.read()).toMatchObject({ state: "processing_api" });
    expect((await write("And now?")).text).toContain("Thank you, Ana!");
    expect(api.calls.all).toBe(2);
  });
});

describe("an API that mumbles: the operator reads what is wrong, and the contact that nothing is lost", () => {
  test.each([["html"], ["bad_json"]] as const)("%s", async (kind) => {
    const started = await startQuestionnaire();
    started.api.faults.next("submit", { kind });
    await expectKept(started);
  });

  test.each([
    ["a text that is a number", { message: 5 }],
    ["a question that is none", { additional_questions: [{ id: "x" }] }],
    [
      "a question of an unknown kind",
      { additional_questions: [{ id: "x", kind: "y", text: "z" }] },
    ],
    ["more than 256 KB", { message: "x".repeat(300_000) }],
  ])("%s", async (_name, reply) => {
    const started = await startQuestionnaire();
    started.api.next(reply as object);
    await expectKept(started);
  });

  async function expectKept({ entries, sessions, writeAll }: Started) {
    expect(await writeAll(...ALL_BUT_LAST, "red")).toContain("Your answers are safe");
    expectTold(entries, "EXTERNAL_API_URL", "external_api_unreadable");
    expect(await sessions.read()).toMatchObject({ state: "processing_api" });
  }
});

describe("an API that is set up wrongly keeps the answers waiting until that is repaired", () => {
  test.each([
    ["a redirect", 308, "EXTERNAL_API_URL"],
    ["401", 401, "EXTERNAL_API_SECRET"],
    ["404", 404, "EXTERNAL_API_URL"],
  ])("with %s", async (_name, status, repair) => {
    const started = await startQuestionnaire();
    await started.writeAll(...ALL_BUT_LAST);
    started.api.faults.next("submit", { kind: "status", status, headers: { location: "/x" } });
    await expectWaiting(started, repair, `external_api_${status}`);
  });

  test("with a signature that it does not believe", async () => {
    const started = await startQuestionnaire({ apiSecret: "a secret that nobody else has" });
    const { api, entries, write, writeAll } = started;
    await writeAll(...ALL_BUT_LAST);
    expect(await failureOf(write("red"))).toBeInstanceOf(Unavailable);
    expectTold(entries, "EXTERNAL_API_SECRET", "external_api_401");
    expect(api.calls).toMatchObject({ unsigned: 1 });
  });

  test("for a day; then the contact is told, and its next message tries again", async () => {
    const { api, clock, sessions, write, writeAll, lastTurn } = await startQuestionnaire();
    await writeAll(...ALL_BUT_LAST);
    api.faults.always("submit", { kind: "status", status: 401 });
    expect(await failureOf(write("red"))).toBeInstanceOf(Unavailable);
    await clock.advance(23 * 3_600_000 + 1);
    const { text } = await write("red", { turnId: lastTurn() });
    expect(text).toContain("Your answers are safe");
    expect(await sessions.read()).toMatchObject({ state: "processing_api" });
  });

  /** The same turn comes again by itself, and then all is well. */
  async function expectWaiting(started: Started, repair: string, code: string) {
    const { api, entries, sessions, write, lastTurn } = started;
    const waiting = await failureOf(write("red"));
    expect(waiting).toBeInstanceOf(Unavailable);
    expect(waiting).toMatchObject({ code, retryAfterSeconds: 120 });
    expectTold(entries, repair, code);
    expect(await sessions.read()).toMatchObject({ state: "processing_api" });
    const { text } = await write("red", { turnId: lastTurn() });
    expect(text).toContain("Thank you, Ana!");
    expect(api.calls.all).toBe(2);
  }
});

function expectTold(entries: Started["entries"], repair: string, code: string) {
  const [entry] = entries.filter(({ level }) => level === "error");
  expect(entry).toMatchObject({ code });
  expect(entry?.message).toContain(repair);
  expect(JSON.stringify(entries)).not.toMatch(/Ana|5555/);
}

describe("an API with more to ask", () => {
  const why = { id: "why", kind: "text", text: "Why red?" };

  test("adds a question, and gets all answers once more", async () => {
    const { api, writeAll } = await startQuestionnaire();
    api.next({ continue_conversation: true, message: "One more.", additional_questions: [why] });
    expect(await writeAll(...ALL_BUT_LAST, "red")).toBe("One more.\n\n5/5 · Why red?");
    expect(await writeAll("It is warm")).toContain("Thank you, Ana!");
    expect(api.received.map(({ submission }) => submission.answers.length)).toEqual([4, 5]);
    expect(api.received[0]?.id).not.toBe(api.received[1]?.id);
  });

  test("may use an id again: both answers are kept", async () => {
    const { api, restart, writeAll } = await startQuestionnaire();
    const again = { id: "name", kind: "choice", text: "Who?", choices: [{ id: "i", title: "I" }] };
    api.next({ additional_questions: [again, why, why] });
    await writeAll(...ALL_BUT_LAST, "red");
    restart();
    await writeAll("I", "because", "therefore");
    const answers = api.received[1]?.submission.answers.map(({ id, value }) => [id, value]);
    expect(answers).toEqual([
      ["name", "Ana"],
      ["age", 42],
      ["email", null],
      ["color", "r"],
      ["name_2", "i"],
      ["why", "because"],
      ["why_2", "therefore"],
    ]);
  });

  test("may use the longest id twice: nothing is lost", async () => {
    const { api, restart, writeAll } = await startQuestionnaire();
    const longest = { ...why, id: "x".repeat(60) };
    api.next({ additional_questions: [longest, longest] });
    await writeAll(...ALL_BUT_LAST, "red");
    restart();
    expect(await writeAll("because", "therefore")).toContain("Thank you, Ana!");
    expect(api.received[1]?.submission.answers).toHaveLength(6);
  });

  test("is not heard when it does not want to continue", async () => {
    const { api, writeAll } = await startQuestionnaire();
    api.next({ continue_conversation: false, message: "Bye.", additional_questions: [why] });
    expect(await writeAll(...ALL_BUT_LAST, "red")).toBe("Bye.");
  });

  test("ends when it wants to continue without a question", async () => {
    const { api, writeAll } = await startQuestionnaire();
    api.next({ continue_conversation: true, message: "Hm." });
    expect(await writeAll(...ALL_BUT_LAST, "red")).toBe("Hm.");
    expect(await writeAll("Hello")).toContain("1/4");
  });

  test("is stopped after five rounds, kindly and in the log", async () => {
    const { api, entries, writeAll } = await startQuestionnaire();
    api.always({ continue_conversation: true, additional_questions: [why], final_message: "Bye." });
    await writeAll(...ALL_BUT_LAST, "red");
    for (let round = 1; round < 5; round += 1) expect(await writeAll("why")).toContain("Why red?");
    expect(await writeAll("why")).toBe("Thank you! Those were enough questions for today.\n\nBye.");
    expect(api.received).toHaveLength(6);
    expect(entries).toContainEqual(expect.objectContaining({ level: "warn", rounds: 5 }));
  });

  test("is stopped when there would be more questions than the file allows", async () => {
    const { api, writeAll } = await startQuestionnaire({
      questionnaire: aQuestionnaire({ mostQuestions: 6 }),
    });
    api.always({ additional_questions: [why, why] });
    expect(await writeAll(...ALL_BUT_LAST, "red")).toContain("Why red?");
    expect(await writeAll("a", "b")).toContain("enough questions");
  });
});

describe("the secret", () => {
  test("may be whsec_ and base64, or any text of 24 characters", async () => {
    const apiSecret = "0123456789abcdef0123456789abcdef";
    const { api, writeAll } = await startQuestionnaire({ apiSecret });
    await writeAll(...ALL_BUT_LAST, "red");
    expect(api.received).toHaveLength(1);
  });

  test("signs as the standard's own example does", () => {
    const sign = createSign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    const body = '{"test": 2432232314}';
    expect(sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330_000, body)).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });
});

async function failureOf(answer: Promise<unknown>): Promise<Failure> {
  return answer.then(
    () => {
      throw new Error("This should have failed.");
    },
    (error: unknown) => error as Failure,
  );
}
