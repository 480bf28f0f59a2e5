import type { TwilioEvent } from "../twilio/events.ts";
import type { TwilioMessage } from "../twilio/message.ts";
import type { Board } from "./board.ts";
import type { Cards } from "./cards.ts";
import type { PhoneMessage, Step } from "./page-event.ts";
import { inSeconds } from "./wording.ts";

type Dependencies = { board: Board; cards: Cards };
type EventOf<Kind extends TwilioEvent["kind"]> = Extract<TwilioEvent, { kind: Kind }>;

/** Shows on the phone, and tells on the cards, what happens at Twilio and WhatsApp. */
export function createTellTwilio({ board, cards }: Dependencies) {
  const replies = new Map<string, TwilioMessage>();
  const cardOfReply = new Map<string, string | undefined>();

  return function tellTwilio(event: TwilioEvent): void {
    switch (event.kind) {
      case "inbound":
        return write(event);
      case "webhook":
        return heard(event);
      case "typing":
        return type(event);
      case "created":
        replies.set(event.message.sid, event.message);
        return void cardOfReply.set(event.message.sid, cards.currentOf(event.address));
      case "status":
        return move(event);
      case "fault":
        return board.note(FAULTS[event.fault.kind] ?? "Twilio has a problem.", "bad");
      default:
        return event satisfies never;
    }
  };

  function write({ address, message }: EventOf<"inbound">): void {
    const { sid, body, createdAt: at } = message;
    const text = body || (message.mediaUrls.length > 0 ? "📎 a file" : "📍 a location");
    board.show({ kind: "message", message: bubble(address, message, { mine: true, text }) });
    cards.open({ sid, contact: address, text, at });
  }

  function heard({ address, sid, status, tookMs }: EventOf<"webhook">): void {
    const accepted = status === 200;
    const isFirst = board.message(sid)?.ticks === "sending";
    if (isFirst) tick(sid, accepted ? "delivered" : "failed");
    if (isFirst && accepted) cards.add(sid, { step: received(tookMs) });
    else if (!accepted) cards.add(sid, { step: refused(status), state: "trouble" });
    if (!cards.currentOf(address)) cards.setCurrent(sid);
  }

  /** Twilio marks a message as read when typing is shown for it. */
  function type({ address, sid }: EventOf<"typing">): void {
    tick(sid, "read");
    board.show({ kind: "typing", typing: { contact: address, until: Date.now() + TYPING_MS } });
  }

  function move({ address, sid, status, errorCode }: EventOf<"status">): void {
    const reply = replies.get(sid);
    if (!reply) return;
    cards.add(cardOfReply.get(sid), onItsWay(status, errorCode));
    if (status !== "delivered") return;
    board.show({ kind: "message", message: bubble(address, reply, { mine: false }) });
    board.show({ kind: "typing", typing: { contact: address, until: 0 } });
  }

  function tick(sid: string, ticks: PhoneMessage["ticks"]): void {
    const message = board.message(sid);
    if (message) board.show({ kind: "message", message: { ...message, ticks } });
  }
}

/** WhatsApp takes the indicator away after this time. */
const TYPING_MS = 25_000;

function bubble(
  contact: string,
  { sid, body, mediaUrls, createdAt }: TwilioMessage,
  { mine, text = body }: { mine: boolean; text?: string },
): PhoneMessage {
  const pictures = mine ? [] : mediaUrls.map((_, index) => `/media/${sid}/${index}`);
  const at = mine ? createdAt : Date.now();
  return { sid, contact, mine, text, pictures, at, ticks: mine ? "sending" : "read" };
}

function received(tookMs: number): Step {
  const detail = `on disk before Twilio heard “200”, after ${inSeconds(tookMs)}`;
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
  created_then_hang: "Twilio took the reply, and says nothing.",
  created_then_reset: "Twilio took the reply, and the connection broke.",
};
