import type { Answer, EngineName, Exchange, Language } from "../nouns.ts";

/** What an engine is asked for a turn. */
export type Question = {
  conversationId: number;
  /** The same when it is asked again. */
  turnId: number;
  /** How often it is asked now, from 1; what was not tried, as the engine was down, does not count. */
  attempt: number;
  contact: { address: string; name?: string };
  text: string;
  /** The `id` of a choice, when the contact pressed a button or picked from a list. */
  payload?: string;
  language: Language;
  /** Aborted when the answer is no longer wanted: the total time is over, or the server stops. */
  signal: AbortSignal;
};

/** Where a contact stands, before anything is said. */
export type Place = Pick<Question, "conversationId" | "turnId" | "language">;

/**
 * Who answers. `answer` is called for one question of a conversation at a time.
 *
 * Throws, by what to do next: `RetryLater` or `RetryAfter` when no byte of an answer had come,
 * `Never` when asking again would not help or might run the question twice, `TellOperator` when a
 * setting is wrong. An answer that broke off after some text is an answer, with `cutOff: true`.
 */
export type Engine = {
  readonly name: EngineName;
  answer(question: Question): Promise<Answer>;
  /**
   * Where the engine leads the conversation: says again what the contact has to answer, or begins.
   * The next message is the answer to it. Asks nobody else, and the same turn hears the same again.
   */
  readonly resume?: (place: Place) => Promise<Answer>;
};

/** The newest exchanges of a conversation since it was reset last, oldest first; at most so many. */
export type Recall = (conversationId: number, most: number) => Promise<Exchange[]>;

/** Where an engine keeps what it needs between two questions of a conversation. */
export type SessionKeeper = {
  /** The value that was saved last, unless it expired or was dropped. */
  load(conversationId: number): Promise<string | undefined>;
  /** `expiresAt` in milliseconds since 1970. The value may hold secrets: it is stored encrypted. */
  save(conversationId: number, value: string, expiresAt: number): Promise<void>;
  drop(conversationId: number): Promise<void>;
};
