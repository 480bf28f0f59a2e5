import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { LookUp } from "../../src/channels/channel.ts";
import { createLookUpPart } from "../../src/replies/look-up-part.ts";
import { aProviderId } from "../kit/a-message.ts";
import { aChannel } from "../kit/a-channel.ts";
import { collectLog } from "../kit/collect-log.ts";
import { aRequest, aSendingPart, thePart } from "../kit/in-conversation.ts";
import { openTestStore } from "../kit/open-test-store.ts";
import { readRows } from "../kit/read-rows.ts";
import { createTestClock } from "../kit/test-clock.ts";

const ABSENT: LookUp = { kind: "absent" };

describe("a part that is looked up", () => {
  test.each(["sent", "delivered", "read", "failed"] as const)(
    "and found is ours, as %s, and what follows goes out",
    async (status) => {
      const { lookUp, rows } = await aWorld();
      const providerId = aProviderId();
      const next = await lookUp({ kind: "found", providerId, status });
      expect(thePart(next).content).toEqual({ kind: "text", text: "two" });
      expect(rows()[0]).toMatchObject({ status, provider_id: providerId, attempts: 1 });
    },
  );

  test("and not found is looked up again and again for two minutes", async () => {
    const { lookUp, clock } = await aWorld();
    const waitedMs: number[] = [];
    for (let work = await lookUp(ABSENT); work.kind === "wait"; work = await lookUp(ABSENT)) {
      waitedMs.push(work.until - clock.now());
      await clock.advance(work.until - clock.now());
      if (waitedMs.length > 50) throw new Error("It is looked up for ever.");
    }
    expect(waitedMs.slice(0, 4)).toEqual([2_000, 2_000, 2_000, 3_000]);
    expect(Math.max(...waitedMs)).toBeLessThanOrEqual(30_000);
    const totalMs = waitedMs.reduce((sum, ms) => sum + ms);
    expect(totalMs).toBeGreaterThanOrEqual(120_000);
    expect(totalMs).toBeLessThan(150_000);
  });

  test("and is still not there after two minutes is sent again, once, and that is counted", async () => {
    const { lookUp, clock, rows } = await aWorld();
    await clock.advance(120_000);
    const resent = thePart(await lookUp(ABSENT));
    expect(resent).toMatchObject({ attempt: 2, resends: 1 });
    expect(rows()[0]).toMatchObject({ status: "sending", resends: 1 });
  });

  test("and was sent again already is left as failed, and what follows goes out", async () => {
    const { lookUp, clock, rows } = await aWorld();
    await clock.advance(120_000);
    await lookUp(ABSENT);
    await clock.advance(120_000);
    const next = await lookUp(ABSENT);
    expect(thePart(next).content).toEqual({ kind: "text", text: "two" });
    expect(rows()[0]).toMatchObject({ status: "failed", error_code: "unknown_outcome" });
  });

  test.each([
    ["cannot be asked", new Error("canary")],
    ["is no longer configured", undefined],
  ])("at a provider that %s is never sent again", async (_name, answer) => {
    const { lookUp, clock } = await aWorld(answer === undefined ? "AC2" : undefined);
    for (let minute = 0; minute < 10; minute += 1) {
      const work = await lookUp(answer ?? ABSENT);
      expect(work).toMatchObject({ kind: "wait" });
      await clock.advance(60_000);
    }
  });

  test("and is an operator's is not sent again by itself, and is given up after six hours", async () => {
    const { lookUp, clock, rows, writtenByOperator } = await aWorld();
    writtenByOperator();
    for (let halfHour = 0; halfHour <= 12; halfHour += 1) {
      expect(await lookUp(ABSENT)).toMatchObject({ kind: "wait" });
      await clock.advance(30 * 60_000);
    }
    expect(thePart(await lookUp(ABSENT)).content).toEqual({ kind: "text", text: "two" });
    expect(rows()[0]).toMatchObject({ status: "failed", resends: 0, error_code: "unresolved" });
  });

  test("is told apart from parts that are known, and cannot be older than it was written", async () => {
    const { lookUp, asked, part } = await aWorld();
    await lookUp(ABSENT);
    const { partId, from, to, content, attempt, createdAt } = part;
    const lost = {
      partId,
      from,
      to,
      content,
      attempt,
      since: createdAt,
      knownProviderIds: new Set(),
    };
    expect(asked).toEqual([lost]);
  });
});

test("no word and no address is logged, also when it goes wrong", async () => {
  const { lookUp, entries } = await aWorld();
  await lookUp(new Error("canary"));
  expect(entries.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^part could not be looked up.*check that the provider/),
    "part looked up",
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/canary|US\.|one/);
});

/** A reply of two parts; the first was being sent when its outcome was lost. */
async function aWorld(account?: string) {
  const { store, file } = await openTestStore();
  const part = await aSendingPart(store, ["one", "two"]);
  const clock = createTestClock();
  const { log, entries } = collectLog();
  const asked: unknown[] = [];
  let answer: LookUp | Error = ABSENT;
  const channel = aChannel({
    ...(account !== undefined && { account }),
    async lookUp(lost) {
      asked.push(lost);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const lookUpPart = createLookUpPart({ store, channels: channel.channels, clock, log });
  const request = () => aRequest(part.conversationId, { now: clock.now() });
  const rows = () => readRows(file, "select * from messages where direction = 'outbound'");

  async function lookUp(found: LookUp | Error) {
    answer = found;
    const work = await store.claimWork(request());
    return lookUpPart(thePart(work, "look_up"), request());
  }
  function writtenByOperator() {
    const database = new Database(file);
    database.prepare("update messages set turn_id = null where id = ?").run(part.partId);
    database.close();
  }
  return { lookUp, part, asked, clock, rows, entries, writtenByOperator };
}
