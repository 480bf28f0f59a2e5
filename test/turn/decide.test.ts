import { describe, expect, test } from "vitest";
import type { Content } from "../../src/nouns.ts";
import type { BegunTurn } from "../../src/store/work.ts";
import { en as texts } from "../../src/texts/en.ts";
import { decide } from "../../src/turn/decide.ts";
import { ANA, BEN, HIDDEN } from "../kit/a-message.ts";
import { aBegunTurn } from "../kit/a-turn.ts";

const text = (text: string): Content => ({ kind: "text", text });
const image = {
  kind: "media" as const,
  text: "what is this?",
  items: [{ url: "https://a.example/1", contentType: "image/jpeg" }],
} satisfies Content;
const location: Content = { kind: "location", latitude: 1, longitude: 2 };
const unsupported = (reason: string) => ({
  kind: "ignore",
  reason: `unsupported: ${reason}`,
  text: texts.unsupported,
});

const BLANK = { kind: "ignore", reason: "blank" };

const NOON = Date.parse("2026-11-20T12:00:00Z");
const LIMITS = { messagesPerMinute: 20, contactAnswersPerDay: 200, businessAnswersPerDay: 0 };
const RULES = { limits: LIMITS, texts };
const only = (...allowedContacts: string[]) => ({ ...RULES, allowedContacts });

describe("what is done with a turn", () => {
  test.each<[string, Content[], object]>([
    ["a question is asked", [text("How many?")], { kind: "ask", text: "How many?" }],
    [
      "several messages are one question, a line each",
      [text(" Hi "), text("how many?")],
      { kind: "ask", text: "Hi\nhow many?" },
    ],
    [
      "a pressed button is asked by its label",
      [{ kind: "button", text: "Top products", payload: "top:5" }],
      { kind: "ask", text: "Top products", payload: "top:5" },
    ],
    ["what can be read of it is asked", [location, text("here")], { kind: "ask", text: "here" }],
    [
      "MORE is a command",
      [text("More!")],
      { kind: "command", command: { name: "more", isBare: true }, text: "More!" },
    ],
    ["a picture cannot be read yet", [image], unsupported("media")],
    ["a place cannot be read", [location], unsupported("location")],
    ["a card cannot be read", [{ kind: "contacts", items: [] }], unsupported("contacts")],
    ["a sticker is named", [{ kind: "unsupported", type: "sticker" }], unsupported("sticker")],
    ["nothing but blanks is nothing", [text(" \n ")], BLANK],
    ["nor is what nobody sees", [text("\u200B\uFEFF \u2060\u200E\u00A0")], BLANK],
    ["a blank beside a picture changes nothing", [text(" "), image], unsupported("media")],
  ])("%s", (_name, contents, expected) => {
    expect(decide(aBegunTurn(contents), RULES, NOON)).toEqual(expected);
  });

  test.each([
    ["the eighth try is made", { attempt: 8 }, "ask"],
    ["a ninth is not", { attempt: 9 }, "give_up"],
    ["the process died of it twice: once more", { deaths: 2 }, "ask"],
    ["the process died of it three times", { deaths: 3 }, "give_up"],
    ["a line that is not ours is not answered", { lineEnabled: false }, "ignore"],
  ])("%s", (_name, changes, kind) => {
    expect(decide(aBegunTurn(undefined, changes), RULES, NOON).kind).toBe(kind);
  });

  test("what only happened is kept and nothing is said to it", () => {
    const reaction: Content = { kind: "event", type: "reaction" };
    const decision = decide(aBegunTurn([reaction]), RULES, NOON);
    expect(decision).toEqual({ kind: "ignore", reason: "event: reaction" });
    expect(decide(aBegunTurn([reaction, text("Hi")]), RULES, NOON)).toMatchObject({ text: "Hi" });
    expect(decide(aBegunTurn([reaction, image]), RULES, NOON)).toEqual(unsupported("media"));
  });

  test("who changes a question is told to send it again, whether or not we see the change", () => {
    const told = { kind: "ignore", reason: "unsupported: edit", text: texts.edited };
    const edit: Content = { kind: "event", type: "edit", detail: "How many?" };
    expect(decide(aBegunTurn([edit]), RULES, NOON)).toEqual(told);
    const unseen: Content = { kind: "unsupported", type: "edit" };
    expect(decide(aBegunTurn([unseen]), RULES, NOON)).toEqual(told);
    expect(decide(aBegunTurn([edit, text("Hi")]), RULES, NOON)).toMatchObject({ text: "Hi" });
  });

  test("on a line that is not ours nobody is told anything", () => {
    const decision = decide(aBegunTurn(undefined, { lineEnabled: false }), only(BEN), NOON);
    expect(decision).toEqual({ kind: "ignore", reason: "unknown_line" });
  });

  test("what an operator has taken over is theirs to answer, but STOP and START are obeyed", () => {
    const says = (words: string) => decide(aBegunTurn([text(words)], { held: true }), RULES, NOON);
    expect(says("How many?")).toEqual({ kind: "hand_over" });
    expect(says("MORE")).toEqual({ kind: "hand_over" });
    expect(says("stop")).toMatchObject({ kind: "command", command: { name: "stop" } });
    expect(says("start")).toMatchObject({ kind: "command", command: { name: "start" } });
  });

  test("only contacts on the list may ask, when there is one", () => {
    expect(decide(aBegunTurn(), only(ANA), NOON).kind).toBe("ask");
    expect(decide(aBegunTurn(), only(BEN), NOON)).toEqual({
      kind: "ignore",
      reason: "not_allowed",
      text: texts.notAllowed,
      tellsLimit: true,
    });
    const told = { use: { ...aBegunTurn().use, limitToldAt: NOON } };
    expect(decide(aBegunTurn(undefined, told), only(BEN), NOON)).not.toHaveProperty("text");
    expect(decide(aBegunTurn([text("MORE")]), only(), NOON).kind).toBe("ignore");
  });

  test("a contact on the list may ask from whatever address it writes", () => {
    const contact = { ...aBegunTurn().contact, address: HIDDEN, addresses: [ANA, HIDDEN] };
    const turn = aBegunTurn(undefined, { contact });
    expect(decide(turn, only(ANA), NOON).kind).toBe("ask");
    expect(decide(turn, only(BEN, HIDDEN), NOON).kind).toBe("ask");
    expect(decide(turn, only(BEN), NOON).kind).toBe("ignore");
  });
});

