import type { Board } from "./board.ts";
import type { Card, Step } from "./page-event.ts";

export type Cards = {
  open(card: Pick<Card, "sid" | "contact" | "text" | "at">): void;
  get(sid: string | undefined): Card | undefined;
  /** Steps are kept in the order of their times, whoever told first. */
  add(sid: string | undefined, told: { step: Step; state?: Card["state"] }): void;
  /** What goes to a contact from now on belongs to this card. */
  setCurrent(sid: string): void;
  currentOf(contact: string): string | undefined;
};

export function createCards(board: Pick<Board, "show">): Cards {
  const cards = new Map<string, Card>();
  const current = new Map<string, string>();
  return {
    open(opened) {
      const card: Card = { ...opened, state: "working", steps: [] };
      cards.set(card.sid, card);
      board.show({ kind: "card", card });
    },
    get: (sid) => cards.get(sid ?? ""),
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
  };
}
