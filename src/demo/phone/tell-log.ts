import type { Cards } from "./cards.ts";
import type { LineOf, LogLine } from "./log-line.ts";
import { wording } from "./wording.ts";

type Dependencies = {
  cards: Cards;
  /** The SQL that was run for a question, where the stand-in for AskYourDatabase knows it. */
  sqlFor: (question: string) => string | undefined;
};

/** Writes what the server's log says about a message on the card of that message. */
export function createTellLog({ cards, sqlFor }: Dependencies) {
  const sidOfMessage = new Map<string, string>();
  const sidOfTurn = new Map<string, string>();
  const sidOfPart = new Map<string, string>();
  const unknownParts = new Set<string>();
  const knownParts = new Set<string>();

  return function tellLog(line: LogLine): void {
    switch (line.msg) {
      case "message received":
        return void sidOfMessage.set(line.messageId, line.providerId);
      case "message repeated":
        return cards.add(line.providerId, wording.repeated(line));
      case "turn begun":
        return begin(line);
      case "answer stored":
        return store(line);
      case "turn postponed":
        return cards.add(sidOfTurn.get(line.turnId), wording.postponed(line));
      case "turn ended":
        return end(line);
      case "part sent":
        return cards.add(sidOf(line), wording.sent(line));
      case "part failed":
        return cards.add(sidOf(line), wording.failed(line));
      case "part unknown":
        return lose(line);
      case "part looked up":
        return line.outcome === "sent" ? found(line) : undefined;
      case "part status":
        return found(line);
      default:
        return line satisfies never;
    }
  };

  /** A turn is told on the card of its last message. */
  function begin(line: LineOf<"turn begun">): void {
    const sids = line.messageIds.flatMap((messageId) => sidOfMessage.get(messageId) ?? []);
    const last = sids.at(-1);
    if (!last) return;
    if (!sidOfTurn.has(line.turnId))
      for (const sid of sids.slice(0, -1)) cards.add(sid, wording.joined(line));
    sidOfTurn.set(line.turnId, last);
    cards.setCurrent(last);
    cards.add(last, wording.begun(line, sids.length, line.attempt));
  }

  /** An answered turn ends when its answer is stored; what happens to the parts is told by Twilio. */
  function end(line: LineOf<"turn ended">): void {
    if (line.state !== "answered") cards.add(sidOfTurn.get(line.turnId), wording.ended(line));
  }

  function store(line: LineOf<"answer stored">): void {
    const sid = sidOfTurn.get(line.turnId);
    const question = cards.get(sid)?.text ?? "";
    cards.add(sid, wording.answered(line, sqlFor(question)));
  }

  function lose(line: LineOf<"part unknown">): void {
    const isKnown = knownParts.has(line.partId);
    if (!isKnown) unknownParts.add(line.partId);
    cards.add(sidOf(line), isKnown ? wording.unanswered(line) : wording.unknown(line));
  }

  /** Both a look-up at Twilio and a status callback settle what became of a part that was unknown. */
  function found(line: LineOf<"part status" | "part looked up">): void {
    knownParts.add(line.partId);
    if (unknownParts.delete(line.partId)) cards.add(sidOf(line), wording.found(line));
  }

  function sidOf({ partId, turnId }: { partId: string; turnId?: string | undefined }) {
    const sid = sidOfTurn.get(turnId ?? "") ?? sidOfPart.get(partId);
    if (sid) sidOfPart.set(partId, sid);
    return sid;
  }
}
