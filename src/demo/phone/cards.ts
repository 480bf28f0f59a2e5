import type { Board } from "./board.ts";
import { wholeId } from "./logged-id.ts";
import type { Card, Step } from "./page-event.ts";

export type Cards = {
  open(card: Pick<Card, "sid" | "contact" | "text" | "at">): void;
  get(sid: string | undefined): Card | undefined;
  /** The card of an id as the server logged it. */
  sidLogged(id: string): string;
  /** Steps are kept in the order of their times, whoever told first. */
  add(sid: string | undefined, told: { step: Step; state?: Card["state"] }): void;
  /** What goes to a contact from now on belongs to this card. */
  setCurrent(sid: string): void;
  currentOf(contact: string): string | undefined;
  replyCreated(reply: { id: string; contact: string }): void;
  /** The log says which message it answers: when answers come at once, that is a later one than the current. */
  replyLogged(id: string, sid: string | undefined): void;
  ofReply(id: string): string | undefined;
};

export function createCards(board: Pick<Board, "show">): Cards {
  const cards = new Map<string, Card>();
  const current = new Map<string, string>();
  const replies = new Map<string, string | undefined>();
  return {
    open(opened) {
      const card: Card = { ...opened, state: "working", steps: [] };
      cards.set(card.sid, card);
      board.show({ kind: "card", card });
    },
    get: (sid) => cards.get(sid ?? ""),
    sidLogged: (id) => wholeId(id, cards.keys()),
    add(sid, { step, state }) {
      const card = cards.get(sid ?? "");
      if (!card) return;
      card.steps = [...card.steps, step].sort((left, right) => left.at - right.at);
      card.state = state ?? card.state;
      board.show({ kind: "card", card });
    },
    setCurrent(sid) {
      const card = cards.get(sid);
      if (card) current.set(card.contact, sid);
    },
    currentOf: (contact) => current.get(contact),
    replyCreated: ({ id, contact }) => void replies.set(id, current.get(contact)),
    replyLogged: (id, sid) => void replies.set(wholeId(id, replies.keys()), sid),
    ofReply: (id) => replies.get(id),
  };
}
