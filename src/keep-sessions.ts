import type { Clock } from "./clock.ts";
import type { SessionKeeper } from "./engines/engine.ts";
import type { EngineName } from "./nouns.ts";
import type { Seal } from "./seal.ts";
import type { Store } from "./store/store.ts";

type Dependencies = {
  store: Pick<Store, "loadSession" | "saveSession" | "dropSession">;
  seal: Seal;
  clock: Clock;
  engine: EngineName;
};

/** An engine's sessions in the store, sealed: they hold tokens. */
export function keepSessions({ store, seal, clock, engine }: Dependencies): SessionKeeper {
  return {
    async load(conversationId) {
      const sealed = await store.loadSession({ conversationId, engine }, clock.now());
      return sealed === undefined ? undefined : seal.open(sealed);
    },
    save: (conversationId, value, expiresAt) =>
      store.saveSession({ conversationId, engine }, seal.seal(value), expiresAt),
    drop: (conversationId) => store.dropSession({ conversationId, engine }),
  };
}
