import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSettings, PUBLIC_URL } from "./demo-settings.ts";
import { readOptions } from "./options.ts";
import { createPhone } from "./phone/phone.ts";
import { playAskYourDatabase } from "./play/askyourdatabase.ts";
import { playMeta } from "./play/meta.ts";
import { playOpenAi } from "./play/openai.ts";
import { playQuestionnaire } from "./play/questionnaire.ts";
import { playTwilio } from "./play/twilio.ts";
import { freePort, startRealServer } from "./real-server.ts";

const CHANNELS = { twilio: playTwilio, meta: playMeta };
const ENGINES = {
  askyourdatabase: playAskYourDatabase,
  openai: playOpenAi,
  questionnaire: playQuestionnaire,
};

/** What has been started, to be stopped in the opposite order. */
const started: (() => unknown)[] = [];

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const folder = await mkdtemp(join(tmpdir(), "askline-demo-"));
  started.push(() => rm(folder, { recursive: true, force: true }));
  const engine = await ENGINES[options.engine](folder);
  started.push(() => engine.close());
  const channel = await CHANNELS[options.channel]();
  started.push(() => channel.close());

  const port = await freePort();
  const serverUrl = `http://127.0.0.1:${port}`;
  channel.deliverTo(serverUrl);
  const phone = createPhone({
    provider: channel.provider,
    answerer: engine.answerer,
    reachable: (url) => url.replace(PUBLIC_URL, serverUrl),
  });
  const server = startRealServer({
    settings: demoSettings({ port, folder, played: { ...channel.settings, ...engine.settings } }),
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
