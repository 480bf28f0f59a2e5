import { createServer as createHttpServer } from "node:http";
import { buildChannels } from "./build-channels.ts";
import { buildEngines } from "./build-engines.ts";
import { createChannels } from "./channels/channels.ts";
import { systemClock as clock } from "./clock.ts";
import { loadConfig, type Config } from "./config.ts";
import { codeOf, describe } from "./errors.ts";
import { createReadyz, type Phase } from "./health.ts";
import { createHttp } from "./http/http.ts";
import { createBackFill, keepComplete } from "./intake/back-fill.ts";
import { createReceive } from "./intake/receive.ts";
import { keepSwept } from "./keep-swept.ts";
import { finish, listen } from "./listen.ts";
import { createLog, type Log } from "./log.ts";
import { meterStore } from "./metrics/meter-store.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { watch } from "./metrics/watch.ts";
import type { Content } from "./nouns.ts";
import { createGate } from "./queue/gate.ts";
import { createLanes } from "./queue/lanes.ts";
import { createWorkConversation } from "./queue/work-conversation.ts";
import { createComposeReply } from "./replies/compose.ts";
import { createLookUpPart } from "./replies/look-up-part.ts";
import { createOpenLate } from "./replies/open-late.ts";
import { createSendPart } from "./replies/send-part.ts";
import { runCommand } from "./run-command.ts";
import { createServer } from "./server.ts";
import { createStop } from "./stop.ts";
import { openStore } from "./store/store.ts";
import { createLanguageOf } from "./texts/language-of.ts";
import { createAnswerTurn } from "./turn/answer-turn.ts";
import { commandOf, mayBeAnswer } from "./turn/commands.ts";
import { createHoldOn } from "./turn/hold-on.ts";
import { createKeepTyping } from "./turn/keep-typing.ts";
import { createObey } from "./turn/obey.ts";

/** Builds everything in the order a message meets it, and starts. */
async function start(config: Config, log: Log, flush: () => Promise<void>) {
  let phase: Phase = "starting";
  const shutdown = new AbortController();
  const metrics = createMetrics();
  const opened = await openStore(config.databaseFile, {
    isStop: (content) => commandOf(content)?.name === "stop",
    onCommit: (seconds) => metrics.commitSeconds.observe(seconds),
    onBroken(error) {
      log.fatal({ code: codeOf(error) }, BROKEN_DATABASE);
      // A moment for the webhooks that wait to hear 503.
      setTimeout(() => void fail(flush), 200);
    },
  });
  const store = meterStore(opened, metrics);
  const http = createHttp();

  const { all, lines } = buildChannels({ config, http, clock, log, metrics });
  const channels = createChannels(all);
  const languageOf = createLanguageOf(config.language);
  const { ask, resume } = buildEngines({ config, http, clock, log, metrics, store });
  const { mergeWindowMs } = config;

  const standsAlone = (content: Content) => {
    const command = commandOf(content);
    return command !== undefined && !(resume && mayBeAnswer(command));
  };
  const receive = createReceive({
    store,
    clock,
    log,
    wake: (conversationId, at) => lanes.wake(conversationId, at),
    dueAt: (content, now) =>
      content.kind === "button" || standsAlone(content) ? now : now + mergeWindowMs,
  });
  const readyz = createReadyz({ store, clock, phase: () => phase });
  const app = createServer({ channels, receive, readyz, metrics, log });

  const gate = createGate(config.maxConcurrentAnswers);
  const openLate = createOpenLate({ ...config, store, channels, clock, languageOf });
  const send = createSendPart({ store, channels, clock, log, openLate });
  const composeReply = createComposeReply({ ...config, channels, clock, languageOf });
  const work = createWorkConversation({
    store,
    clock,
    gate,
    mergeWindowMs,
    standsAlone,
    answer: createAnswerTurn({
      store,
      ask,
      obey: createObey({ store, clock, composeReply, languageOf, resume }),
      clock,
      log,
      composeReply,
      languageOf,
      keepTyping: config.showTyping ? createKeepTyping({ channels, clock }) : () => () => {},
      holdOn: createHoldOn({
        store,
        clock,
        log,
        languageOf,
        send,
        afterMs: config.holdingMessageAfterMs,
      }),
      rules: { allowedContacts: config.allowedContacts, limits: config.limits },
      shutdown: shutdown.signal,
    }),
    send,
    lookUp: createLookUpPart({ store, channels, clock, log }),
  });
  const lanes = createLanes({ work, clock, log });
  watch({ metrics, store, queue: lanes, gate, clock });

  await store.configureLines(lines, clock.now());
  const recovered = await store.recover(clock.now());
  const server = createHttpServer({ connectionsCheckingInterval: 2_000 }, app);
  const port = await listen(server, config);
  const conversations = await store.listConversationsWithWork();
  for (const conversationId of conversations) lanes.wake(conversationId);
  phase = "ready";
  log.info({ port, ...recovered, conversations: conversations.length }, "ready");
  keepSwept({ store, clock, log });
  keepComplete({ backFill: createBackFill({ store, channels, receive, clock, log }), clock });

  return createStop({
    log,
    clock,
    drain() {
      phase = "draining";
      gate.close();
      return lanes.stop();
    },
    interrupt: () => shutdown.abort(),
    async close() {
      await finish(server);
      await http.close();
      store.close();
      await flush();
    },
  });
}

async function fail(flush: () => Promise<void>) {
  await flush();
  process.exit(1);
}

const BROKEN_DATABASE =
  "the database cannot be written: free or repair the disk, or restore a backup, and start again; whatever was answered with 200 is safe";

async function main() {
  const config = loadConfig();
  const pretty = process.argv.includes("--dev");
  const { log, flush } = await createLog({ ...config, pretty });
  for (const warning of config.warnings) log.warn({}, warning);
  // After something nobody foresaw, what is in memory cannot be trusted; what is on disk can.
  const crash = (cause: unknown) => {
    log.fatal(describe(cause), "crashed; work resumes at the next start");
    void fail(flush);
  };
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  const stop = await start(config, log, flush);
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

runCommand(main);
