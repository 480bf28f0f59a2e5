import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadQuestionnaire } from "../../../src/engines/questionnaire/load-questionnaire.ts";
import { scanJson } from "../../../src/engines/questionnaire/scan-json.ts";
import { TellOperator } from "../../../src/errors.ts";
import { tempFolder } from "../../kit/temp-folder.ts";

const DEMO = resolve(import.meta.dirname, "../../../src/demo/questionnaire.json");

test("the demo's questionnaire has every kind of question, in six languages", () => {
  const { questions, greeting, ended } = loadQuestionnaire(DEMO);
  const kinds = questions.map(({ kind }) => kind).toSorted();
  expect(kinds).toEqual(["choice", "date", "email", "number", "phone", "text"]);
  const texts = [greeting, ended, ...questions.map(({ text }) => text)];
  for (const text of texts) expect(Object.keys(text ?? {})).toHaveLength(6);
});

test("what is left out gets its usual value", () => {
  const path = aFile('\uFEFF{"questions": [{"id": "name", "kind": "text", "text": "Name?"}]}');
  expect(loadQuestionnaire(path)).toEqual({
    questions: [{ id: "name", kind: "text", text: { en: "Name?" }, required: true }],
    expiresAfterHours: 24,
    mostQuestions: 50,
  });
});

describe("a broken file is refused with its line, the reason and the repair", () => {
  const QUESTION = '{"id": "a", "kind": "text", "text": "A?"}';

  test.each([
    ["nothing", "", 1, "the file ends too early; close every {"],
    ["no end", `{"questions": [\n${QUESTION}\n`, 3, "the file ends too early"],
    ["a comma too many", `{"questions": [\n${QUESTION},\n]}`, 3, "the comma before it is too many"],
    ["a comma too many at an object's end", '{"a": 1,\n}', 2, "the comma before this is too many"],
    ["a comma too few", `{"questions": [\n${QUESTION}\n${QUESTION}\n]}`, 3, "a comma or ]"],
    ["a colon too few", '{\n"questions" []}', 2, "a colon is missing"],
    ["a comment", '{\n// mine\n"questions": []}', 2, "JSON has no comments"],
    ["single quotes", "{\n'questions': []}", 2, "double quotes"],
    ["a text over two lines", '{"greeting":\n"Hello\nAna"}', 2, "end it with"],
    ["a wrong escape", '{"greeting":\n\n"C:\\x"}', 3, "a text here is not right"],
    ["two documents", "{}\n\n{}", 3, "nothing may follow"],
    ["a word", "{\n\n\n\n\n\n\n\n\n\n\nquestions: []}", 12, "a name in double quotes"],
    ["too many brackets", "[".repeat(100_000), 1, "nested too deeply"],
    ["no questions", "{}", 1, "questions is missing; add a list"],
    ["an empty list", '{\n"questions": []}', 2, "questions is too short; the least is 1"],
    ["a list", "[\n]", 1, "the file is of the wrong kind; make it an object in { }."],
    ["null", "null", 1, "the file is of the wrong kind; make it an object in { }."],
    [
      "a text for a question",
      '{"questions": ["A?"]}',
      1,
      "questions[0] is of the wrong kind; make it an object in { }.",
    ],
    ["a typo", `{"questions": [${QUESTION}],\n"greting": "Hi"}`, 2, "greting is not known; mend"],
    ["a prototype", `{"questions": [${QUESTION}],\n"__proto__": {}}`, 2, "__proto__ is not known"],
    ["a language too many", aText('{"en": "A?",\n"nl": "A?"}'), 2, "text.nl is not known"],
    ["no language", aText("\n{}"), 1, "questions[0].text must hold a text"],
    ["an empty text", aText('\n" "'), 1, "questions[0].text is too short"],
    ["an empty text of a language", aText('{\n"de": " "}'), 2, "questions[0].text.de is too short"],
    ["no text", aQuestion('"kind": "text"'), 1, "text is missing; add a text in double quotes"],
    ["a text that is a number", aText("5"), 1, "make it a text in double quotes, or an object"],
    ["a text that is too long", aText(`"${"x".repeat(1_001)}"`), 1, "too long; the most is 1000"],
    [
      "an unknown kind",
      aQuestion('"kind":\n"colour", "text": "?"'),
      1,
      "must be one of text, email",
    ],
    ["no kind", aQuestion('"text": "?"'), 1, "questions[0].kind must be one of"],
    ["a bad id", '{"questions": [{\n"id": "a b", "kind": "text", "text": "?"}]}', 2, "rename it"],
    [
      "an id twice",
      `{"questions": [${QUESTION},\n${QUESTION}]}`,
      2,
      "questions[1].id stands at an",
    ],
    [
      "required in words",
      aQuestion('"kind": "text", "text": "?",\n"required": "yes"'),
      2,
      "true or",
    ],
    [
      "a choice without choices",
      aQuestion('"kind": "choice", "text": "?"'),
      1,
      "choices is missing",
    ],
    [
      "choices for a text",
      aQuestion('"kind": "text", "text": "?",\n"choices": []'),
      2,
      "not known",
    ],
    ["an empty choice", aChoice("[]"), 2, "choices is too short"],
    [
      "a choice twice",
      aChoice('[{"id":"a","title":"A"},\n{"id":"a","title":"B"}]'),
      3,
      "earlier choice",
    ],
    [
      "a title twice",
      aChoice('[{"id":"a","title":"A"},\n{"id":"b",\n"title":"a"}]'),
      4,
      "reads like",
    ],
    [
      "a number for a title",
      aChoice('[{"id":"a","title":"2"},\n{"id":"b","title":"1"}]'),
      2,
      "is a number, but not its place",
    ],
    [
      "a choice that ends all messages",
      aChoice('[{"id":"a","title":"Go on"},\n{"id":"b","title":"Stop!"}]'),
      3,
      "use another word",
    ],
    [
      "min above max",
      aQuestion('"kind": "number", "text": "?",\n"min": 3, "max": 1'),
      2,
      "more than max",
    ],
    [
      "a time of none",
      `{"questions": [${QUESTION}],\n"expiresAfterHours": 0}`,
      2,
      "must be more than 0",
    ],
    [
      "too few allowed",
      `{"questions": [${QUESTION}, {"id": "b", "kind": "text", "text": "B?"}],\n"mostQuestions": 1}`,
      2,
      "raise it",
    ],
    ["a key twice", '{"questions":\n[],\n"questions": []}', 3, "given a second time; remove one"],
  ])("%s", (_name, text, line, reason) => {
    const path = aFile(text);
    const message = refusalOf(path);
    expect(message).toContain(`${path}, line ${line}: `);
    expect(message).toContain(reason);
  });

  test("and every problem is told at once, from the first line on", () => {
    const path = aFile(`{
      "greeting": 5,
      "questions": [
        { "id": "a", "kind": "text", "text": "A?", "requird": true },
        { "id": "a", "kind": "colour", "text": "B?" },
        { "id": "c", "kind": "choice" }
      ],
      "expiresAfterHours": "24"
    }`);
    const lines = [...refusalOf(path).matchAll(/line (\d+)/g)].map(([, line]) => Number(line));
    expect(lines).toEqual([2, 4, 5, 5, 6, 6, 8]);
  });

  test("also when there is none", () => {
    const message = refusalOf(join(tmpdir(), "no-such-questionnaire.json"));
    expect(message).toMatch(/cannot be read \(ENOENT\); set it to a JSON file/);
  });

  test.each(["/dev/zero", tmpdir()])("also when it is no file, but %s", (path) => {
    expect(refusalOf(path)).toContain(`${path} is not a file; set it to a JSON file.`);
  });

  test("at once when it is a pipe that nobody writes to", () => {
    const path = join(tempFolder(), "pipe");
    execFileSync("mkfifo", [path]);
    expect(refusalOf(path)).toContain("is not a file");
  });

  test.each([
    ["UTF-16", Buffer.from("\uFEFF{}", "utf16le")],
    ["UTF-16 without its mark", Buffer.from("{}", "utf16le")],
    ["Latin-1", Buffer.from('{"greeting": "¡Olé!"}', "latin1")],
  ])("also when it is in %s", (_name, bytes) => {
    expect(refusalOf(aFile(bytes))).toMatch(/is not in UTF-8; save it as UTF-8\.$/);
  });

  test("and a quite different file is refused in good time", () => {
    const entries = Array.from({ length: 50_000 }, (_, index) => [`key${index}`, index]);
    const message = refusalOf(aFile(JSON.stringify(Object.fromEntries(entries))));
    expect(message.split("\n")).toHaveLength(102);
    expect(message).toContain("And 49901 more; mend these first.");
  });

  test("also when it is too large", () => {
    expect(refusalOf(aFile(" ".repeat(1_000_001)))).toContain("larger than 1 MB");
  });
});