describe("a contact who has had enough, or too much", () => {
  const used = (use: Partial<BegunTurn["use"]>, words = "How many?") =>
    aBegunTurn([text(words)], { use: { ...aBegunTurn().use, ...use } });

  test.each<[string, Partial<BegunTurn["use"]>, string | undefined]>([
    ["twenty messages in a minute are fine", { messagesInMinute: 20 }, undefined],
    ["more are not", { messagesInMinute: 21 }, "limit: minute"],
    ["fifty in ten minutes are fine", { messagesInTenMinutes: 50 }, undefined],
    ["who goes on is a program", { messagesInTenMinutes: 51 }, "limit: loop"],
    ["the answers of a day are counted", { contactAnswersToday: 200 }, "limit: contact"],
    ["those of all contacts only when it is asked for", { businessAnswersToday: 9e6 }, undefined],
  ])("%s", (_name, use, reason) => {
    const decision = decide(used(use), RULES, NOON);
    expect(decision.kind === "ignore" ? decision.reason : undefined).toBe(reason);
  });

  test("the business may have a limit of its own", () => {
    const rules = { texts, limits: { ...LIMITS, businessAnswersPerDay: 10 } };
    expect(decide(used({ businessAnswersToday: 9 }), rules, NOON).kind).toBe("ask");
    expect(decide(used({ businessAnswersToday: 10 }), rules, NOON)).toMatchObject({
      reason: "limit: business",
    });
  });

  test("is told once an hour", () => {
    const told = (limitToldAt: number | undefined) =>
      decide(used({ messagesInMinute: 99, limitToldAt }), RULES, NOON);
    expect(told(undefined)).toMatchObject({ text: texts.limit.minute, tellsLimit: true });
    expect(told(NOON - 3_600_000)).not.toHaveProperty("text");
    expect(told(NOON - 3_600_001)).toHaveProperty("text");
  });

  test("may always say STOP, and then is left alone until START", () => {
    expect(decide(used({ messagesInMinute: 99 }, "stop"), RULES, NOON)).toMatchObject({
      command: { name: "stop" },
    });
    const { contact } = aBegunTurn();
    const optedOut = { contact: { ...contact, optedOut: true } };
    const says = (words: string) => decide(aBegunTurn([text(words)], optedOut), RULES, NOON);
    expect(says("How many?")).toEqual({ kind: "ignore", reason: "opted_out" });
    expect(says("STOP")).toEqual({ kind: "ignore", reason: "opted_out" });
    const now = { contact: { ...optedOut.contact, optsOut: true } };
    expect(decide(aBegunTurn([text("STOP")], now), RULES, NOON).kind).toBe("command");
    expect(decide(aBegunTurn([text("Hi")], now), RULES, NOON).kind).toBe("ignore");
    expect(says("Start")).toMatchObject({ kind: "command", command: { name: "start" } });
    const since = { contact: { ...optedOut.contact, optedOutSince: true } };
    expect(decide(aBegunTurn([text("Start")], since), RULES, NOON).kind).toBe("ignore");
    const crowded = used({ messagesInMinute: 99 }, "start");
    expect(decide({ ...crowded, ...optedOut }, RULES, NOON).kind).toBe("command");
  });
});
