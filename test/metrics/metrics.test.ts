import { expect, test } from "vitest";
import { startJourney, type Journey } from "../kit/start-journey.ts";

const ANA = "+15555550101";
const WORDS = "How many canary customers do we have?";

test("the metrics tell what happened, and of nobody in particular", async () => {
  const { twilio, server } = await startJourney();
  const { sid } = await twilio.contact(ANA).says(WORDS);
  await twilio.waitForMessages(ANA, 1);
  await twilio.contact(ANA).redeliver(sid);
  const unsigned = { method: "POST", headers: FORM, body: "a=1" };
  await fetch(`${server().url}/whatsapp`, unsigned);
  const expected = {
    'askline_webhook_seconds_count{path="/whatsapp",status="200"}': 2,
    'askline_webhook_seconds_count{path="/whatsapp",status="403"}': 1,
    'askline_messages_total{result="recorded"}': 1,
    'askline_messages_total{result="duplicate"}': 1,
    'askline_engine_seconds_count{engine="askyourdatabase",outcome="answered"}': 1,
    'askline_turns_ended_total{state="answered"}': 1,
    'askline_send_seconds_count{channel="twilio",outcome="sent"}': 1,
    'askline_down{name="askyourdatabase"}': 0,
    'askline_down{name="twilio"}': 0,
    'askline_lanes{state="running"}': 0,
    'askline_answers{state="inside"}': 0,
    'askline_waiting{what="turns"}': 0,
    'askline_waiting{what="unknown"}': 0,
    askline_oldest_waiting_seconds: 0,
  };
  await expect.poll(() => read(server())).toMatchObject(expected);
  const seen = await read(server());
  expect(seen["askline_commit_seconds_count"]).toBeGreaterThan(3);
  expect(seen["nodejs_eventloop_lag_p99_seconds"]).toBeGreaterThan(0);
  const { text, type } = await scrape(server());
  expect(type).toMatch(/^text\/plain/);
  expect(text).not.toMatch(/canary|5555550101|14155238886|SM[0-9a-f]{32}|AC0000/);
});

test("what waits is counted while it waits", async () => {
  const { twilio, database, server } = await startJourney();
  database.faults.next("ask", { kind: "delay", delayMs: 60_000 });
  await twilio.contact(ANA).says(WORDS);
  await server().waitForLine(({ msg }) => msg === "turn begun");
  await expect
    .poll(() => read(server()))
    .toMatchObject({
      'askline_waiting{what="turns"}': 1,
      'askline_lanes{state="running"}': 1,
      'askline_answers{state="inside"}': 1,
      'askline_answers{state="waiting"}': 0,
    });
});

const FORM = { "content-type": "application/x-www-form-urlencoded" };

async function scrape({ url }: { url: string }) {
  const response = await fetch(`${url}/metrics`);
  return { text: await response.text(), type: response.headers.get("content-type") };
}

async function read(server: ReturnType<Journey["server"]>): Promise<Record<string, number>> {
  const { text } = await scrape(server);
  const samples = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return Object.fromEntries(
    samples.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}