describe("the scanner of places in JSON", () => {
  test("takes exactly what JSON.parse takes", () => {
    const anyJson = fc.json({ maxDepth: 4 });
    const broken = fc
      .tuple(anyJson, fc.nat(), fc.constantFrom("", ",", '"', "{", "]", "\n", "\\", "1", "e", "é"))
      .map(
        ([json, at, put]) =>
          json.slice(0, at % json.length) + put + json.slice((at % json.length) + 1),
      );
    const demo = readFileSync(DEMO, "utf8");
    const brokenDemo = fc
      .tuple(fc.nat(demo.length - 1), fc.constantFrom("", ",", '"', "}", "[", "\t", "0"))
      .map(([at, put]) => demo.slice(0, at) + put + demo.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(anyJson, broken, brokenDemo), (text) => {
        expect(scanJson(text).kind).toBe(isJson(text) ? "json" : "broken");
      }),
      { numRuns: 2_000 },
    );
  });

  test("finds the line of every value", () => {
    const scanned = scanJson('{\n"a": [\n1,\n{"b c": null}\n]\n}');
    if (scanned.kind !== "json") throw new Error(scanned.reason);
    const paths = [[], ["a"], ["a", 0], ["a", 1], ["a", 1, "b c"], ["a", 7, "x"], ["none"]];
    expect(paths.map((path) => scanned.lineOf(path))).toEqual([1, 2, 3, 4, 4, 2, 1]);
  });
});

function aQuestion(rest: string): string {
  return `{"questions": [{"id": "a", ${rest}}]}`;
}

function aText(text: string): string {
  return aQuestion(`"kind": "text", "text": ${text}`);
}

function aChoice(choices: string): string {
  return aQuestion(`"kind": "choice", "text": "?",\n"choices": ${choices}`);
}

function aFile(text: string | Buffer): string {
  const path = join(tempFolder(), "questions.json");
  writeFileSync(path, text);
  return path;
}

function refusalOf(path: string): string {
  try {
    loadQuestionnaire(path);
  } catch (error) {
    expect(error).toBeInstanceOf(TellOperator);
    expect(error).toMatchObject({ code: "questionnaire_unusable" });
    return (error as Error).message;
  }
  throw new Error("This file should have been refused.");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
