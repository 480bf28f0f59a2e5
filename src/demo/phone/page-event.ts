/** What the page is told, in the shape in which it draws it. Instants are milliseconds since 1970. */
export type PageEvent =
  | { kind: "hello"; hello: Hello }
  | { kind: "message"; message: PhoneMessage }
  | { kind: "typing"; typing: { contact: string; until: number } }
  | { kind: "card"; card: Card }
  | { kind: "note"; note: Note }
  | { kind: "server"; server: { running: boolean; text: string } };

export type Hello = {
  business: string;
  /** Who delivers the messages. */
  provider: string;
  /** Who is played by stand-ins, in words. */
  played: string;
  contacts: { address: string; name: string; about: string }[];
  suggestions: string[];
  mishaps: { id: string; label: string; hint: string }[];
};

/** A bubble. `mine`: written by the owner of the phone. */
export type PhoneMessage = {
  sid: string;
  contact: string;
  mine: boolean;
  text: string;
  pictures: string[];
  choices?: Choices;
  /** The text of the message that it answers, where that is shown. */
  quote?: string;
  at: number;
  ticks: "sending" | "sent" | "delivered" | "read" | "failed";
};

/** Buttons below a message, or a list that one button opens, with `opener` on it. */
export type Choices = {
  items: { id: string; title: string; description?: string }[];
  opener?: string;
};

/** The story of one message. */
export type Card = {
  sid: string;
  contact: string;
  text: string;
  at: number;
  state: "working" | "done" | "trouble";
  steps: Step[];
};

export type Step = { at: number; title: string; detail?: string; sql?: string; tone: Tone };
export type Tone = "plain" | "good" | "bad" | "wait";
export type Note = { id: number; at: number; text: string; tone: Tone };
