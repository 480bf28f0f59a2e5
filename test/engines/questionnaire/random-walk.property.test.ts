import fc from "fast-check";
import { expect, test } from "vitest";
import { Interrupted, Never, RetryAfter, RetryLater, TellOperator } from "../../../src/errors.ts";
import type { Fault } from "../../../src/demo/external-api/fault.ts";
import { questionnaireSchema } from "../../../src/engines/questionnaire/questionnaire-schema.ts";
import type { Answer } from "../../../src/nouns.ts";
import { ANA, startQuestionnaire, type Started } from "./start-questionnaire.ts";

/** What a contact may do, and what may happen meanwhile. */
type Step =
  | { do: "answer" }
  | { do: "write"; text: string; payload?: string }
  | { do: "repeat" }
  | { do: "resume" }
  | { do: "restart" }
  | { do: "fault"; fault: Fault }
  | { do: "more questions" };

const QUESTIONNAIRE = questionnaireSchema.parse({
  questions: ["zero", "one", "two"].map((id) => ({
    id,
    kind: "text",
    text: `Question ${id}?`,
    required: id !== "one",
  })),
});

const ALLOWED = [RetryLater, RetryAfter, Never, TellOperator, Interrupted];

/** Longest of all: three questions and five rounds of one, with everything going wrong once. */
const MOST_TURNS_TO_THE_END = 60;

test("whatever a contact writes and whatever happens, no answer is lost and nothing is stuck", async () => {
  const started = await startQuestionnaire({ questionnaire: QUESTIONNAIRE });
  let conversationId = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aStep(), { minLength: 5, maxLength: 40 }), async (steps) => {
      conversationId += 1;
      started.api.faults.clear();
      await walk(started, conversationId, steps);
    }),
    { numRuns: 150 },
  );
}, 60_000);

function aStep(): fc.Arbitrary<Step> {
  const words = fc.constantFrom("skip", "back", "cancel", "ZURÜCK", "annulla", "", " ", "zero:x");
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant<Step>({ do: "answer" }) },
    { weight: 3, arbitrary: words.map((text): Step => ({ do: "write", text })) },
    {
      weight: 1,
      arbitrary: fc
        .record({ text: fc.string({ unit: "grapheme" }), payload: fc.string() })
        .map((written): Step => ({ do: "write", ...written })),
    },
    { weight: 2, arbitrary: fc.constant<Step>({ do: "repeat" }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: "resume" }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: "restart" }) },
    { weight: 1, arbitrary: fc.constant<Step>({ do: "more questions" }) },
    { weight: 2, arbitrary: aFault().map((fault): Step => ({ do: "fault", fault })) },
  );
}

function aFault(): fc.Arbitrary<Fault> {
  return fc.constantFrom<Fault>(
    { kind: "status", status: 503 },
    { kind: "status", status: 429, headers: { "retry-after": "3" } },
    { kind: "status", status: 422 },
    { kind: "reset" },
    { kind: "lost_response" },
    { kind: "html" },
    { kind: "bad_json" },
  );
}

async function walk(started: Started, conversationId: number, steps: Step[]): Promise<void> {
  const { api, restart } = started;
  let last = await turn(started, conversationId, { text: "Hello" });
  let answers = 0;
  for (const step of steps) {
    switch (step.do) {
      case "answer":
        last = await turn(started, conversationId, {
          text: `answer ${conversationId}.${(answers += 1)}`,
        });
        break;
      case "write":
        last = await turn(started, conversationId, step);
        break;
      case "repeat":
        await sameAgain(started, conversationId, last);
        break;
      case "resume":
        last = await resumed(started, conversationId);
        break;
      case "restart":
        restart();
        break;
      case "fault":
        api.faults.next("submit", step.fault);
        break;
      case "more questions":
        api.next({ additional_questions: [{ id: "more", kind: "text", text: "More?" }] });
        break;
      default:
        step satisfies never;
    }
  }
  await toTheEnd(started, conversationId);
}

type Given = { id: string; value: unknown };
type Turn = { turnId: number; written: { text: string; payload?: string }; answer?: Answer };

/** One message, and whether everything is still there that was there before it. */
async function turn(
  started: Started,
  conversationId: number,
  written: { text: string; payload?: string },
): Promise<Turn> {
  const before = await keptAnswers(started, conversationId);
  const { text, payload } = written;
  const changes = { conversationId, contact: { address: ANA }, ...(payload && { payload }) };
  const answer = await started.write(text, changes).catch(expectAllowed);
  const after = await keptAnswers(started, conversationId);
  const passedOn = passedOnAnswers(started, conversationId);
  // An answer is replaced by going back to its question, and given up by cancelling.
  const isThere = ({ id, value }: Given) =>
    after.some((one) => one.id === id) ||
    passedOn.some((one) => one.id === id && [value, text.trim(), null].includes(one.value));
  if (!answer?.text.startsWith("Cancelled."))
    expect(before.filter((one) => !isThere(one))).toEqual([]);
  return { turnId: started.lastTurn(), written, ...(answer && { answer }) };
}

/** After a command: whatever is asked again, all answers stay. */
async function resumed(started: Started, conversationId: number): Promise<Turn> {
  const before = await keptAnswers(started, conversationId);
  const calls = started.api.calls.all;
  expect((await started.resume({ conversationId })).text).not.toBe("");
  expect(await keptAnswers(started, conversationId)).toEqual(before);
  expect(started.api.calls.all).toBe(calls);
  return { turnId: started.lastTurn(), written: { text: "" } };
}

/** A turn that was answered hears the same, and changes nothing. */
async function sameAgain(started: Started, conversationId: number, last: Turn): Promise<void> {
  if (!last.answer) return;
  const { text, payload } = last.written;
  const changes = { conversationId, turnId: last.turnId, ...(payload && { payload }) };
  const before = await started.sessions.load(conversationId);
  expect(await started.write(text, changes)).toEqual(last.answer);
  expect(await started.sessions.load(conversationId)).toBe(before);
}

async function toTheEnd(started: Started, conversationId: number): Promise<void> {
  started.api.faults.clear();
  for (let turns = 0; turns < MOST_TURNS_TO_THE_END; turns += 1) {
    const { answer } = await turn(started, conversationId, { text: "to the end" });
    expect(answer).toBeDefined();
    const saved = JSON.parse((await started.sessions.load(conversationId)) ?? "{}");
    if (saved.state === "conversation_ended") return;
  }
  throw new Error("This questionnaire does not end.");
}

function passedOnAnswers({ api }: Started, conversationId: number): Given[] {
  const ours = api.received.filter(({ id }) => id.startsWith(`answers_${conversationId}_`));
  return ours.flatMap(({ submission }) => submission.answers);
}

async function keptAnswers({ sessions }: Started, conversationId: number): Promise<Given[]> {
  const saved = await sessions.load(conversationId);
  return saved === undefined ? [] : (JSON.parse(saved).run?.answers ?? []);
}

function expectAllowed(error: unknown): undefined {
  expect(ALLOWED.some((kind) => error instanceof kind)).toBe(true);
}
