import { describe, expect, test } from "vitest";
import { aQuestionnaire, ANA, CONVERSATION, startQuestionnaire } from "./start-questionnaire.ts";

describe("a questionnaire from its first to its last question", () => {
  test("asks one after the other, and gives the answers with their times to the API", async () => {
    const { api, write, clock, sessions, entries } = await startQuestionnaire();
    api.next({ message: "Thank you, Ana!", final_message: "See you soon." });
    const startedAt = clock.now();

    const first = await write("Hello");
    expect(first.text).toContain("Welcome!");
    expect(first.text).toContain("1/4 · Your name?");
    expect((await write("  Ana  ")).text).toBe("2/4 · Your age?");
    await clock.advance(60_000);
    expect((await write("42")).text).toContain("3/4 · Your address?");
    expect((await write("ana@example.com")).text).toBe("4/4 · Which color?");
    expect((await write("2")).text).toBe("Thank you, Ana!\n\nSee you soon.");

    const at = (ms: number) => new Date(startedAt + ms).toISOString();
    expect(api.received).toHaveLength(1);
    expect(api.received[0]?.submission).toEqual({
      user_phone: ANA,
      timestamp: at(60_000),
      answers: [
        { id: "name", kind: "text", value: "Ana", answered_at: at(0) },
        { id: "age", kind: "number", value: 42, answered_at: at(60_000) },
        { id: "email", kind: "email", value: "ana@example.com", answered_at: at(60_000) },
        { id: "color", kind: "choice", value: "b", answered_at: at(60_000) },
      ],
    });
    expect(await sessions.read()).toMatchObject({ state: "conversation_ended" });
    expect(JSON.stringify(entries)).not.toMatch(/Ana|5555|example/);
    expect(entries).toMatchObject([{ conversationId: CONVERSATION, message: "answers passed on" }]);
  });

  test("begins anew when the contact writes after its end", async () => {
    const { api, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana", "42", "skip", "red");
    expect(await writeAll("Hello again")).toContain("1/4 · Your name?");
    await writeAll("Ben", "43", "skip", "blue");
    const names = api.received.map(({ submission }) => submission.answers[0]?.value);
    expect(names).toEqual(["Ana", "Ben"]);
    expect(new Set(api.received.map(({ id }) => id)).size).toBe(2);
  });

  test("ends with the words of the file when the API has none", async () => {
    const { api, writeAll } = await startQuestionnaire({
      questionnaire: aQuestionnaire({ ended: "All done." }),
    });
    api.next({ message: null, final_message: "  ", additional_questions: null });
    expect(await writeAll("Hello", "Ana", "42", "skip", "red")).toBe("All done.");
  });

  test("gives an id instead of a number when WhatsApp hides the number", async () => {
    const { api, write } = await startQuestionnaire();
    const contact = { address: "US.13491208655302741918" };
    for (const text of ["Hello", "Ana", "42", "skip", "red"]) await write(text, { contact });
    expect(api.received[0]?.submission).toMatchObject({
      user_phone: null,
      user_id: "US.13491208655302741918",
    });
  });

  test("speaks the contact's language, and English where the file has no other", async () => {
    const { write } = await startQuestionnaire();
    const german = { language: "de" } as const;
    expect((await write("Hallo", german)).text).toMatch(/Willkommen![^]*1\/4 · Ihr Name\?/);
    expect((await write("Ana", german)).text).toContain("Your age?");
    expect((await write("42", german)).text).toContain("ÜBERSPRINGEN");
    const { choices } = await write("Überspringen", german);
    expect(choices?.map(({ title }) => title)).toEqual(["Rot", "Blau"]);
    expect((await write("rot", german)).text).not.toBe("");
  });

  test("keeps conversations apart", async () => {
    const { api, write } = await startQuestionnaire();
    const other = { conversationId: 8, contact: { address: "+15555550102" } };
    await write("Hello");
    await write("Hello", other);
    await write("Ana");
    await write("Ben", other);
    for (const text of ["42", "skip", "red"]) await write(text);
    for (const text of ["43", "skip", "blue"]) await write(text, other);
    const names = api.received.map(({ submission }) => submission.answers[0]?.value);
    expect(names).toEqual(["Ana", "Ben"]);
  });
});

describe("a wrong answer", () => {
  test("gets the question's words and the question again", async () => {
    const { writeAll } = await startQuestionnaire();
    expect(await writeAll("Hello", "Ana", "17")).toBe("18 or older, please.\n\n2/4 · Your age?");
    expect(await writeAll("18", "not an address")).toContain("That is not an e-mail address.");
  });

  test("gets a way out after the third, until a right one", async () => {
    const { writeAll } = await startQuestionnaire();
    expect(await writeAll("Hello", "Ana", "x", "y")).not.toContain("CANCEL");
    expect(await writeAll("z")).toContain("CANCEL");
    expect(await writeAll("42", "x")).not.toContain("CANCEL");
  });
});

describe("a choice", () => {
  test("is offered with ids that name its question", async () => {
    const { write, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana", "42");
    expect((await write("skip")).choices).toEqual([
      { id: "color:r", title: "Red" },
      { id: "color:b", title: "Blue", description: "like the sky" },
    ]);
    expect((await write("green")).choices).toHaveLength(2);
  });

  test.each([
    ["Blue", undefined],
    ["bLUE ", undefined],
    ["2", undefined],
    ["2.", undefined],
    ["whatever the button says", "color:b"],
  ])("is made with %j and the button %j", async (text, payload) => {
    const { api, write, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana", "42", "skip");
    await write(text, payload === undefined ? {} : { payload });
    expect(api.received[0]?.submission.answers.at(-1)).toMatchObject({ value: "b" });
  });

  test.each(["0", "3", "blu", "-1", "1e0", ""])("is not made with %j", async (text) => {
    const { api, writeAll } = await startQuestionnaire();
    expect(await writeAll("Hello", "Ana", "42", "skip", text)).toContain("Please choose one");
    expect(api.received).toHaveLength(0);
  });

  test("is never taken from the button of an earlier question", async () => {
    const choices = [{ id: "yes", title: "Yes" }];
    const questions = ["one", "two"].map((id) => ({ id, kind: "choice", text: id, choices }));
    const { write, api } = await startQuestionnaire({
      questionnaire: aQuestionnaire({ questions }),
    });
    await write("Hello");
    await write("Yes", { payload: "one:yes" });
    const again = await write("Yes", { payload: "one:yes" });
    expect(again.text).toBe("That belongs to another question.\n\n2/2 · two");
    expect(again.choices).toHaveLength(1);
    expect(api.received).toHaveLength(0);
  });

  test.each(["Sí", "si", "SI!", "Sí 👍"])("called Sí is made with %j", async (text) => {
    const choices = ["Sí", "No"].map((title) => ({ id: title === "No" ? "no" : "yes", title }));
    const questions = [{ id: "one", kind: "choice", text: "One?", choices }];
    const { api, writeAll } = await startQuestionnaire({
      questionnaire: aQuestionnaire({ questions }),
    });
    await writeAll("Hola", text);
    expect(api.received[0]?.submission.answers[0]).toMatchObject({ value: "yes" });
  });

  test("that others read like is only made with its very title", async () => {
    const choices = ["A+", "A-"].map((title, place) => ({ id: `a${place}`, title }));
    const questions = [{ id: "one", kind: "choice", text: "One?", choices }];
    const { api, writeAll } = await startQuestionnaire({
      questionnaire: aQuestionnaire({ questions }),
    });
    expect(await writeAll("Hello", "A")).toContain("Please choose one");
    await writeAll("a-");
    expect(api.received[0]?.submission.answers[0]).toMatchObject({ value: "a1" });
  });

  test("whose button is pressed once more after the end begins nothing", async () => {
    const { api, write, writeAll } = await startQuestionnaire();
    await writeAll("Hello", "Ana", "42", "skip");
    const button = { payload: "color:r" };
    await write("Red", button);
    expect((await write("Red", button)).text).toContain("That is over already.");
    expect(await writeAll("Hello again")).toContain("1/4");
    expect(api.calls.all).toBe(1);
  });

  test("may be called like one of the words for going back", async () => {
    const choices = [
      { id: "keep", title: "Keep" },
      { id: "stop", title: "Cancel" },
    ];
    const questions = [{ id: "plan", kind: "choice", text: "Your plan?", choices }];
    const { api, writeAll } = await startQuestionnaire({
      questionnaire: aQuestionnaire({ questions }),
    });
    await writeAll("Hello", "cancel");
    expect(api.received[0]?.submission.answers[0]).toMatchObject({ value: "stop" });
  });
});

describe("skip, back and cancel", () => {
  test.each(["skip", "SKIP.", "Saltar", "omitir", "salta", "passer", "Überspringen", "pular"])(
    "%s leaves an optional question out",
    async (word) => {
      const { api, writeAll } = await startQuestionnaire();
      await writeAll("Hello", "Ana", "42", word, "red");
      expect(api.received[0]?.submission.answers[2]).toMatchObject({ id: "email", value: null });
    },
  );

  test("skip says so where an answer is needed", async () => {
    const { writeAll } = await startQuestionnaire();
    expect(await writeAll("Hello", "skip")).toBe(
      "This question needs an answer.\n\n1/4 · Your name?",
    );
  });

  test.each(["back", "Atrás", "volver", "indietro", "retour", "zurück", "voltar"])(
    "%s asks the question before, and a new answer replaces the old one",
    async (word) => {
      const { api, writeAll } = await startQuestionnaire();
      expect(await writeAll("Hello", "Ana", "42", word)).toBe("2/4 · Your age?");
      expect(await writeAll("43")).toContain("3/4");
      await writeAll("skip", "red");
      const { answers } = api.received[0]?.submission ?? { answers: [] };
      expect(answers.map(({ value }) => value)).toEqual(["Ana", 43, null, "r"]);
    },
  );

  test("back goes on where it was left, however far it went", async () => {
    const { writeAll } = await startQuestionnaire();
    expect(await writeAll("Hello", "Ana", "42", "back", "back")).toBe("1/4 · Your name?");
    expect(await writeAll("Anna")).toContain("3/4");
  });

  test("back says so at the first question", async () => {
    const { writeAll } = await startQuestionnaire();
    expect(await writeAll("Hello", "back")).toMatch(/This is the first question.*\n\n1\/4/);
  });

  test.each(["cancel", "Cancelar!", "annulla", "annuler", "abbrechen"])(
    "%s ends it, and the next message begins a new one",
    async (word) => {
      const { api, sessions, writeAll } = await startQuestionnaire();
      expect(await writeAll("Hello", "Ana", word)).toContain("Cancelled.");
      expect(JSON.stringify(await sessions.read())).not.toContain("Ana");
      expect(await writeAll(word)).toContain("nothing to cancel");
      expect(await writeAll("Hello")).toContain("1/4");
      expect(api.calls.all).toBe(0);
    },
  );

  test.each(["back", "skip", "Zurück", "👍", "!"])(
    "%s after the end begins nothing",
    async (text) => {
      const { api, writeAll } = await startQuestionnaire();
      await writeAll("Hello", "Ana", "42", "skip", "red");
      expect(await writeAll(text)).toContain("That is over already.");
      expect(await writeAll("Hello again")).toContain("1/4");
      expect(api.calls.all).toBe(1);
    },
  );

  test("are only meant when they are the whole message", async () => {
    const { writeAll } = await startQuestionnaire();
    expect(await writeAll("Hello", "Please skip back to cancel")).toContain("2/4");
  });
});
