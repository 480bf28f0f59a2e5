import { describe, expect, test } from "vitest";
import { keepSessions } from "../src/keep-sessions.ts";
import { createSeal } from "../src/seal.ts";
import { aConversation } from "./kit/in-conversation.ts";
import { openTestStore } from "./kit/open-test-store.ts";
import { readRows } from "./kit/read-rows.ts";
import { createTestClock } from "./kit/test-clock.ts";

const TEXT = '{"cookie":"a token, and 👋"}';

describe("what is sealed", () => {
  const { seal, open } = createSeal("the secret of the environment", "engine sessions");

  test.each([TEXT, "", "x".repeat(100_000)])("opens again", (text) => {
    expect(open(seal(text))).toBe(text);
  });

  test("is not readable, and never looks the same twice", () => {
    const [one, two] = [seal(TEXT), seal(TEXT)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, "base64").includes("token")).toBe(false);
  });

  test("does not open with another secret, or for another purpose", () => {
    expect(createSeal("another secret", "engine sessions").open(seal(TEXT))).toBeUndefined();
    expect(createSeal("the secret of the environment", "others").open(seal(TEXT))).toBeUndefined();
  });

  test("does not open when any of its bytes was changed", () => {
    const bytes = Buffer.from(seal(TEXT), "base64");
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(open(changed.toString("base64"))).toBeUndefined();
    }
  });

  test.each(["", "AAAA", "not sealed at all", TEXT])(
    "%j does not open, and nothing breaks",
    (text) => {
      expect(open(text)).toBeUndefined();
    },
  );

  test("does not open when it was cut short", () => {
    const bytes = Buffer.from(seal(TEXT), "base64");
    for (let length = 0; length < bytes.length; length += 1)
      expect(open(bytes.subarray(0, length).toString("base64"))).toBeUndefined();
  });
});

describe("an engine's session", () => {
  test("lies sealed in the database, and comes back until it expires", async () => {
    const { sessions, file, clock, conversationId } = await aKeeper();
    await sessions.save(conversationId, TEXT, clock.now() + 1_000);
    expect(await sessions.load(conversationId)).toBe(TEXT);
    expect(JSON.stringify(readRows(file, "select * from sessions"))).not.toContain("token");
    await clock.advance(1_000);
    expect(await sessions.load(conversationId)).toBeUndefined();
  });

  test("is simply not there when the secret was changed, or when it was dropped", async () => {
    const { sessions, clock, conversationId, withSecret } = await aKeeper();
    await sessions.save(conversationId, TEXT, clock.now() + 1_000);
    expect(await withSecret("a new secret").load(conversationId)).toBeUndefined();
    await sessions.drop(conversationId);
    expect(await sessions.load(conversationId)).toBeUndefined();
  });
});

async function aKeeper() {
  const { store, file } = await openTestStore();
  const clock = createTestClock();
  const withSecret = (secret: string) =>
    keepSessions({ store, clock, seal: createSeal(secret, "test"), engine: "askyourdatabase" });
  const conversationId = await aConversation(store);
  return { sessions: withSecret("a secret"), withSecret, file, clock, conversationId };
}
