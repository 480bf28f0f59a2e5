import type { Place } from "../engine.ts";
import type { Asking, Saying } from "./asking.ts";
import { say } from "./say.ts";
import type { Kept } from "./take-message.ts";
import { words } from "./words.ts";

/** Says again what the contact has to answer; begins where there is nothing. Takes nothing for an answer. */
export function createAskOpen({ begin, ask, askLast, askedIn }: Asking) {
  return function askOpen(kept: Kept, place: Place): Saying {
    const own = words[place.language];
    if (kept.kind === "lost") return begin(place, own.lostPlace);
    if (kept.kind === "none") return begin(place);
    const { session } = kept;
    switch (session.state) {
      case "waiting_for_answer": {
        const item = askedIn(session);
        return item ? ask(session.run, item, place, own.wayOut) : askLast(session.run, place);
      }
      case "processing_api":
        return { kind: "say", session, say: say(own.kept) };
      case "conversation_ended":
        return begin(place);
      default:
        return session satisfies never;
    }
  };
}
