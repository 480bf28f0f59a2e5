import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");
const files = globSync("**/*.ts", { cwd: SRC }).toSorted();

/** Which folder may import which; the files directly in src/ are open to all but where it says otherwise. */
const MAY_IMPORT: Record<string, string[]> = {
  settings: [],
  http: [],
  channels: ["http", "settings"],
  engines: ["http", "settings"],
  store: [],
  intake: ["channels", "store"],
  texts: [],
  queue: ["store"],
  replies: ["channels", "store", "texts"],
  turn: ["channels", "engines", "replies", "store", "texts"],
  metrics: ["channels", "engines", "queue", "store"],
  demo: [],
};

test("each folder imports only what it may", () => {
  expect(crossings().filter(({ from, to }) => !MAY_IMPORT[from]?.includes(to))).toEqual([]);
});

test("every folder stands in the table", () => {
  const folders = new Set(files.map(folderOf).filter(Boolean));
  expect([...folders].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
});

test("an adapter is reached only through its port", () => {
  const intruders = imports().filter(
    ({ file, target }) =>
      /^(channels|engines)\/[^/]+\//.test(target) &&
      dirname(file) !== dirname(target) &&
      !["main.ts", "build-channels.ts", "build-engines.ts"].includes(file),
  );
  expect(intruders).toEqual([]);
});

test("nothing imports main, and the nouns import nothing", () => {
  expect(imports().filter(({ target }) => target === "main.ts")).toEqual([]);
  expect(imports().filter(({ file }) => file === "nouns.ts")).toEqual([]);
});

test("only http.ts opens outgoing connections", () => {
  expect(filesWith(/from "undici"|\bfetch\(|from "(node:)?(https|net|tls|axios)"/)).toEqual([
    "http/connect-outside.ts", // a part of http.ts
    "http/http.ts",
    "http/public-address.ts", // only lists of addresses
    "listen.ts", // only a type
  ]);
  const users = imports().filter(({ target }) => target === "http/connect-outside.ts");
  expect(users.map(({ file }) => file)).toEqual(["http/http.ts"]);
});

test("only the store holds SQL, and only config.ts reads the environment", () => {
  expect(
    filesWith(/from "(kysely|better-sqlite3)"/).filter((file) => folderOf(file) !== "store"),
  ).toEqual([]);
  expect(filesWith(/process\.env/)).toEqual(["config.ts"]);
});

test("the tests find something to look at", () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports().length).toBeGreaterThan(100);
});

function crossings() {
  return imports()
    .map(({ file, target }) => ({ file, target, from: folderOf(file), to: folderOf(target) }))
    .filter(({ from, to }) => from !== to && from !== "" && to !== "");
}

function imports() {
  return files.flatMap((file) =>
    [...read(file).matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, path = ""]) => ({
      file,
      target: relative(SRC, join(SRC, dirname(file), path)),
    })),
  );
}

/** The stand-ins play the outside world: they may do what only single files may elsewhere. */
function filesWith(pattern: RegExp): string[] {
  return files.filter(
    (file) => folderOf(file) !== "demo" && pattern.test(withoutComments(read(file))),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

function read(file: string): string {
  return readFileSync(join(SRC, file), "utf8");
}

function folderOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] ?? "") : "";
}
