import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerQuestion } from "./askyourdatabase/questions.ts";
import { createShop } from "./askyourdatabase/shop.ts";
import { startAskYourDatabaseStandIn } from "./askyourdatabase/stand-in.ts";
import { account, demoSettings, PUBLIC_URL } from "./demo-settings.ts";
import { createPhone } from "./phone/phone.ts";
import { freePort, startRealServer } from "./real-server.ts";
import { startTwilioStandIn } from "./twilio/twilio.ts";

/** What has been started, to be stopped in the opposite order. */
const started: (() => unknown)[] = [];

async function start(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "askline-demo-"));
  started.push(() => rm(folder, { recursive: true, force: true }));
  const { apiKey, chatbotId } = account;
  const askYourDatabase = await startAskYourDatabaseStandIn({
    apiKey,
    chatbotId,
    answerDelayMs: 900,
  });
  started.push(() => askYourDatabase.close());
  const { accountSid, authToken, number } = account;
  const behaviour = LIKE_PEOPLE;
  const twilio = await startTwilioStandIn({ accountSid, authToken, number, behaviour });
  started.push(() => twilio.close());

  const port = await freePort();
  const serverUrl = `http://127.0.0.1:${port}`;
  twilio.deliverTo({ signedUrl: `${PUBLIC_URL}/whatsapp`, callUrl: `${serverUrl}/whatsapp` });
  const shop = createShop();
  started.push(() => shop.close());
  const phone = createPhone({
    twilio,
    askYourDatabase,
    sqlFor: (question) => answerQuestion(shop, question, "").sql,
    reachable: (url) => url.replace(PUBLIC_URL, serverUrl),
  });
  const server = startRealServer({
    settings: demoSettings({
      port,
      folder,
      twilioUrl: twilio.url,
      askYourDatabaseUrl: askYourDatabase.url,
    }),
    folder,
    url: serverUrl,
    onLine: phone.log,
  });
  started.push(() => server.stop());
  await server.ready();
  void server.ended.then((words) => serverEnded(words, phone.serverStopped));

  const page = await phone.listen(wishedPort());
  started.push(() => phone.close());
  say(banner(page, serverUrl));
}

function banner({ url, isWished }: { url: string; isWished: boolean }, serverUrl: string): string {
  const taken = `\n  (Port ${wishedPort()} is taken, so this is another one; PORT=… npm run demo chooses.)`;
  return `
  The demo is ready. Open the phone:

      ${url}
${isWished ? "" : taken}
  The server itself listens on ${serverUrl}.
  Nothing leaves this machine. Ctrl-C stops everything and leaves nothing behind.
`;
}

let isStopping = false;

async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const stopOne of started.reverse()) await stopOne();
  process.exit(exitCode);
}

/** The page stays, so that it can be read there too. */
function serverEnded(words: string, tell: (text: string) => void): void {
  if (isStopping) return;
  tell("The server has stopped. The terminal says why; start the demo again.");
  say(`\n  The server has stopped by itself. ${words}\n\n  Ctrl-C ends the demo.`);
}

function wishedPort(): number {
  const port = Number(process.env["PORT"] || 5050);
  return Number.isInteger(port) && port >= 0 && port < 65_536 ? port : 5050;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** So that ticks can be watched as they change. */
const LIKE_PEOPLE = { sentAfterMs: 120, deliveredAfterMs: 180, readAfterMs: 900 };

process.on("SIGINT", () => {
  say("\n  Stopping…");
  void stop(0);
});
process.on("SIGTERM", () => void stop(0));

start().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error);
  say(`\n  The demo could not start. ${words}`);
  return stop(1);
});
