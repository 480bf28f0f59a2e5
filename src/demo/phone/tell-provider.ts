import type { Board } from "./board.ts";
import type { Cards } from "./cards.ts";
import type { PhoneMessage, Step } from "./page-event.ts";
import type { Happening, Seen } from "./provider.ts";
import { inSeconds } from "./wording.ts";

type Dependencies = { board: Board; cards: Cards; provider: { name: string } };
type Of<Kind extends Happening["kind"]> = Extract<Happening, { kind: Kind }>;

/** Shows on the phone, and tells on the cards, what happens at the provider and WhatsApp. */
export function createTellProvider({ board, cards, provider }: Dependencies) {
  const replies = new Map<string, Seen>();

  return function tellProvider(event: Happening): void {
    switch (event.kind) {
      case "inbound":
        return write(event);
      case "webhook":
        return heard(event);
      case "seen":
        return tick(event.id, "read");
      case "typing":
        return type(event.address, Date.now() + TYPING_MS);
      case "created":
        replies.set(event.message.id, event.message);
        return cards.replyCreated({ id: event.message.id, contact: event.address });
      case "status":
        return move(event);
      case "fault":
        return board.note(`${provider.name} ${FAULTS[event.fault] ?? "has a problem."}`, "bad");
      default:
        return event satisfies never;
    }
  };

  function write({ address, message }: Of<"inbound">): void {
    const { id: sid, pictures, at } = message;
    const text = message.text || (pictures > 0 ? "📎 a file" : "📍 a location");
    show({ ...bubble(address, message), mine: true, text, pictures: [], at, ticks: "sending" });
    cards.open({ sid, contact: address, text, at });
  }

  function heard({ address, id: sid, status, tookMs }: Of<"webhook">): void {
    const accepted = status === 200;
    const isFirst = board.message(sid)?.ticks === "sending";
    if (isFirst) tick(sid, accepted ? "delivered" : "failed");
    if (isFirst && accepted) cards.add(sid, { step: received(provider.name, tookMs) });
    else if (!accepted) cards.add(sid, { step: refused(status), state: "trouble" });
    if (!cards.currentOf(address)) cards.setCurrent(sid);
  }

  function type(contact: string, until: number): void {
    board.show({ kind: "typing", typing: { contact, until } });
  }

  function move({ address, id, status, errorCode }: Of<"status">): void {
    const reply = replies.get(id);
    if (!reply) return;
    cards.add(cards.ofReply(id), onItsWay(status, errorCode));
    if (status !== "delivered") return;
    show(bubble(address, reply));
    type(address, 0);
  }

  /** A reply, as it arrives. */
  function bubble(contact: string, { id: sid, replyTo, ...message }: Seen): PhoneMessage {
    const quote = board.message(replyTo ?? "")?.text;
    const { text, choices } = message;
    const pictures = Array.from(
      { length: message.pictures },
      (_, index) => `/media/${sid}/${index}`,
    );
    return {
      sid,
      contact,
      mine: false,
      text,
      pictures,
      at: Date.now(),
      ticks: "read",
      ...(choices && { choices }),
      ...(quote !== undefined && { quote }),
    };
  }

  function show(message: PhoneMessage): void {
    board.show({ kind: "message", message });
  }

  function tick(sid: string, ticks: PhoneMessage["ticks"]): void {
    const message = board.message(sid);
    if (message) show({ ...message, ticks });
  }
}

/** WhatsApp takes the indicator away after this time. */
const TYPING_MS = 25_000;

function received(provider: string, tookMs: number): Step {
  const detail = `on disk before ${provider} heard “200”, after ${inSeconds(tookMs)}`;
  return { at: Date.now(), title: "Received and stored", detail, tone: "good" };
}

function refused(status: number): Step {
  const title = status === 0 ? "The server could not be reached" : `The server answered ${status}`;
  return { at: Date.now(), title, tone: "bad" };
}

function onItsWay(status: string, errorCode: number | undefined) {
  const isBad = errorCode !== undefined;
  const title = isBad ? `WhatsApp gave up on the reply (${errorCode})` : STATUSES[status];
  const step: Step = { at: Date.now(), title: title ?? status, tone: isBad ? "bad" : "plain" };
  if (isBad) return { step, state: "trouble" as const };
  return status === "delivered" ? { step, state: "done" as const } : { step };
}

const STATUSES: Record<string, string> = {
  sent: "On its way to the phone ✓",
  delivered: "Delivered ✓✓",
  read: "Read ✓✓",
};

const FAULTS: Partial<Record<string, string>> = {
  created_then_hang: "took the reply, and says nothing.",
  created_then_reset: "took the reply, and the connection broke.",
};
