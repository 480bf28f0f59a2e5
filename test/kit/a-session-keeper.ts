import type { Clock } from "../../src/clock.ts";
import type { SessionKeeper } from "../../src/engines/engine.ts";

/** Keeps sessions for as long as the test runs, each until its time is over. */
export function aSessionKeeper(clock: Clock): SessionKeeper {
  const kept = new Map<number, { value: string; expiresAt: number }>();
  return {
    async load(conversationId) {
      const session = kept.get(conversationId);
      return session && session.expiresAt > clock.now() ? session.value : undefined;
    },
    async save(conversationId, value, expiresAt) {
      kept.set(conversationId, { value, expiresAt });
    },
    async drop(conversationId) {
      kept.delete(conversationId);
    },
  };
}
