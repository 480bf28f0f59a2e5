import type { Clock } from "../clock.ts";
import type { Content } from "../nouns.ts";
import type { Store } from "../store/store.ts";
import type { BegunTurn, ClaimedPart, ClaimRequest, Step, Work } from "../store/work.ts";
import type { Gate } from "./gate.ts";
import type { WorkConversation } from "./queue.ts";

type Dependencies = {
  store: Pick<Store, "claimWork">;
  clock: Clock;
  /** How many turns are answered at one time; closed, none is begun. */
  gate: Gate;
  mergeWindowMs: number;
  standsAlone(content: Content): boolean;
  answer: Step<BegunTurn>;
  send: Step<ClaimedPart>;
  lookUp: Step<ClaimedPart>;
};

/** One step after the other, until nothing is due in the conversation. */
export function createWorkConversation(dependencies: Dependencies): WorkConversation {
  const { store, clock, gate, mergeWindowMs, standsAlone } = dependencies;

  return async function workConversation(conversationId) {
    let { work, hasPlace } = await claim(conversationId, gate.tryEnter());
    for (;;) {
      switch (work.kind) {
        case "answer":
          work = await answer(work.turn, hasPlace);
          // What comes next without a place is a command, which needs none.
          hasPlace = false;
          break;
        case "send":
          work = await dependencies.send(work.part, request(conversationId));
          break;
        case "look_up":
          work = await dependencies.lookUp(work.part, request(conversationId));
          break;
        case "crowded":
          if (!(await gate.enter())) return undefined;
          ({ work, hasPlace } = await claim(conversationId, true));
          break;
        case "wait":
          return work.until;
        case "nothing":
          return undefined;
        default:
          work satisfies never;
      }
    }
  };

  /** A turn keeps its place at the gate until it is answered; everything else gives it back. */
  async function claim(conversationId: number, mayAnswer: boolean) {
    let hasPlace = false;
    try {
      const work = await store.claimWork({ ...request(conversationId), mayAnswer });
      hasPlace = mayAnswer && work.kind === "answer";
      return { work, hasPlace };
    } finally {
      if (mayAnswer && !hasPlace) gate.leave();
    }
  }

  async function answer(turn: BegunTurn, hasPlace: boolean): Promise<Work> {
    try {
      return await dependencies.answer(turn, request(turn.conversationId));
    } finally {
      if (hasPlace) gate.leave();
    }
  }

  function request(conversationId: number): ClaimRequest {
    return { conversationId, now: clock.now(), mergeWindowMs, mayAnswer: false, standsAlone };
  }
}
