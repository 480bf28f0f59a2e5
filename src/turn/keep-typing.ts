import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import type { BegunTurn } from "../store/work.ts";

/** Providers show it for 25 s. */
const RENEW_MS = 20_000;

/** Shows typing in answer to the newest message of a turn, again and again until it is stopped. */
export function createKeepTyping({ channels, clock }: { channels: Channels; clock: Clock }) {
  return function keepTyping(turn: BegunTurn): () => void {
    const inReplyTo = turn.messages.at(-1)?.providerId;
    const channel = channels.of(turn);
    if (!inReplyTo || !channel) return () => {};
    let cancel = () => {};
    show();
    return () => cancel();

    function show() {
      void channel?.showTyping(inReplyTo ?? "");
      cancel = clock.after(RENEW_MS, show);
    }
  };
}
