import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { bugs } from "./bugs.ts";
import { occurrences } from "./occurrences.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const tests = globSync("test/**/*.ts", { cwd: ROOT })
  .filter((file) => !file.startsWith("test/planted-bugs/"))
  .map(read)
  .join("\n");

describe("a planted bug", () => {
  test.each(bugs)("still finds its place: $name", ({ file, find, replace, testFile, test }) => {
    expect(occurrences(read(file), find)).toBe(1);
    expect(replace).not.toBe(find);
    expect(read(testFile)).not.toBe("");
    expect([test, tests.includes(titleOf(test))]).toEqual([test, true]);
  });

  test("has a name of its own", () => {
    expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length);
  });
});

/** What stands in the source of a test that is named after its row. */
function titleOf(name: string): string {
  return name.split(": ")[0] ?? name;
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}
