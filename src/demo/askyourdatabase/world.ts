import type { Faults, Route } from "./faults.ts";
import type { Shop } from "./shop.ts";

/** All that the stand-in knows; its routes share it. */
export type World = {
  readonly url: string;
  readonly apiKey: string;
  readonly chatbotId: string;
  readonly answerDelayMs: number;
  readonly sessionSeconds: number;
  readonly shop: Shop;
  readonly faults: Faults;
  readonly codes: Map<string, Identity>;
  readonly tokens: Map<string, Identity>;
  readonly chats: Map<string, StoredMessage[]>;
  readonly asked: AskedQuestion[];
  readonly sessionsOpened: OpenedSession[];
  readonly calls: Record<Route, number>;
  readonly closing: AbortController;
};

type Identity = { name: string; email: string };
export type OpenedSession = Identity & { at: number };

/** `email` is known in a session, `chatid` with the API key. Instants are milliseconds since 1970. */
export type AskedQuestion = {
  question: string;
  botid: string;
  email?: string;
  chatid?: string;
  /** The two ways a token was shown. */
  tokens: { header: string | undefined; cookie: string | undefined };
  body: unknown;
  at: number;
  /** When it was run; not when it was refused, or went wrong before. */
  ranAt?: number;
  /** When the last byte was out or the connection gone. */
  endedAt?: number;
};

/** A message as `GET /api/chatbot/messages` gives it; the lower-case names are the provider's. */
export type StoredMessage = {
  id: string;
  chatid: string;
  chatbotid: string;
  role: "user" | "assistant" | "system";
  content: string | null;
  sql?: string;
  result?: { result: unknown[] };
  createdat: string;
  issql: boolean;
};
