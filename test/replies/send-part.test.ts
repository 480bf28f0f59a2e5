import { describe, expect, test } from "vitest";
import type { SendOutcome } from "../../src/channels/channel.ts";
import { createOpenLate } from "../../src/replies/open-late.ts";
import { createSendPart } from "../../src/replies/send-part.ts";
import { en as says } from "../../src/texts/en.ts";
import type { Work } from "../../src/store/work.ts";
import { ACCOUNT, LINE } from "../kit/a-message.ts";
import { aChannel } from "../kit/a-channel.ts";
import { collectLog } from "../kit/collect-log.ts";
import { inEnglish } from "../kit/in-english.ts";
import { aRequest, aSendingPart } from "../kit/in-conversation.ts";
import { openTestStore } from "../kit/open-test-store.ts";
import { readRows } from "../kit/read-rows.ts";
import { createTestClock } from "../kit/test-clock.ts";

test("a part goes from our number to the contact, once", async () => {
  const { sendFirst, channel, part, rows } = await aWorld(["Forty-two."]);
  expect(await sendFirst()).toEqual({ kind: "nothing" });
  const { partId, to, content } = part;
  expect(channel.sent).toEqual([{ partId, from: LINE, to, content, attempt: 1 }]);
  expect(rows()).toMatchObject([{ status: "sent", attempts: 1, error_code: null }]);
});

describe("a part that did not go out", () => {
  test.each<[string, SendOutcome, number]>([
    ["is tried again soon", { kind: "not_sent", code: "not_connected" }, 1_000],
    ["waits as long as it is told", notSent(17), 17_000],
    ["does not burn all its tries when it is told not to wait", notSent(0), 1_000],
    ["waits for the operator", repair("contact"), 1_000],
  ])("%s", async (_name, outcome, delayMs) => {
    const { sendFirst, clock, rows } = await aWorld(["one", "two"], [outcome]);
    expect(await sendFirst()).toEqual({ kind: "wait", until: clock.now() + delayMs });
    expect(rows()[0]).toMatchObject({
      status: "queued",
      error_code: outcome.kind !== "sent" && outcome.code,
    });
  });

  test("is tried sixteen times, ever later, and then left, so that others may follow", async () => {
    const outcomes = Array.from({ length: 16 }, () => notSent());
    const { sendFirst, sendNext, clock, channel } = await aWorld(["one", "two"], outcomes);
    const waitedMs: number[] = [];
    let work = await sendFirst();
    while (work.kind === "wait") {
      waitedMs.push(work.until - clock.now());
      await clock.advance(work.until - clock.now());
      work = await sendNext();
    }
    expect(waitedMs).toEqual([1, 2, 4, 8, 16, 32, ...Array(9).fill(60)].map((s) => s * 1_000));
    expect(channel.sent).toHaveLength(16);
    expect(textOf(work)).toBe("two");
  });

  test("is told to the operator, with the repair", async () => {
    const { sendFirst, entries } = await aWorld(["one"], [repair("contact")]);
    await sendFirst();
    expect(entries[0]).toMatchObject({ level: "error", message: "Look.", code: "20003" });
  });

  test.each<[string, SendOutcome, number]>([
    [
      "the provider is down",
      { kind: "not_now", code: "down", retryAfterSeconds: 10, concerns: "account" },
      10_000,
    ],
    ["the account has to be repaired", repair("account"), 60_000],
    ["it needs a long rest", repair("account", { retryAfterSeconds: 600 }), 600_000],
  ])("while %s keeps its tries", async (_name, outcome, delayMs) => {
    const { sendFirst, clock, rows } = await aWorld(["one"], [outcome]);
    expect(await sendFirst()).toEqual({ kind: "wait", until: clock.now() + delayMs });
    expect(rows()[0]).toMatchObject({ status: "queued", attempts: 0 });
  });

  test("because its account is no longer configured waits, and says so", async () => {
    const { sendFirst, entries } = await aWorld(["one"], [], { account: "AC2" });
    expect(await sendFirst()).toMatchObject({ kind: "wait" });
    expect(entries[0]).toMatchObject({ level: "error", code: "no_channel" });
  });
});

test("a part that is refused for good is left, and what follows it goes out", async () => {
  const refused = { kind: "refused", code: "21610", tooLong: false } as const;
  const { sendFirst, rows } = await aWorld(["one", "two"], [refused]);
  expect(textOf(await sendFirst())).toBe("two");
  expect(rows()[0]).toMatchObject({ status: "failed", error_code: "21610" });
});

test("a part whose outcome is unknown is looked up after two seconds, not sent again", async () => {
  const { sendFirst, clock, rows } = await aWorld(["one"], [{ kind: "unknown", code: "reset" }]);
  expect(await sendFirst()).toEqual({ kind: "wait", until: clock.now() + 2_000 });
  expect(rows()).toMatchObject([{ status: "unknown", attempts: 1, error_code: "reset" }]);
});

