import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { createAskYourDatabase } from "./engines/askyourdatabase/askyourdatabase.ts";
import { createChain } from "./engines/chain.ts";
import type { Engine } from "./engines/engine.ts";
import { createOpenAi } from "./engines/openai/openai.ts";
import { loadQuestionnaire } from "./engines/questionnaire/load-questionnaire.ts";
import { createQuestionnaire } from "./engines/questionnaire/questionnaire.ts";
import { withBreaker } from "./engines/with-breaker.ts";
import type { Http } from "./http/http.ts";
import { keepSessions } from "./keep-sessions.ts";
import type { Log } from "./log.ts";
import { meterEngine } from "./metrics/meter-engine.ts";
import { countTokens, markDown, type Metrics } from "./metrics/metrics.ts";
import type { EngineName, Language } from "./nouns.ts";
import { createSeal, type Seal } from "./seal.ts";
import type { Store } from "./store/store.ts";
import { textsIn } from "./texts/texts.ts";

type Dependencies = {
  config: Config;
  http: Http;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  store: Pick<Store, "loadSession" | "saveSession" | "dropSession" | "loadExchanges">;
};

/** The engine of the settings and its fallback, each metered and behind a breaker. */
export function buildEngines(dependencies: Dependencies) {
  const { config, http, clock, log, metrics, store } = dependencies;
  const { askYourDatabase, openAi, questionnaire, answerTimeoutMs: totalMs } = config;
  // A long query is silent for most of its time.
  const idleMs = Math.min(totalMs, Math.max(90_000, totalMs * 0.75));
  const limits = { totalMs, idleMs, maxAnswerBytes: 1_000_000 };

  const first = build(config.engine);
  const fallback = config.fallbackEngine && build(config.fallbackEngine);
  // A fallback stands in now and then: it never leads.
  return { ask: createChain(first, { fallback, log }), resume: first.resume };

  function build(name: EngineName): Engine {
    const engine = meterEngine(create(name), metrics);
    // Most of what a questionnaire does asks nobody; the rest has a breaker of its own.
    if (name === "questionnaire") return engine;
    return withBreaker(engine, { log, onChange: markDown(metrics, name) });
  }

  function create(name: EngineName): Engine {
    switch (name) {
      case "askyourdatabase": {
        const sessions = sessionsOf(name, askYourDatabase.apiKey);
        const settings = { ...askYourDatabase, ...limits };
        return createAskYourDatabase({ http, clock, log, sessions, settings });
      }
      case "openai": {
        const sessions = sessionsOf(name, openAi.apiKey);
        const settings = { ...openAi, ...limits };
        return createOpenAi({
          http,
          clock,
          log,
          sessions,
          recall,
          settings,
          count: countTokens(metrics),
          refusal,
        });
      }
      case "questionnaire": {
        const { file, apiUrl, apiSecret } = questionnaire;
        // Not sealed: the same words are in the messages, and a new secret must not lose answers.
        const sessions = keepSessions({ store, clock, engine: name, seal: OPEN });
        const settings = { questionnaire: loadQuestionnaire(file), apiUrl, apiSecret, totalMs };
        const onDown = markDown(metrics, "external_api");
        return createQuestionnaire({ http, clock, log, sessions, settings, onDown });
      }
      default:
        return name satisfies never;
    }
  }

  function sessionsOf(engine: EngineName, secret: string) {
    return keepSessions({ store, clock, engine, seal: createSeal(secret, "engine sessions") });
  }

  /** What people answered to a questionnaire is not for a language model. */
  function recall(conversationId: number, most: number) {
    const which = { sinceReset: true, except: "questionnaire" } as const;
    return store.loadExchanges(conversationId, most, which);
  }
}

function refusal(language: Language): string {
  return textsIn(language).apology;
}

const OPEN: Seal = { seal: (text) => text, open: (text) => text };
