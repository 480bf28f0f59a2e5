import { describe, expect, test } from "vitest";
import { createChain } from "../../src/engines/chain.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { Interrupted, Never, RetryAfter, RetryLater, TellOperator } from "../../src/errors.ts";
import type { Answer } from "../../src/nouns.ts";
import { createComposeReply } from "../../src/replies/compose.ts";
import type { Work } from "../../src/store/work.ts";
import { en as texts } from "../../src/texts/en.ts";
import { es } from "../../src/texts/es.ts";
import { createAnswerTurn } from "../../src/turn/answer-turn.ts";
import { createObey } from "../../src/turn/obey.ts";
import { aMessage, ANA } from "../kit/a-message.ts";
import { aChannel } from "../kit/a-channel.ts";
import { collectLog } from "../kit/collect-log.ts";
import { inEnglish } from "../kit/in-english.ts";
import { aConversation, aRequest, thePart, theTurn } from "../kit/in-conversation.ts";
import { openTestStore } from "../kit/open-test-store.ts";
import { readRows } from "../kit/read-rows.ts";
import { createTestClock } from "../kit/test-clock.ts";

const NOTHING_MORE = `${texts.nothingMore} ${texts.invitation}`;
const LIMITS = { messagesPerMinute: 20, contactAnswersPerDay: 200, businessAnswersPerDay: 0 };

describe("an answer", () => {
  test("is stored together with its parts, and the first part is next", async () => {
    const sources = [{ kind: "sql" as const, text: "select 42" }];
    const pictures = [{ url: "https://a.example/chart.png", alt: "Sales" }];
    const world = await aWorld(async () => anAnswer({ text: "**42**", sources, pictures }));
    const part = thePart(await world.answer());
    expect(part.content).toEqual({ kind: "text", text: "*42*" });
    expect(world.turns()).toEqual([{ state: "answered", reason: null, attempts: 1 }]);
    expect(
      world.rows("select engine, text, cut_off, took_ms, sources, pictures from answers"),
    ).toEqual([
      {
        engine: "askyourdatabase",
        text: "**42**",
        cut_off: 0,
        took_ms: 1_500,
        sources: JSON.stringify(sources),
        pictures: JSON.stringify(pictures),
      },
    ]);
    expect(world.parts()).toEqual(["*42*", "https://a.example/chart.png"]);
  });

  test("is asked for with who asks, and nothing else", async () => {
    const asked: unknown[] = [];
    const world = await aWorld(async ({ signal, ...question }) => {
      asked.push(question, signal.aborted);
      return anAnswer();
    });
    await world.answer();
    const { conversationId } = world;
    const contact = { address: ANA, name: "Ana" };
    expect(asked).toEqual([
      { turnId: 1, attempt: 1, conversationId, contact, text: "How many?", language: "en" },
      false,
    ]);
  });

  test("that broke off says so", async () => {
    const world = await aWorld(async () => anAnswer({ text: "There are", cutOff: true }));
    await world.answer();
    expect(world.parts()).toEqual([`There are\n\n${texts.cutOff}`]);
    expect(world.rows("select cut_off from answers")).toEqual([{ cut_off: 1 }]);
  });

  test("that is long is kept, and MORE brings the rest without asking again", async () => {
    let calls = 0;
    const world = await aWorld(async () => {
      calls += 1;
      return anAnswer({ text: "word ".repeat(500) });
    });
    await world.answer();
    await world.answerNext("MORE");
    await world.answerNext("more");
    expect(calls).toBe(1);
    const parts = world.parts();
    expect(parts).toHaveLength(3);
    expect(parts[0]).toContain(texts.moreHint);
    expect(parts[1]).not.toContain(texts.moreHint);
    expect(parts[2]).toBe(NOTHING_MORE);
    expect(parts.slice(0, 2).join(" ").match(/word/g)).toHaveLength(500);
  });
});

