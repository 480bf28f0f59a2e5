import type { Cards } from "./cards.ts";
import type { LineOf, LogLine } from "./log-line.ts";
import type { Wording } from "./wording.ts";

type Dependencies = {
  cards: Cards;
  wording: Wording;
  sqlFor: (question: string) => string | undefined;
};

/** Writes what the server's log says about a message on the card of that message. */
export function createTellLog({ cards, wording, sqlFor }: Dependencies) {
  const sidOfMessage = new Map<string, string>();
  const sidOfTurn = new Map<string, string>();
  const sidOfConversation = new Map<string, string>();
  const sidOfPart = new Map<string, string>();
  const unknownParts = new Set<string>();
  const knownParts = new Set<string>();

  return function tellLog(line: LogLine): void {
    switch (line.msg) {
      case "message received":
        return void sidOfMessage.set(line.messageId, cards.sidLogged(line.providerId));
      case "message repeated":
        return cards.add(cards.sidLogged(line.providerId), wording.repeated(line));
      case "turn begun":
        return begin(line);
      case "answer stored":
        return store(line);
      case "turn postponed":
        return cards.add(sidOfTurn.get(line.turnId), wording.postponed(line));
      case "turn ended":
        return end(line);
      case "conversation begun":
        return cards.add(sidOfConversation.get(line.conversationId), wording.begunAnew(line));
      case "answers passed on":
        return cards.add(sidOfConversation.get(line.conversationId), wording.passedOn(line));
      case "part sent":
        return hand(line);
      case "part failed":
        return cards.add(sidOf(line), wording.failed(line));
      case "part not sent":
      case "part waits":
        return cards.add(sidOf(line), wording.delayed(line));
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
    if (line.conversationId) sidOfConversation.set(line.conversationId, last);
    cards.setCurrent(last);
    cards.add(last, wording.begun(line, sids.length, line.attempt));
  }

  /** An answered turn ends when its answer is stored; what happens to the parts is told by the provider. */
  function end(line: LineOf<"turn ended">): void {
    if (line.state !== "answered") cards.add(sidOfTurn.get(line.turnId), wording.ended(line));
  }

  function store(line: LineOf<"answer stored">): void {
    const sid = sidOfTurn.get(line.turnId);
    const question = cards.get(sid)?.text ?? "";
    cards.add(sid, wording.answered(line, sqlFor(question)));
  }

  function hand(line: LineOf<"part sent">): void {
    const sid = sidOf(line);
    if (line.providerId) cards.replyLogged(line.providerId, sid);
    cards.add(sid, wording.sent(line));
  }

  function lose(line: LineOf<"part unknown">): void {
    const isKnown = knownParts.has(line.partId);
    if (!isKnown) unknownParts.add(line.partId);
    cards.add(sidOf(line), isKnown ? wording.unanswered(line) : wording.unknown(line));
  }

  /** Both a look-up and a delivery status settle what became of a part that was unknown. */
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
