import { expect, test } from "vitest";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { MODEL, startEngine, type Started } from "./start-engine.ts";

test("a stored prompt is asked alone while it lives", async () => {
  const { standIn, ask, logged } = await startEngine(
    { promptId: "pmpt_shop" },
    { promptId: "pmpt_shop" },
  );
  await ask();
  expect(whoWasAsked({ standIn })).toEqual(["pmpt_shop"]);
  expect(standIn.asked[0]?.body).not.toHaveProperty("instructions");
  expect(logged()).not.toContain("OPENAI_PROMPT_ID");
});

test("once it is gone the model and the instructions answer, which is logged once with the repair", async () => {
  const { standIn, ask, logged } = await startEngine({ promptId: "pmpt_gone" });
  await Promise.all([ask({ conversationId: 1 }), ask({ conversationId: 2 })]);
  const asked = whoWasAsked({ standIn });
  expect(asked[0]).toBe("pmpt_gone");
  expect(asked.filter((who) => who === MODEL)).toHaveLength(2);
  await ask({ conversationId: 1 });
  expect(whoWasAsked({ standIn }).slice(asked.length)).toEqual([MODEL]);
  const { instructions } = standIn.asked.at(-1)?.body ?? {};
  expect(instructions).toBe("You help the people of a shop.");
  expect(logged().match(/remove OPENAI_PROMPT_ID/g)).toHaveLength(1);
  expect(logged()).toContain('"code":"openai_no_such_prompt"');
});

test.each([404, 410])(
  "a %i in words that nobody knows means the same, when the model answers all the same",
  async (status) => {
    const { standIn, ask, logged } = await startEngine({ promptId: "pmpt_gone" });
    standIn.faults.next("responses", { kind: "error", status, message: "Sunset." });
    await ask();
    await ask();
    expect(whoWasAsked({ standIn })).toEqual(["pmpt_gone", MODEL, MODEL]);
    expect(logged()).toContain("OPENAI_PROMPT_ID");
  },
);

test("an address that is wrong says nothing about the prompt", async () => {
  const { standIn, ask, logged } = await startEngine(
    { promptId: "pmpt_shop" },
    { promptId: "pmpt_shop" },
  );
  standIn.faults.next("responses", { kind: "error", status: 404 }, 2);
  expect(await failureOf(ask())).toMatchObject({ code: "openai_wrong_address" });
  await ask();
  expect(whoWasAsked({ standIn })).toEqual(["pmpt_shop", MODEL, "pmpt_shop"]);
  expect(logged()).not.toContain("OPENAI_PROMPT_ID");
});

/** The prompt or the model of every question, in order. */
function whoWasAsked({ standIn }: Pick<Started, "standIn">): unknown[] {
  return standIn.asked.map(({ body: { prompt, model } }) => Object(prompt).id ?? model);
}
