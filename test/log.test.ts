import { readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import { createScrub } from "../src/scrub.ts";
import { tempFolder } from "./kit/temp-folder.ts";

const ACCOUNT_SID = "AC00000000000000000000000000000001";
const TOKEN = "0123456789abcdef0123456789abcdef";
const KEY = "sk/live+a=very$secret(key)";
const NUMBER = "15555550101";
const USER_ID = "US.13491208655302741918";

describe("log files", () => {
  test("hold one JSON line for each entry, with its time", async () => {
    const logDir = join(tempFolder(), "new", "logs");
    const { log, flush } = await createLog({
      logDir,
      logLevel: "info",
      secrets: [],
      pretty: false,
    });
    log.debug({ partId: 1 }, "too quiet");
    log.info({ partId: 2 }, "part sent");
    await flush();
    const lines = linesOf(logDir);
    expect(lines).toEqual([
      { level: 30, time: expect.stringMatching(/^\d{4}-.*Z$/), partId: 2, msg: "part sent" },
    ]);
  });

  test("are begun anew after 5 MB; the newest is current.log, and old ones go", async () => {
    const logDir = tempFolder();
    for (let number = 1; number <= 30; number += 1)
      writeFileSync(join(logDir, `askline.${number}.log`), "old\n");
    const { log, flush } = await createLog({
      logDir,
      logLevel: "info",
      secrets: [],
      pretty: false,
    });
    const filling = "words ".repeat(2_000);
    for (let count = 0; count < 500; count += 1) log.info({ filling }, "much");
    await expect.poll(() => filesIn(logDir).length, { timeout: 10_000 }).toBeLessThanOrEqual(11);
    log.info({}, "the last line");
    await flush();
    const newest = filesIn(logDir).at(-1);
    expect(newest?.number).toBe(31);
    expect(readlinkSync(join(logDir, "current.log"))).toBe(newest?.name);
    expect(readFileSync(join(logDir, "current.log"), "utf8")).toContain("the last line");
    for (const { name } of filesIn(logDir))
      expect(statSync(join(logDir, name)).size).toBeLessThan(7_000_000);
  });

  test("hold no secret and no number, wherever they were put", async () => {
    const logDir = tempFolder();
    const secrets = [TOKEN, KEY];
    const { log, flush } = await createLog({ logDir, logLevel: "trace", secrets, pretty: false });
    const error = new Error(`POST ${KEY} for +${NUMBER}`, { cause: new Error(TOKEN) });
    log.error({ err: error, deep: [{ er: { Authorization: basic(ACCOUNT_SID, TOKEN) } }] }, "oops");
    log.info({ [`+${NUMBER}`]: TOKEN }, `whatsapp:+${NUMBER} said hello with ${TOKEN}`);
    await flush();
    const text = readFileSync(join(logDir, "current.log"), "utf8");
    for (const canary of [NUMBER, TOKEN, KEY, basic(ACCOUNT_SID, TOKEN)])
      expect(text).not.toContain(canary);
    expect(linesOf(logDir)).toHaveLength(2);
  });
});

describe("a log line without", () => {
  const scrub = createScrub([TOKEN, KEY]);

  test.each([
    `+${NUMBER}`,
    NUMBER,
    `whatsapp:+${NUMBER}`,
    `whatsapp:${NUMBER}`,
    `To=%2B${NUMBER}&`,
    `To=whatsapp%3A%2B${NUMBER}&From=whatsapp%3a%2b${NUMBER}`,
    `to +${NUMBER}, please`,
    `https://wa.me/${NUMBER}`,
    `tel:+${NUMBER}`,
    `line one\n${NUMBER}\tline two`,
    `_${NUMBER}_`,
    `(+${NUMBER})`,
  ])("a number keeps nothing of it: %j", (text) => {
    expect(scrub(JSON.stringify({ msg: text }))).not.toContain(NUMBER);
  });

  test.each([USER_ID, `whatsapp:${USER_ID}`, `whatsapp%3A${USER_ID}`])(
    "a user id keeps nothing of it: %s",
    (text) => {
      expect(scrub(JSON.stringify({ msg: text }))).not.toContain("13491208655302741918");
    },
  );

  test.each([
    ["plain", KEY],
    ["in a URL", `https://a.example/?key=${encodeURIComponent(KEY)}&b`],
    ["as a password", basic("", KEY)],
    ["as a password of an account", basic(ACCOUNT_SID, KEY)],
    ["as a password of a short name", basic("me", KEY)],
    ["as a password of a longer name", basic("me too", KEY)],
    ["twice", `${KEY}${KEY}`],
  ])("a secret keeps nothing of it: %s", (_name, text) => {
    const line = scrub(JSON.stringify({ msg: text }));
    expect(line).toContain("[secret]");
    for (const canary of [KEY, "very$secret", encodeURIComponent(KEY)])
      expect(decoded(line)).not.toContain(canary);
  });

  test("a secret that JSON writes in another way keeps nothing of it", () => {
    const secret = 'a "quoted" \\ secret';
    const line = createScrub([secret])(JSON.stringify({ msg: `key ${secret}.` }));
    expect((JSON.parse(line) as { msg: string }).msg).not.toContain("quoted");
  });

  test("either is still a line for machines, also with long numbers in it", () => {
    const line = scrub(JSON.stringify({ at: 1_763_600_000_000, list: [12_345_678], msg: NUMBER }));
    expect(() => JSON.parse(line)).not.toThrow();
  });
});

test("what is no secret and no number stays as it is", () => {
  const scrub = createScrub(["short", TOKEN]);
  const line = JSON.stringify({
    level: 30,
    time: "2026-11-21T12:00:00.123Z",
    providerId: "SM00000000000000000000000000000001",
    other: `MM${"1234567890".repeat(3)}12`,
    account: ACCOUNT_SID,
    port: 50_000,
    messageId: 1_234_567,
    conversationId: 42,
    partId: 9_999_999,
    engineMs: 119_999,
    code: "63016",
    at: ["at send (file:///srv/askline/src/http.ts:188:12)"],
    msg: "a short word",
  });
  expect(scrub(line)).toBe(line);
});

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}

/** The line as it is, and everything in it that somebody could take for base64, read. */
function decoded(line: string): string {
  const words = line.match(/[A-Za-z0-9+/=]{8,}/g) ?? [];
  const read = words.flatMap((word) =>
    [0, 1, 2, 3].map((start) => Buffer.from(word.slice(start), "base64").toString("latin1")),
  );
  return [line, ...read].join("\n");
}

function linesOf(logDir: string): unknown[] {
  const text = readFileSync(join(logDir, "current.log"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

function filesIn(logDir: string) {
  const files = readdirSync(logDir).flatMap((name) => {
    const [, number] = /^askline\.(\d+)\.log$/.exec(name) ?? [];
    return number === undefined ? [] : [{ name, number: Number(number) }];
  });
  return files.sort((left, right) => left.number - right.number);
}
