import { expect, test } from "vitest";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { startEngine } from "./start-engine.ts";

const history = "local" as const;

test("what was said goes along with each question, and nothing is left at the other side", async () => {
  const { standIn, sessions, ask } = await startEngine({ history });
  await ask("What are our top products?");
  const { text } = await ask("And the stock?");
  expect(text).toContain("Earlier you asked: What are our top products?");
  const { body } = standIn.asked[1] ?? {};
  expect(body).toMatchObject({ store: false });
  expect(body).not.toHaveProperty("conversation");
  expect(body).not.toHaveProperty("previous_response_id");
  expect(body?.["input"]).toMatchObject([
    { role: "user", content: "What are our top products?" },
    { role: "assistant" },
    { role: "user", content: "And the stock?" },
  ]);
  expect(standIn.calls).toEqual({ conversations: 0, items: 0, responses: 2 });
  expect(await sessions.load(7)).toBeUndefined();
});

test("no more than the last ten exchanges go along", async () => {
  const { standIn, ask, answeredElsewhere } = await startEngine({ history });
  for (let n = 1; n <= 30; n += 1) answeredElsewhere(`Q${n}`, `A${n}`);
  await ask();
  const input = standIn.asked[0]?.body["input"] as { content: string }[];
  expect(input).toHaveLength(21);
  expect(input[0]?.content).toBe("Q21");
});

test("after a run that broke off the question is still asked once in its history", async () => {
  const { standIn, ask } = await startEngine({ history });
  standIn.faults.next("responses", { kind: "run", pieces: 0, end: { kind: "reset" } });
  expect(await failureOf(ask({ turnId: 1_000 }))).toMatchObject({ name: "RetryLater" });
  await ask({ turnId: 1_000 });
  expect(standIn.asked[1]?.body["input"]).toHaveLength(1);
});

test("a history too long for the model goes along in part, so that the contact is not locked out", async () => {
  const { standIn, ask, answeredElsewhere } = await startEngine({ history });
  for (let n = 1; n <= 10; n += 1) answeredElsewhere(`Q${n}`, `A${n}`);
  const tooLong = { kind: "error", status: 400, code: "context_length_exceeded" } as const;
  standIn.faults.next("responses", tooLong, 2);
  await ask();
  const lengths = standIn.asked.map(({ body }) => (body["input"] as unknown[]).length);
  expect(lengths).toEqual([21, 11, 5]);
  expect(standIn.asked[2]?.body["input"]).toMatchObject([{ content: "Q9" }, {}, {}, {}, {}]);
});

test("a question too long for the model is not tried again and again", async () => {
  const { standIn, ask } = await startEngine({ history });
  const code = "context_length_exceeded";
  standIn.faults.next("responses", { kind: "error", status: 400, code });
  expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "openai_too_long" });
});
