import type { Question } from "../engine.ts";
import type { Access, Dependencies } from "./dependencies.ts";
import { createOpenChat } from "./open-chat.ts";
import { createOpenSession } from "./open-session.ts";
import { readSavedAccess, writeSavedAccess } from "./saved-access.ts";

export type Accesses = {
  /** What was kept, or else a newly opened one; all who ask meanwhile for the same conversation get the same. */
  get(question: AskedBy): Promise<Access>;
  /** Forgets one that was refused, unless another has taken its place. */
  drop(conversationId: number, refused: Access): Promise<void>;
};

export type AskedBy = Pick<Question, "conversationId" | "contact">;

export function createAccesses(dependencies: Dependencies): Accesses {
  const { sessions, log, settings } = dependencies;
  const open =
    settings.mode === "session" ? createOpenSession(dependencies) : createOpenChat(dependencies);
  const flights = new Map<number, Promise<Access>>();

  return {
    get(question) {
      const { conversationId } = question;
      const running = flights.get(conversationId);
      if (running) return running;
      const flight = keptOrOpened(question).finally(() => flights.delete(conversationId));
      flights.set(conversationId, flight);
      return flight;
    },

    async drop(conversationId, refused) {
      const kept = await load(conversationId);
      if (kept && isSame(kept, refused)) await sessions.drop(conversationId);
    },
  };

  async function keptOrOpened({ conversationId, contact }: AskedBy): Promise<Access> {
    const kept = await load(conversationId);
    if (kept) return kept;
    const { access, expiresAt } = await open(contact.address);
    await sessions.save(conversationId, writeSavedAccess(access, settings), expiresAt);
    log.info({ conversationId, engine: "askyourdatabase" }, "session opened");
    return access;
  }

  async function load(conversationId: number): Promise<Access | undefined> {
    const saved = await sessions.load(conversationId);
    return saved === undefined ? undefined : readSavedAccess(saved, settings);
  }
}

function isSame(one: Access, other: Access): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
