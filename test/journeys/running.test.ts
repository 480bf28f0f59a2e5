import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { ANA, BEN } from "../kit/a-message.ts";
import { AUTH_TOKEN, DATABASE, EXTERNAL_API_SECRET, META, OPENAI_KEY } from "../kit/accounts.ts";
import { startJourney } from "../kit/start-journey.ts";
import { runServer } from "../kit/start-server.ts";
import { twilioSettings } from "../kit/start-stand-ins.ts";

const SETTINGS = {
  HOST: "127.0.0.1",
  PORT: "0",
  ...twilioSettings({ twilio: { url: "http://127.0.0.1:9" } }),
  ASKYOURDATABASE_API_KEY: DATABASE.apiKey,
  ASKYOURDATABASE_CHAT_ID: DATABASE.chatbotId,
  LOG_DIR: "",
};

test("it says that it lives and that it is ready", async () => {
  const { server } = await startJourney();
  const [live, ready, people] = await Promise.all(
    ["/healthz", "/readyz", "/health"].map(async (path) =>
      (await fetch(server().url + path)).json(),
    ),
  );
  expect(live).toEqual({ status: "ok" });
  expect(ready).toEqual({ status: "ready", oldestWaitingSeconds: 0 });
  expect(people).toEqual(ready);
});

test("wrong and missing settings are all named at once, and it ends with 1", async () => {
  const { code, output } = await runServer({
    PORT: "http",
    LOG_LEVEL: "loud",
    TWILIO_AUTH_TOKEN: "a-secret-token",
  });
  expect(code).toBe(1);
  for (const name of ["PORT", "LOG_LEVEL", "TWILIO_ACCOUNT_SID", "TWILIO_FROM_NUMBER"])
    expect(output).toContain(`  ${name}: `);
  expect(output).not.toContain("a-secret-token");
});

test("a port that is taken is named, with the repair", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const port = String((other.address() as AddressInfo).port);
  const { code, output } = await runServer({ ...SETTINGS, PORT: port });
  other.close();
  expect(code).toBe(1);
  expect(output).toBe(
    `Port ${port} is taken by another program. Stop that one, or set PORT to a free port.\n`,
  );
});

test("a second process on the same database is refused", async () => {
  const { databaseFile } = await startJourney();
  const { code, output } = await runServer({
    ...SETTINGS,
    DATABASE_URL: `sqlite:${databaseFile}`,
  });
  expect(code).toBe(1);
  expect(output).toContain("Another Askline process is using");
});

test("SIGTERM lets running answers finish, then it ends with 0", async () => {
  const { provider, database, server } = await startJourney();
  database.faults.next("ask", { kind: "delay", delayMs: 500 });
  await provider.contact(ANA).says("How many customers do we have?");
  await expect.poll(() => database.calls.ask).toBe(1);
  const { code, tookMs } = await server().terminate();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
  expect(provider.messagesTo(ANA)).toHaveLength(1);
});

test("while it stops it says so, still takes messages in, and answers them at the next start", async () => {
  const { provider, database, server, restart } = await startJourney();
  database.faults.next("ask", { kind: "delay", delayMs: 2_000 });
  await provider.contact(ANA).says("How many customers do we have?");
  await expect.poll(() => database.calls.ask).toBe(1);
  const stopped = server().terminate();
  await server().waitForLine(({ msg }) => msg === "stopping");
  const ready = await fetch(`${server().url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: "unavailable", reason: "draining" },
  ]);
  const late = await provider.contact(BEN).says("Top products");
  expect(late.status).toBe(200);
  expect((await stopped).code).toBe(0);
  expect(provider.messagesTo(BEN)).toHaveLength(0);
  await restart();
  await provider.waitForMessages(BEN, 1);
});

const ENGINES = [
  ["twilio", "askyourdatabase"],
  ["meta", "openai"],
  ["meta", "questionnaire"],
] as const;

test.each(ENGINES)("on %s, with %s, no number, text or secret reaches the log", async (...used) => {
  const [channel, engine] = used;
  const journey = await startJourney({ LOG_LEVEL: "trace" }, { channel, engine });
  const { provider, database, openai, server } = journey;
  database.faults.next("ask", { kind: "status", status: 500, body: "canary-from-the-engine" });
  openai.faults.next("responses", { kind: "error", status: 500, message: "canary" });
  provider.faults.next("create", { kind: "created_then_500" });
  const contact = provider.contact(ANA, { name: "Canary Name" });
  await contact.says("canary-question how many customers?");
  await provider.waitForMessages(ANA, 1);
  await server().waitForLine(({ msg, status }) => msg === "part status" && status === "read");
  await server().terminate();
  for (const canary of [...inBase64("5555550101"), "canary", "Canary", "customers", ...SECRETS])
    expect(server().output()).not.toContain(canary);
});

const SECRETS = [
  AUTH_TOKEN,
  DATABASE.apiKey,
  META.accessToken,
  META.appSecret,
  META.verifyToken,
  OPENAI_KEY,
  EXTERNAL_API_SECRET,
];

/** As it stands, and inside of something longer: the ids of Meta's messages are such. */
function inBase64(text: string): string[] {
  const hidden = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString("base64").slice(before === 0 ? 0 : 4, -4);
  });
  return [text, ...hidden];
}
