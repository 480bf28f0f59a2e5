import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/demo/askyourdatabase/faults.ts";
import { ANA } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

const LONGEST = { twilio: 1600, meta: 4096 };
const LINES = Array.from(
  { length: 240 },
  (_, index) => `Line ${index} of a long answer, with *words*.`,
);
const NUMBERS = LINES.map((_, index) => index);
const LONG: Fault = { kind: "stream", events: [{ isText: true, content: LINES.join("\n\n") }] };

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("a long answer is cut, and MORE brings the rest with no letter lost", async () => {
    const { provider, database } = await startJourney({}, { channel });
    database.faults.next("ask", LONG);
    const contact = provider.contact(ANA);
    await contact.says("Tell me everything");
    const bodies: string[] = [];
    for (let count = 1; count <= 10; count += 1) {
      const part = (await provider.waitForMessages(ANA, count)).at(-1);
      expect(part?.body.length).toBeLessThanOrEqual(LONGEST[channel]);
      bodies.push(part?.body ?? "");
      if (!part?.body.includes("*MORE*")) break;
      await contact.says(count % 2 ? "MORE" : "more");
    }
    expect(bodies.length).toBeGreaterThan(2);
    const words = bodies.map((body) => body.replace("_Reply *MORE* for the rest._", "")).join("\n");
    expect(words.match(/Line \d+ of a long answer, with _words_\./g)).toHaveLength(LINES.length);
    expect(database.asked).toHaveLength(1);

    await contact.says("More");
    const afterTheEnd = (await provider.waitForMessages(ANA, bodies.length + 1)).at(-1);
    expect(afterTheEnd?.body).toMatch(/everything/);
  });

  test("with LONG_ANSWERS=split all parts come at once, in order", async () => {
    const { provider, database } = await startJourney({ LONG_ANSWERS: "split" }, { channel });
    database.faults.next("ask", LONG);
    await provider.contact(ANA).says("Tell me everything");
    await expect.poll(() => numbersIn(provider.messagesTo(ANA))).toEqual(NUMBERS);
    expect(provider.messagesTo(ANA).length).toBeGreaterThan(2);
  });
});

test("what Twilio finds too long is cut again, before what follows it", async () => {
  const { twilio, database } = await startJourney({ LONG_ANSWERS: "split" });
  database.faults.next("ask", LONG);
  twilio.faults.next("create", { kind: "error", code: 21617 });
  await twilio.contact(ANA).says("Tell me everything");
  await expect.poll(() => numbersIn(twilio.messagesTo(ANA))).toEqual(NUMBERS);
});

function numbersIn(parts: { body: string }[]): number[] {
  const found = parts.flatMap(({ body }) => [...body.matchAll(/Line (\d+) of/g)]);
  return found.map(([, number]) => Number(number));
}
