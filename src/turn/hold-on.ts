import type { Clock } from "../clock.ts";
import { codeOf } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { BegunTurn, ClaimedPart, ClaimRequest, Step } from "../store/work.ts";
import type { LanguageOf } from "../texts/language-of.ts";
import { textsIn } from "../texts/texts.ts";

/** Begins to wait for an answer; `end` resolves when what was begun meanwhile is finished. */
export type HoldOn = (turn: BegunTurn, next: ClaimRequest) => { end(): Promise<void> };

type Dependencies = {
  store: Pick<Store, "addNotice">;
  clock: Clock;
  log: Record<"warn", (fields: object, message: string) => void>;
  send: Step<ClaimedPart>;
  languageOf: LanguageOf;
  /** How long an answer may take before the contact is told, once; 0: never. */
  afterMs: number;
};

/** Tells a contact who waits that the answer is still being made. */
export function createHoldOn({
  store,
  clock,
  log,
  send,
  languageOf,
  afterMs,
}: Dependencies): HoldOn {
  return function holdOn(turn, next) {
    let telling = Promise.resolve();
    const cancel = shouldTell(turn)
      ? clock.after(afterMs, () => {
          telling = tell(turn, next);
        })
      : () => {};
    return {
      async end() {
        cancel();
        // The answer comes after it, never before.
        await telling;
      },
    };
  };

  function shouldTell({ told }: BegunTurn): boolean {
    return afterMs > 0 && !told;
  }

  async function tell({ turnId, contact }: BegunTurn, next: ClaimRequest) {
    try {
      const now = clock.now();
      const notice = { kind: "text" as const, text: textsIn(languageOf(contact)).holding };
      let work = await store.addNotice(turnId, notice, { ...next, now });
      while (work.kind === "send") work = await send(work.part, { ...next, now: clock.now() });
    } catch (error) {
      log.warn({ turnId, code: codeOf(error) }, "contact could not be told to wait");
    }
  }
}