describe("a part that is too long after all", () => {
  const TOO_LONG = { kind: "refused", code: "21617", tooLong: true } as const;

  test("is cut in two, and all of it goes out before what follows", async () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(" ");
    const { sendFirst, sendNext, channel } = await aWorld([words, "the end"], [TOO_LONG]);
    let work = await sendFirst();
    while (work.kind === "send") work = await sendNext(work);
    const texts = channel.sent.slice(1).map(({ content }) => "text" in content && content.text);
    expect(texts).toHaveLength(3);
    expect(texts.slice(0, 2).join(" ")).toBe(words);
    expect(texts.at(-1)).toBe("the end");
  });

  test("again and again, is given up when there is hardly anything left to cut", async () => {
    const outcomes = Array.from({ length: 64 }, () => TOO_LONG);
    const { sendFirst, sendNext, channel } = await aWorld(["word ".repeat(80)], outcomes);
    let work = await sendFirst();
    while (work.kind === "send") work = await sendNext(work);
    expect(work).toEqual({ kind: "nothing" });
    expect(channel.sent.length).toBeLessThan(32);
  });

  test("and is short or a picture is left", async () => {
    const { sendFirst, rows } = await aWorld(["short"], [TOO_LONG]);
    expect(await sendFirst()).toEqual({ kind: "nothing" });
    expect(rows()).toMatchObject([{ status: "failed" }]);
  });
});

describe("a part that goes out long after it was written", () => {
  const minutes = (count: number) => count * 60_000;
  const later = async (world: Awaited<ReturnType<typeof aWorld>>, minutesLater: number) => {
    await world.sendFirst();
    await world.clock.advance(minutes(minutesLater));
    for (let work = await world.sendNext(); work.kind === "send";)
      work = await world.sendNext(work);
    return world.channel.sent.slice(1).map(({ content }) => "text" in content && content.text);
  };

  test("says so once, before everything else", async () => {
    const world = await aWorld(["one", "two"], [notSent()]);
    expect(await later(world, 31)).toEqual([`${says.late}\n\none`, "two"]);
    expect(world.rows()).toMatchObject([{ status: "sent" }, { status: "sent" }]);
  });

  test("says nothing when it is in time", async () => {
    expect(await later(await aWorld(["one"], [notSent()]), 29)).toEqual(["one"]);
  });

  test("does not say it twice", async () => {
    const late = `${says.late}\n\none`;
    expect(await later(await aWorld([late], [notSent()]), 31)).toEqual([late]);
  });

  test("says it with what can be chosen where there is room for it", async () => {
    const { store } = await openTestStore();
    const { channels } = aChannel({ canOffer: (text) => text.length < 100 });
    const clock = createTestClock();
    const lateAfterMs = minutes(30);
    const open = createOpenLate({ store, channels, clock, languageOf: inEnglish, lateAfterMs });
    const part = await aSendingPart(store);
    const offer = (text: string) => ({ kind: "choices" as const, text, choices: [] });
    await clock.advance(minutes(31));
    const opened = await open({ ...part, content: offer("Which one?") });
    expect(opened).toEqual([offer(`${says.late}\n\nWhich one?`)]);
    expect(await open({ ...part, content: offer("word ".repeat(20)) })).toBeUndefined();
  });

  test("says it in a message of its own length", async () => {
    const words = "word ".repeat(20).trim();
    const sent = await later(await aWorld([words], [notSent()], { maxTextLength: 100 }), 31);
    expect(sent.map((text) => text && text.length <= 100)).toEqual([true, true]);
    expect(sent.join(" ").replaceAll(/\s+/g, " ")).toBe(`${says.late} ${words}`);
  });
});

test("no word of a part and no address is logged", async () => {
  const { sendFirst, entries } = await aWorld(
    ["canary words"],
    [{ kind: "unknown", code: "reset" }],
  );
  await sendFirst();
  expect(entries).toMatchObject([{ level: "warn", message: "part unknown", code: "reset" }]);
  expect(JSON.stringify(entries)).not.toMatch(/canary|US\./);
});

/** A reply of these texts, its first part being sent. */
async function aWorld(
  texts: string[],
  outcomes: SendOutcome[] = [],
  { account = ACCOUNT, maxTextLength = 1600 } = {},
) {
  const { store, file } = await openTestStore();
  const part = await aSendingPart(store, texts);
  const clock = createTestClock();
  const { log, entries } = collectLog();
  const channel = aChannel({ account, maxTextLength });
  channel.outcomes.push(...outcomes);
  const { channels } = channel;
  const openLate = createOpenLate({
    store,
    channels,
    clock,
    languageOf: inEnglish,
    lateAfterMs: 30 * 60_000,
  });
  const sendPart = createSendPart({ store, channels, clock, log, openLate });
  const request = () => aRequest(part.conversationId, { now: clock.now() });
  const rows = () => readRows(file, "select * from messages where direction = 'outbound'");

  async function sendNext(claimed?: Work) {
    const work = claimed ?? (await store.claimWork(request()));
    return work.kind === "send" ? sendPart(work.part, request()) : work;
  }
  return {
    sendFirst: () => sendPart(part, request()),
    sendNext,
    part,
    channel,
    clock,
    rows,
    entries,
  };
}

function notSent(retryAfterSeconds?: number): SendOutcome {
  const named = retryAfterSeconds !== undefined && { retryAfterSeconds };
  return { kind: "not_sent", code: "20429", ...named };
}

function repair(
  concerns: "account" | "contact",
  named: { retryAfterSeconds?: number } = {},
): SendOutcome {
  return { kind: "tell_operator", code: "20003", message: "Look.", concerns, ...named };
}

function textOf(work: Work) {
  return work.kind === "send" && "text" in work.part.content ? work.part.content.text : work.kind;
}
