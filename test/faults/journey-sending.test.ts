import { describe, expect, test } from "vitest";
import { endOfUnknown, settled, timesFor, type End } from "./end-of-unknown.ts";
import { startFastJourney, type FastJourney } from "./start-fast-journey.ts";

const ANA = "+15555550101";
const CREATE = "POST /2010-04-01";

type Ambiguity = {
  what: string;
  spoil(journey: FastJourney): void;
  end: End;
};

const AMBIGUITIES: Ambiguity[] = [
  {
    what: "Twilio creates a reply, and the connection breaks before its answer",
    spoil: ({ toTwilio }) => toTwilio.spoil({ kind: "answer_reset" }, CREATE),
    end: "found",
  },
  {
    what: "Twilio says 500, although it has created a reply",
    spoil: ({ twilio }) => twilio.faults.next("create", { kind: "created_then_500" }),
    end: "found",
  },
  {
    what: "Twilio creates a reply, and never answers",
    spoil: ({ twilio }) => twilio.faults.next("create", { kind: "created_then_hang" }),
    end: "found",
  },
  {
    what: "Twilio creates a reply, its answer is lost, and its list lags 30 s",
    spoil({ twilio, toTwilio }) {
      twilio.behaviour.listLagMs = 30_000;
      toTwilio.spoil({ kind: "answer_reset" }, CREATE);
    },
    end: "found",
  },
  {
    what: "a reply never reaches Twilio, and nobody knows",
    spoil: ({ toTwilio }) => toTwilio.spoil({ kind: "reset_before_passing_on" }, CREATE),
    end: "sent again",
  },
  {
    what: "a reply is lost on a line that stays silent",
    spoil: ({ toTwilio }) => toTwilio.spoil({ kind: "silent_before_passing_on" }, CREATE),
    end: "sent again",
  },
  {
    what: "the status of a reply comes before an answer that never does",
    spoil({ twilio, toTwilio }) {
      twilio.behaviour.callbacks = "in_order";
      twilio.faults.next("create", { kind: "callback_before_answer" });
      toTwilio.spoil({ kind: "answer_reset" }, CREATE);
    },
    end: "settled by its status",
  },
];

describe("every reply comes once and in order, and later questions are answered, when", () => {
  // Not by test.each: it cuts long names.
  for (const { what, spoil, end } of AMBIGUITIES)
    test(what, async () => {
      const journey = await startFastJourney(timesFor(end));
      const { twilio, database } = journey;
      const ana = twilio.contact(ANA);
      twilio.behaviour.callbacks = "off";
      spoil(journey);
      await ana.says("How many customers do we have?");
      await ana.says("What are our top products?");
      await twilio.waitForMessages(ANA, 2, 20_000);
      await ana.says("What is the average order value?");
      await twilio.waitForMessages(ANA, 3);
      await settled(journey, 3);

      const [first, second, third, ...others] = twilio.messagesTo(ANA).map(({ body }) => body);
      expect([first, second, third]).toEqual([
        expect.stringMatching(/40 customers/),
        expect.stringMatching(/product/i),
        expect.stringMatching(/average/i),
      ]);
      expect(others).toEqual([]);
      expect(database.calls.ask).toBe(3);
      expect(endOfUnknown(journey)).toBe(end);
    });
});

describe("of two identical texts within a minute", () => {
  test.each([
    ["the second is found, and not taken for the first", "answer_reset", "found"],
    ["the second is missed, although the first is there", "reset_before_passing_on", "sent again"],
  ] as const)("%s", async (_what, kind, end) => {
    const journey = await startFastJourney(timesFor(end));
    const { twilio, toTwilio, server } = journey;
    const ana = twilio.contact(ANA);
    twilio.behaviour.callbacks = "off";
    await ana.says("How many customers do we have?");
    await server().waitForLine(({ msg }) => msg === "part sent");
    toTwilio.spoil({ kind }, CREATE);
    await ana.says("How many customers do we have?");
    await twilio.waitForMessages(ANA, 2, 20_000);
    await ana.says("What are our top products?");
    await twilio.waitForMessages(ANA, 3);
    await settled(journey, 3);

    const bodies = twilio.messagesTo(ANA).map(({ body }) => body);
    expect(bodies).toHaveLength(3);
    expect(bodies[1]).toBe(bodies[0]);
    expect(bodies[2]).toMatch(/product/i);
    expect(endOfUnknown(journey)).toBe(end);
  });
});