describe("a command", () => {
  test("/help and what we do not know are answered by us", async () => {
    const world = await aWorld(async () => anAnswer());
    await world.answer();
    await world.answerNext("/help");
    await world.answerNext("/hlep");
    expect(world.parts().slice(1)).toEqual([
      `${texts.invitation} ${texts.help}`,
      `${texts.unknownCommand}\n\n${texts.invitation} ${texts.help}`,
    ]);
    expect(world.rows("select count(*) as n from answers")).toEqual([{ n: 1 }]);
  });

  test("/history tells the last questions, without the marks of their answers", async () => {
    const world = await aWorld(async () => anAnswer({ text: "**42** `select`" }));
    await world.answer();
    await world.answerNext("/history");
    expect(world.parts().at(-1)).toMatch(
      /^Your last questions:\n\n_.+ 2026_\n\*How many\?\*\n42 select$/,
    );
  });

  test("/info tells everything that is known of who asks", async () => {
    const world = await aWorld(async () => anAnswer());
    await world.answer();
    await world.answerNext("/info");
    expect(world.parts().at(-1)).toBe(
      [
        texts.info.title,
        "Name: Ana",
        `Number: ${ANA}`,
        "First message: November 21, 2026",
        "Messages: 2",
        "Answers today: 1",
      ].join("\n"),
    );
  });

  test("/reset forgets what engines keep and what MORE would bring, but not what happened", async () => {
    const world = await aWorld(async () => anAnswer({ text: "word ".repeat(500) }));
    await world.answer();
    const key = { conversationId: world.conversationId, engine: "openai" } as const;
    await world.store.saveSession(key, "sealed", world.clock.now() + 60_000);
    await world.answerNext("/reset");
    expect(await world.store.loadSession(key, world.clock.now())).toBeUndefined();
    expect(await world.store.loadRemainder(world.conversationId)).toBeUndefined();
    expect(await world.store.loadExchanges(world.conversationId, 5)).toHaveLength(1);
    const since = { sinceReset: true };
    expect(await world.store.loadExchanges(world.conversationId, 5, since)).toEqual([]);
  });

  test("in a language of its own is answered in it, and so is what follows, until /help", async () => {
    const world = await aWorld(async () => anAnswer());
    await world.answer();
    await world.answerNext("/ayuda");
    await world.answerNext("altro");
    await world.answerNext("/help");
    await world.answerNext("más");
    expect(world.parts().slice(1)).toEqual([
      `${es.invitation} ${es.help}`,
      `${es.nothingMore} ${es.invitation}`,
      `${texts.invitation} ${texts.help}`,
      NOTHING_MORE,
    ]);
  });

  test("START welcomes back only who was gone", async () => {
    const world = await aWorld(async () => anAnswer());
    await world.answer();
    for (const text of ["START", "STOP", "START"]) await world.answerNext(text);
    expect(world.parts().slice(1)).toEqual([
      `${texts.welcome} ${texts.invitation}`,
      texts.stopped,
      `${texts.welcomeBack} ${texts.invitation}`,
    ]);
  });
});

describe("an engine that fails", () => {
  test.each([
    ["may work in a while", new RetryLater("busy"), 1_000],
    ["names a time", new RetryAfter("busy", 30), 30_000],
    ["throws what nobody foresaw", new TypeError("secret words"), 1_000],
  ])("and %s is asked again later", async (_name, error, delayMs) => {
    const world = await aWorld(() => Promise.reject(error));
    const work = await world.answer();
    expect(work).toEqual({ kind: "wait", until: world.clock.now() + delayMs });
    expect(world.turns()).toMatchObject([{ state: "open", attempts: 1 }]);
    expect(world.parts()).toEqual([]);
    expect(JSON.stringify(world.entries)).not.toContain("secret words");
  });

  test.each([
    ["for good", new Never("no_such_chatbot"), "no_such_chatbot"],
    ["because of a setting", new TellOperator("bad_key", "Set the key."), "bad_key"],
  ])("%s ends the turn, with one apology", async (_name, error, reason) => {
    const world = await aWorld(() => Promise.reject(error));
    await world.answer();
    expect(world.turns()).toEqual([{ state: "dead", reason, attempts: 1 }]);
    expect(world.parts()).toEqual([texts.apology]);
    const told = { level: "warn", message: "turn ended", state: "dead", reason };
    expect(world.entries).toContainEqual(expect.objectContaining(told));
  });

  test("because of a setting is told to the operator, with the repair", async () => {
    const world = await aWorld(() => Promise.reject(new TellOperator("bad_key", "Set the key.")));
    await world.answer();
    const told = { level: "error", message: "Set the key.", code: "bad_key" };
    expect(world.entries).toContainEqual(told);
  });

  test("eight times is given up, with one apology, and the conversation goes on", async () => {
    const world = await aWorld(() => Promise.reject(new RetryLater("busy")));
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await world.leave(await world.answer());
    }
    expect(world.turns()).toEqual([{ state: "dead", reason: "busy", attempts: 8 }]);
    expect(world.parts()).toEqual([texts.unavailable, texts.apology]);
    await world.answerNext("MORE");
    expect(world.parts()).toEqual([texts.unavailable, texts.apology, NOTHING_MORE]);
  });
});

describe("when the server stops", () => {
  test.each([
    ["as it should", new Interrupted("aborted")],
    ["with another failure", new Never("reset")],
  ])(
    "an engine that ends %s is asked again at the next start, and nothing is counted",
    async (_name, error) => {
      const shutdown = new AbortController();
      const world = await aWorld(
        ({ signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(error));
            shutdown.abort();
          }),
        { shutdown: shutdown.signal },
      );
      expect(await world.answer()).toEqual({ kind: "nothing" });
      expect(world.turns()).toEqual([{ state: "open", reason: null, attempts: 0 }]);
      expect(world.parts()).toEqual([]);
      expect(world.rows("select running from turns")).toEqual([{ running: 0 }]);
    },
  );

  test("an answer that came in time is kept", async () => {
    const shutdown = new AbortController();
    const world = await aWorld(
      async () => {
        shutdown.abort();
        return anAnswer();
      },
      { shutdown: shutdown.signal },
    );
    await world.answer();
    expect(world.turns()).toMatchObject([{ state: "answered" }]);
  });
});

