import type { Card, Hello, Note, PageEvent, PhoneMessage, Tone } from "./page-event.ts";

/** What the page shows now: remembered for pages that are opened later, told at once to those that are open. */
export type Board = {
  message(sid: string): PhoneMessage | undefined;
  show(event: Exclude<PageEvent, { kind: "hello" }>): void;
  note(text: string, tone: Tone): void;
  /** Everything there is to show, then everything new, until the returned function is called. */
  watch(listener: (event: PageEvent) => void): () => void;
};

export function createBoard(hello: Hello): Board {
  const messages = new Map<string, PhoneMessage>();
  const cards = new Map<string, Card>();
  const notes: Note[] = [];
  const latest = new Map<string, PageEvent>();
  const listeners = new Set<(event: PageEvent) => void>();

  const remember = (event: PageEvent) => {
    if (event.kind === "message") messages.set(event.message.sid, event.message);
    else if (event.kind === "card") cards.set(event.card.sid, event.card);
    else if (event.kind === "note") notes.push(event.note);
    else latest.set(keyOf(event), event);
  };
  const everything = function* (): Generator<PageEvent> {
    yield { kind: "hello", hello };
    for (const message of messages.values()) yield { kind: "message", message };
    for (const card of cards.values()) yield { kind: "card", card };
    for (const note of notes) yield { kind: "note", note };
    yield* latest.values();
  };

  const board: Board = {
    message: (sid) => messages.get(sid),
    show(event) {
      remember(event);
      for (const listener of listeners) listener(event);
    },
    note: (text, tone) =>
      board.show({ kind: "note", note: { id: notes.length + 1, at: Date.now(), text, tone } }),
    watch(listener) {
      for (const event of everything()) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return board;
}

function keyOf(event: PageEvent): string {
  return event.kind === "typing" ? `typing ${event.typing.contact}` : event.kind;
}
