import { describe, expect, test } from "vitest";
import { META } from "../kit/accounts.ts";
import { endOfUnknown, settled, timesFor, type End } from "./end-of-unknown.ts";
import { startFastJourney, type FastJourney } from "./start-fast-journey.ts";

const ANA = "+15555550101";
const CREATE = `POST /v25.0/${META.phoneId}/messages`;

type Ambiguity = { what: string; spoil(journey: FastJourney): void; end: End };

/** Meta cannot be asked for what it was sent: only its statuses tell, by what we gave each message to carry. */
const AMBIGUITIES: Ambiguity[] = [
  {
    what: "Meta creates a reply, and the connection breaks before its answer",
    spoil: ({ toMeta }) => toMeta.spoil({ kind: "answer_reset" }, CREATE),
    end: "settled by its status",
  },
  {
    what: "Meta says 500, although it has created a reply, and its status comes half a minute later",
    spoil({ meta }) {
      meta.behaviour.sentAfterMs = 30_000 / timesFor("settled by its status");
      meta.faults.next("create", { kind: "created_then_500" });
    },
    end: "settled by its status",
  },
  {
    what: "a reply never reaches Meta, and nobody knows",
    spoil: ({ toMeta }) => toMeta.spoil({ kind: "reset_before_passing_on" }, CREATE),
    end: "sent again",
  },
];

describe("every reply comes once and in order, and later questions are answered, when", () => {
  // Not by test.each: it cuts long names.
  for (const { what, spoil, end } of AMBIGUITIES)
    test(what, async () => {
      const journey = await startFastJourney(timesFor(end), "meta");
      const { meta, database } = journey;
      const ana = meta.contact(ANA);
      spoil(journey);
      await ana.says("How many customers do we have?");
      await ana.says("What are our top products?");
      await meta.waitForMessages(ANA, 2, 20_000);
      await settled(journey, 2);

      const [first, second, ...others] = meta.messagesTo(ANA).map(({ body }) => body);
      expect([first, second]).toEqual([
        expect.stringMatching(/40 customers/),
        expect.stringMatching(/product/i),
      ]);
      expect(others).toEqual([]);
      expect(database.calls.ask).toBe(2);
      expect(endOfUnknown(journey)).toBe(end);
      // Two minutes; a little is lost between two looks at a clock that runs fast.
      if (end === "sent again") expect(waitedMs(journey)).toBeGreaterThan(110_000);
    });
});

/** In the server's time, from the moment when a part was first sent until it was sent again. */
function waitedMs({ server }: FastJourney): number {
  const [unknown, sent] = ["part unknown", "part sent"].map((wanted) =>
    server().lines.find(({ msg }) => msg === wanted),
  );
  const lostAt = Date.parse(String(unknown?.["time"])) - Number(unknown?.["sendMs"]);
  return Date.parse(String(sent?.["time"])) - lostAt;
}