test("an engine that stops by itself, without us stopping, does not leave the turn waiting for ever", async () => {
  const world = await aWorld(() => Promise.reject(new Interrupted("deadline")));
  const work = await world.answer();
  expect(work).toMatchObject({ kind: "wait" });
});

test("a turn that is not for an engine is never asked", async () => {
  const world = await aWorld(() => Promise.reject(new Error("Nobody should ask.")), {
    allowedContacts: [],
  });
  await world.answer();
  expect(world.turns()).toEqual([{ state: "ignored", reason: "not_allowed", attempts: 1 }]);
  expect(world.parts()).toEqual([texts.notAllowed]);
});

test("typing is shown while it is asked, and only then", async () => {
  const shown: string[] = [];
  const keepTyping = () => {
    shown.push("shown");
    return () => void shown.push("stopped");
  };
  const world = await aWorld(
    async () => {
      shown.push("asked");
      throw new RetryLater("busy");
    },
    { keepTyping },
  );
  await world.answer();
  expect(shown).toEqual(["shown", "asked", "stopped"]);
});

test("the log knows every step by its ids, and no word of it", async () => {
  const world = await aWorld(async () => anAnswer({ text: "Forty-two." }));
  await world.answer();
  expect(world.entries.map(({ message }) => message)).toEqual([
    "turn begun",
    "turn ended",
    "answer stored",
  ]);
  for (const entry of world.entries) expect(entry["conversationId"]).toBe(world.conversationId);
  expect(JSON.stringify(world.entries)).not.toMatch(/5555550101|Ana|How many|Forty/);
});

type Options = {
  shutdown?: AbortSignal;
  allowedContacts?: string[];
  keepTyping?: () => () => void;
};

/** Ana has asked "How many?"; `answer` works on the turn that is due. */
async function aWorld(answerWith: Engine["answer"], options: Options = {}) {
  const { store, file } = await openTestStore();
  const clock = createTestClock();
  const { log, entries } = collectLog();
  const { channels } = aChannel();
  const engine: Engine = {
    name: "askyourdatabase",
    async answer(question) {
      await clock.advance(1_500);
      return answerWith(question);
    },
  };
  const composeReply = createComposeReply({
    channels,
    clock,
    languageOf: inEnglish,
    longAnswers: "truncate",
    lateAfterMs: 30 * 60_000,
  });
  const answerTurn = createAnswerTurn({
    store,
    ask: createChain(engine, { log }),
    obey: createObey({ store, clock, composeReply, languageOf: inEnglish }),
    languageOf: inEnglish,
    clock,
    log,
    composeReply,
    keepTyping: options.keepTyping ?? (() => () => {}),
    holdOn: () => ({ end: async () => {} }),
    rules: { allowedContacts: options.allowedContacts, limits: LIMITS },
    shutdown: options.shutdown ?? new AbortController().signal,
  });
  const from = { address: ANA, aliases: [], name: "Ana" };
  const conversationId = await aConversation(store, [aMessage("How many?", { from })]);
  const request = () => aRequest(conversationId, { now: clock.now() });
  const rows = (sql: string) => readRows(file, sql);

  async function answer() {
    return answerTurn(theTurn(await store.claimWork(request())), request());
  }

  /** The parts before it are thought of as failed, so that they are out of the way. */
  async function answerNext(text: string) {
    await aConversation(store, [aMessage(text)]);
    return answerTurn(theTurn(await withoutParts(await store.claimWork(request()))), request());
  }

  /** Until there is something to do again. */
  async function leave(work: Work) {
    const left = await withoutParts(work);
    if (left.kind === "wait") await clock.advance(left.until - clock.now());
  }

  async function withoutParts(work: Work): Promise<Work> {
    if (work.kind !== "look_up" && work.kind !== "send") return work;
    const failed = { kind: "failed", code: "" } as const;
    return withoutParts(await store.recordOutcome(work.part, failed, request()));
  }

  function parts() {
    return rows("select content from messages where direction = 'outbound' order by id").map(
      ({ content }) => {
        const part = JSON.parse(String(content)) as { text?: string; url?: string };
        return part.text ?? part.url;
      },
    );
  }

  const turns = () => rows("select state, reason, attempts from turns where id = 1");
  return { answer, answerNext, leave, parts, turns, rows, store, clock, entries, conversationId };
}

function anAnswer(changes: Partial<Answer> = {}): Answer {
  return { text: "Forty-two.", pictures: [], sources: [], cutOff: false, ...changes };
}
