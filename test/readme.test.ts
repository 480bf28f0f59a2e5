import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { settings, settingsOfLaterVersions } from "../src/settings/settings.ts";
import { startJourney } from "./kit/start-journey.ts";

const root = resolve(import.meta.dirname, "..");
const readme = readFileSync(resolve(root, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

test("every npm command of the README exists", () => {
  const named = [...readme.matchAll(/npm (?:run )?([a-z-]+)/g)].map(([, name = ""]) => name);
  const own = named.filter((name) => name !== "ci");
  expect(own.length).toBeGreaterThan(5);
  expect(own.filter((name) => !(name in scripts))).toEqual([]);
});

test("every script of the contract exists", () => {
  expect(Object.keys(scripts)).toEqual(
    expect.arrayContaining(["start", "demo", "dev", "test", "check", "bench"]),
  );
});

test("every file and picture the README names exists", () => {
  const named = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)|`(src\/[^`<]*|test)\/?`/g)].map(
    ([, link, folder]) => link ?? folder ?? "",
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
});

test("the settings table names every setting that has an effect, in order", () => {
  const table = readme.slice(readme.indexOf("## Settings"), readme.indexOf("## What it promises"));
  const named = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, keys = ""]) =>
    [...keys.matchAll(/`([A-Z_]+)`/g)].map(([, key]) => key),
  );
  const later = new Set(settingsOfLaterVersions);
  expect(named).toEqual(Object.keys(settings.shape).filter((name) => !later.has(name)));
});

test("every route of the README answers", async () => {
  const { server } = await startJourney({}, { channel: "both" });
  const routes = [...readme.matchAll(/`(GET|POST) (\/[a-z/]+)`/g)];
  expect(routes.length).toBe(8);
  for (const [, method = "", path = ""] of routes) {
    const { status } = await fetch(server().url + path, { method });
    // The handshake wants its word.
    const expected = path === "/webhook" ? 403 : 200;
    if (method === "GET") expect([path, status]).toEqual([path, expected]);
    expect(status).not.toBe(404);
  }
});
