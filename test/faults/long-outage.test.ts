import { expect, test } from "vitest";
import { startFastJourney } from "./start-fast-journey.ts";

const MINUTE_MS = 60_000;
const TIMES = 120;
const CONTACTS = Array.from({ length: 8 }, (_, index) => `+1555555010${index}`);

test.each([
  ["twilio", "without saying what became of it"],
  ["meta", "in words of its own"],
] as const)(
  "%s says for ten minutes that it is not there, %s: every answer comes in the end, once",
  async (channel, _how) => {
    const journey = await startFastJourney(TIMES, channel);
    const { provider, twilio, meta, server } = journey;
    twilio.faults.always("create", { kind: "error", status: 503, code: 20500 });
    meta.faults.always("create", { kind: "error", code: 131016 });
    for (const number of CONTACTS)
      await provider.contact(number).says("How many customers do we have?");
    await server().waitForLine(({ msg }) => msg === "channel is down, replies wait", 20_000);
    await passed(10 * MINUTE_MS);
    twilio.faults.clear();
    meta.faults.clear();
    const came = () => CONTACTS.map((number) => provider.messagesTo(number).length);
    await expect.poll(came, { timeout: 15_000 }).toEqual(CONTACTS.map(() => 1));
  },
);

/** Of the server's time, which runs faster. */
async function passed(ms: number): Promise<void> {
  const since = performance.now();
  await expect
    .poll(() => (performance.now() - since) * TIMES, { timeout: ms / TIMES + 5_000 })
    .toBeGreaterThan(ms);
}
