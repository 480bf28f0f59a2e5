import { Interrupted } from "../../errors.ts";
import type { Answer } from "../../nouns.ts";
import type { Engine, Question } from "../engine.ts";
import { createAccesses } from "./accesses.ts";
import { createAsk } from "./ask.ts";
import type { Dependencies } from "./dependencies.ts";
import { refusedTwice } from "./repairs.ts";

/**
 * Asks a chatbot of AskYourDatabase, in the contact's own session there.
 *
 * A session may end at any time, so a refused one is replaced and the question asked once more.
 * That is the only second time: once a byte of an answer came, the question may have been run.
 */
export function createAskYourDatabase(dependencies: Dependencies): Engine {
  const { clock, log, settings } = dependencies;
  const accesses = createAccesses(dependencies);
  const ask = createAsk(dependencies);

  return {
    name: "askyourdatabase",

    async answer(question: Question): Promise<Answer> {
      const { conversationId, signal } = question;
      const deadlineAt = clock.now() + settings.totalMs;
      const access = await unlessAborted(accesses.get(question), signal);
      const first = await ask(question, access, deadlineAt);
      if (first.kind === "answered") return first.answer;

      log.info({ conversationId, engine: "askyourdatabase" }, "session refused");
      await accesses.drop(conversationId, access);
      const renewed = await unlessAborted(accesses.get(question), signal);
      const second = await ask(question, renewed, deadlineAt);
      if (second.kind === "answered") return second.answer;
      throw refusedTwice(settings.mode);
    },
  };
}

/** Other questions may wait for the same session: whoever stops waiting does not stop the opening. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = () => reject(new Interrupted("aborted"));
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  return promise;
}
