import { expect, test } from "vitest";
import type { SendOutcome } from "../../../src/channels/channel.ts";
import { ANA } from "../../kit/a-message.ts";
import { anOutgoingPart } from "../../kit/an-outgoing-part.ts";
import type { SendFault, StartProvider } from "../channel.contract.ts";

const CODE = expect.stringMatching(/^[\w-]{1,40}$/);

export function sendingContract(start: StartProvider) {
  test("a text arrives as it is, and its id at the provider is known", async () => {
    const { channel, from, arrived } = await start();
    const text = '*Sales* of "Ana & Co"\n\n- 50% + 1 👋🏽 é';
    const outcome = await channel.send(anOutgoingPart(from, { content: { kind: "text", text } }));
    expect(outcome).toEqual({ kind: "sent", providerId: expect.stringMatching(/\w{10,}/) });
    expect(arrived(ANA)).toEqual([text]);
  });

  test("a picture arrives as a picture", async () => {
    const { channel, from, arrived } = await start();
    const url = "https://charts.example/1.png?a=b&c=d";
    const outcome = await channel.send(anOutgoingPart(from, { content: { kind: "picture", url } }));
    expect(outcome.kind).toBe("sent");
    expect(arrived(ANA)).toEqual([url]);
  });

  test("a text of the longest length is taken", async () => {
    const { channel, from } = await start();
    const text = "x".repeat(channel.maxTextLength);
    const outcome = await channel.send(anOutgoingPart(from, { content: { kind: "text", text } }));
    expect(outcome.kind).toBe("sent");
  });

  test("a text that is longer is refused as too long", async () => {
    const { channel, from, arrived } = await start();
    const text = "x".repeat(channel.maxTextLength + 1);
    const outcome = await channel.send(anOutgoingPart(from, { content: { kind: "text", text } }));
    expect(outcome).toEqual({ kind: "refused", code: CODE, tooLong: true });
    expect(arrived(ANA)).toEqual([]);
  });

  test("a contact whose number is hidden is reached", async () => {
    const { channel, from, arrived } = await start();
    await channel.send(anOutgoingPart(from, { to: "US.13491208655302741918" }));
    expect(arrived("US.13491208655302741918")).toHaveLength(1);
  });

  const WORDS = expect.stringMatching(/[A-Z]+_[A-Z_]+/);
  const FOR_THE_OPERATOR = {
    kind: "tell_operator" as const,
    code: CODE,
    message: WORDS,
    concerns: "account" as const,
  };
  test.each<[SendFault, object, number]>([
    ["refused", { kind: "refused", code: CODE, tooLong: false }, 0],
    // Some providers mean a time of their own where they name none.
    ["busy", expect.objectContaining({ kind: "not_sent", code: CODE }), 0],
    ["busy_for_7_seconds", { kind: "not_sent", code: CODE, retryAfterSeconds: 7 }, 0],
    ["busy_until_a_date", { kind: "not_sent", code: CODE, retryAfterSeconds: 60 }, 0],
    ["busy_for_absurdly_long", { kind: "not_sent", code: CODE, retryAfterSeconds: 3_600 }, 0],
    ["setting_wrong", FOR_THE_OPERATOR, 0],
    ["credentials_wrong", FOR_THE_OPERATOR, 0],
    ["reset_before", { kind: "unknown", code: CODE }, 0],
    ["created_then_reset", { kind: "unknown", code: CODE }, 1],
    ["created_then_silence", { kind: "unknown", code: CODE }, 1],
    ["created_then_5xx", { kind: "unknown", code: CODE }, 1],
    ["5xx", { kind: "unknown", code: CODE }, 0],
    ["page_in_place_of_an_answer", { kind: "unknown", code: CODE }, 0],
  ])("%s has its own outcome, and is tried once", async (fault, expected, count) => {
    const { channel, from, spoil, arrived } = await start();
    spoil(fault);
    expect(await channel.send(anOutgoingPart(from))).toEqual(expected);
    expect(arrived(ANA)).toHaveLength(count);
    expect((await channel.send(anOutgoingPart(from))).kind).toBe("sent");
  });

  test("a provider that cannot be reached was certainly sent nothing", async () => {
    const { channel, from } = await start({ unreachable: true });
    const outcome = await channel.send(anOutgoingPart(from));
    expect(outcome).toEqual({ kind: "not_sent", code: "not_connected" });
  });

  test("no outcome says what was written, or to whom", async () => {
    const { channel, from, spoil } = await start();
    const outcomes: SendOutcome[] = [];
    for (const fault of ["refused", "busy", "setting_wrong", "5xx", "reset_before"] as const) {
      spoil(fault);
      const content = { kind: "text", text: "canary" } as const;
      outcomes.push(await channel.send(anOutgoingPart(from, { content })));
    }
    expect(JSON.stringify(outcomes)).not.toMatch(/canary|5555550101/);
  });
}
