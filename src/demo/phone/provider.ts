import type { Events } from "../events.ts";
import type { Mishap } from "./mishap.ts";
import type { Choices } from "./page-event.ts";

/** A channel's provider and the WhatsApp behind it, played by a stand-in, as the phone sees them. */
export type Provider = {
  name: string;
  /** What is done about a reply that it may have taken or not. */
  whenUnsure: string;
  handset(person: { address: string; name: string }): Handset;
  /** Where the server offers a picture of a reply to this contact. */
  pictureUrl(picture: { address: string; id: string; index: number }): string | undefined;
  onHappening: Events<Happening>["on"];
  mishaps: Mishap[];
};

/** What the owner of a phone can do. */
export type Handset = {
  says(text: string): Promise<{ id: string }>;
  /** Taps a button, or a row, of this message. Rejects where there is no such thing. */
  chooses(messageId: string, choiceId: string): Promise<{ id: string }>;
  /** The provider delivers a message again. */
  redeliver(id: string): Promise<unknown>;
};

/** A message, whichever way it went. */
export type Seen = {
  id: string;
  text: string;
  /** How many. */
  pictures: number;
  choices?: Choices;
  /** The id of the message that it quotes. */
  replyTo?: string;
  at: number;
};

export type Happening =
  | { kind: "inbound"; address: string; message: Seen }
  /** The server answered a webhook; `status` 0 when it could not be reached. */
  | { kind: "webhook"; address: string; id: string; status: number; tookMs: number }
  /** The contact's message got its blue ticks. */
  | { kind: "seen"; address: string; id: string }
  | { kind: "typing"; address: string }
  | { kind: "created"; address: string; message: Seen }
  | { kind: "status"; address: string; id: string; status: string; errorCode?: number }
  /** By its kind, such as `created_then_hang`. */
  | { kind: "fault"; fault: string };
