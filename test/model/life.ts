import { setImmediate as nextTurn } from "node:timers/promises";
import type { Channels } from "../../src/channels/channels.ts";
import type { Clock } from "../../src/clock.ts";
import { createChain } from "../../src/engines/chain.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { createReceive } from "../../src/intake/receive.ts";
import type { Content } from "../../src/nouns.ts";
import { createGate } from "../../src/queue/gate.ts";
import { createLanes } from "../../src/queue/lanes.ts";
import { createWorkConversation } from "../../src/queue/work-conversation.ts";
import { createComposeReply } from "../../src/replies/compose.ts";
import { createLookUpPart } from "../../src/replies/look-up-part.ts";
import { createOpenLate } from "../../src/replies/open-late.ts";
import { createSendPart } from "../../src/replies/send-part.ts";
import { openStore } from "../../src/store/store.ts";
import { createAnswerTurn } from "../../src/turn/answer-turn.ts";
import { commandOf } from "../../src/turn/commands.ts";
import { createObey } from "../../src/turn/obey.ts";
import { createHoldOn } from "../../src/turn/hold-on.ts";
import { ACCOUNT, LINE } from "../kit/a-message.ts";
import { inEnglish } from "../kit/in-english.ts";
import { collectLog } from "../kit/collect-log.ts";
import { countVerbs } from "./count-verbs.ts";
import { createMortalClock } from "./mortal-clock.ts";
import { RULES, type Settings } from "./settings.ts";

export type Life = Awaited<ReturnType<typeof beginLife>>;

type Outside = {
  file: string;
  clock: Clock;
  engine: Engine;
  channels: Channels;
  settings: Settings;
};

/** A process from its start on, put together like the one of `main.ts`. */
export async function beginLife({ file, engine, channels, settings, ...outside }: Outside) {
  const clock = createMortalClock(outside.clock);
  const { log, entries } = collectLog();
  const opened = await openStore(file, {
    isStop: (content) => commandOf(content)?.name === "stop",
  });
  const { store, running } = countVerbs(opened);
  const standsAlone = (content: Content) => commandOf(content) !== undefined;
  const { mergeWindowMs } = settings;
  const lateAfterMs = RULES.lateAfterMs;
  const openLate = createOpenLate({ store, channels, clock, languageOf: inEnglish, lateAfterMs });
  const send = createSendPart({ store, channels, clock, log, openLate });
  const composeReply = createComposeReply({
    channels,
    clock,
    languageOf: inEnglish,
    longAnswers: "truncate",
    lateAfterMs,
  });
  const work = createWorkConversation({
    store,
    clock,
    gate: createGate(RULES.maxConcurrentAnswers),
    mergeWindowMs,
    standsAlone,
    answer: createAnswerTurn({
      store,
      ask: createChain(engine, { log }),
      obey: createObey({ store, clock, composeReply, languageOf: inEnglish }),
      languageOf: inEnglish,
      clock,
      log,
      composeReply,
      keepTyping: () => () => {},
      holdOn: createHoldOn({
        store,
        clock,
        log,
        send,
        languageOf: inEnglish,
        afterMs: RULES.holdingAfterMs,
      }),
      rules: { limits: RULES.limits },
      shutdown: new AbortController().signal,
    }),
    send,
    lookUp: createLookUpPart({ store, channels, clock, log }),
  });
  const lanes = createLanes({ work, clock, log });
  const receive = createReceive({
    store,
    clock,
    log,
    wake: lanes.wake,
    dueAt: (content, now) => (standsAlone(content) ? now : now + mergeWindowMs),
  });

  await store.configureLines([{ channel: "twilio", account: ACCOUNT, address: LINE }], clock.now());
  await store.recover(clock.now());
  for (const conversationId of await store.listConversationsWithWork()) lanes.wake(conversationId);
  return { store, receive, wake: lanes.wake, clock, errors, settle, die };

  /** Resolves when all that is not finished waits for the engine, the provider or the clock. */
  async function settle() {
    do {
      // Whoever is in a hurry takes along what waits for the next commit.
      await opened.listConversationsWithWork();
      await nextTurn();
    } while (running() > 0);
  }

  /** What only a defect of ours can cause. */
  function errors() {
    return entries.filter(({ message }) => message === "conversation could not be worked on");
  }

  /** Nothing of it reaches the file any more, and nothing wakes it. */
  function die() {
    clock.die();
    opened.close();
  }
}
