import { describe, expect, test } from "vitest";
import { aQuestionnaire, CONVERSATION, startQuestionnaire } from "./start-questionnaire.ts";

const HOUR_MS = 3_600_000;

describe("what is kept between two messages", () => {
  test("survives a restart in the middle", async () => {
    const { api, sessions, restart, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana");
    restart();
    expect(await sessions.read()).toMatchObject({
      state: "waiting_for_answer",
      asking: "age",
      run: { answers: [{ id: "name", value: "Ana" }] },
    });
    await writeAll("42", "skip");
    restart();
    await writeAll("red");
    expect(api.received[0]?.submission.answers.map(({ value }) => value)).toEqual([
      "Ana",
      42,
      null,
      "r",
    ]);
  });

  test("gives the same turn the same answer, and counts it once", async () => {
    const { api, restart, write, writeAll, lastTurn } = await startQuestionnaire();
    await writeAll("Hello", "Ana", "42", "wrong");
    const answer = await write("skip");
    restart();
    expect(await write("skip", { turnId: lastTurn() })).toEqual(answer);
    const end = await write("red");
    expect(await write("red", { turnId: lastTurn() })).toEqual(end);
    expect(api.calls).toMatchObject({ all: 1 });
  });

  test("does not count a wrong answer twice either", async () => {
    const { write, writeAll, lastTurn } = await startQuestionnaire();
    await writeAll("Hello", "Ana", "wrong");
    for (let time = 0; time < 5; time += 1) await write("wrong", { turnId: lastTurn() });
    expect((await write("wrong")).text).not.toContain("CANCEL");
  });

  test("is asked again after a command, with its choices, and nothing counts as an answer", async () => {
    const { resume, write, writeAll, lastTurn } = await startQuestionnaire();
    await writeAll("Hello", "Ana", "42", "skip");
    const again = await resume();
    expect(again.text).toMatch(/^_Write BACK[^]*\n\n4\/4 · Which color\?$/);
    expect(again.choices).toHaveLength(2);
    expect(await resume({ turnId: lastTurn() })).toEqual(again);
    expect((await resume({ language: "de" })).choices?.[0]).toMatchObject({ title: "Rot" });
    expect((await write("red")).text).toContain("Thank you, Ana!");
  });

  test("begins after a command when there is nothing yet, or nothing any more", async () => {
    const { resume, write, writeAll, lastTurn } = await startQuestionnaire();
    const first = await resume();
    expect(first.text).toMatch(/^Welcome![^]*1\/4 · Your name\?$/);
    expect(await resume({ turnId: lastTurn() })).toEqual(first);
    expect(await writeAll("Ana", "42", "skip", "red")).toContain("Thank you, Ana!");
    expect((await resume()).text).toContain("1/4");
    expect((await write("Ben")).text).toContain("2/4");
  });

  test("stays where it is after a command while the API does not take the answers", async () => {
    const { api, resume, writeAll } = await startQuestionnaire();
    api.faults.next("submit", { kind: "status", status: 400 });
    await writeAll("Hello", "Ana", "42", "skip", "red");
    expect((await resume()).text).toContain("Your answers are safe");
    expect(api.calls.all).toBe(1);
    expect(await writeAll("And now?")).toContain("Thank you, Ana!");
  });

  test("is forgotten when the contact stays away", async () => {
    const { clock, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana");
    await clock.advance(24 * HOUR_MS - 1);
    expect(await writeAll("wrong")).toContain("2/4");
    await clock.advance(24 * HOUR_MS);
    expect(await writeAll("42")).toContain("1/4 · Your name?");
  });

  test("is as short-lived as the file says", async () => {
    const questionnaire = aQuestionnaire({ expiresAfterHours: 1 });
    const { clock, writeAll } = await startQuestionnaire({ questionnaire });
    await writeAll("Hello", "Ana");
    await clock.advance(HOUR_MS);
    expect(await writeAll("42")).toContain("1/4");
  });

  test.each(["not json", "{}", '{"state":"waiting_for_answer"}', "[]", '{"state":"gone"}'])(
    "is begun anew, with an apology, when it reads %s",
    async (value) => {
      const { sessions, clock, entries, writeAll } = await startQuestionnaire();
      await sessions.save(CONVERSATION, value, clock.now() + HOUR_MS);
      expect(await writeAll("Hello")).toMatch(/^Sorry, I have lost my place[^]*1\/4/);
      expect(entries).toMatchObject([{ level: "warn", conversationId: CONVERSATION }]);
      expect(await writeAll("Ana")).toContain("2/4");
    },
  );

  test("fits a file that was changed meanwhile", async () => {
    const { api, restart, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana");
    const questions = [
      { id: "city", kind: "text", text: "Your city?" },
      { id: "name", kind: "text", text: "Your name?" },
    ];
    restart({ questionnaire: aQuestionnaire({ questions }) });
    // The answer to a question that has gone is none to one that nobody has read.
    expect(await writeAll("42")).toBe("That belongs to another question.\n\n1/2 · Your city?");
    await writeAll("Rome");
    expect(api.received[0]?.submission.answers.map(({ value }) => value)).toEqual(["Rome", "Ana"]);
  });

  test("can be cancelled where the question that was asked has gone", async () => {
    const { restart, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana");
    const questions = [{ id: "city", kind: "text", text: "Your city?" }];
    restart({ questionnaire: aQuestionnaire({ questions }) });
    expect(await writeAll("cancel")).toContain("Cancelled.");
  });

  test("goes to the API when a changed file asks nothing more", async () => {
    const { api, restart, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana");
    const questions = [{ id: "name", kind: "text", text: "Your name?" }];
    restart({ questionnaire: aQuestionnaire({ questions }) });
    expect(await writeAll("42")).toContain("Thank you, Ana!");
    expect(api.received).toHaveLength(1);
  });
});
