import type { EngineName } from "../../../src/nouns.ts";
import type { Random } from "../random.ts";

/** Whom an engine asks, played on this machine: the same to the loop for all engines. */
export type Answerer = {
  engine: EngineName;
  /** With which the server finds it. */
  settings: Record<string, string>;
  /** What must never stand in a log. */
  secrets: readonly string[];
  /** Lets one of the next requests go wrong. */
  spoil(random: Random): void;
  /** From now on nothing goes wrong. */
  heal(): void;
  testify(): Testimony;
  close(): Promise<void>;
};

/** All that it remembers in the end. */
export type Testimony = {
  /** Every question that came in, in the order of arrival. */
  asked: Asked[];
  /** The conversations that it keeps, in the order in which each was asked last. */
  histories: string[][];
  submissions: Submission[];
  /** How many requests were to go wrong. */
  spoilt: number;
  counts: Record<string, number>;
};

/** Instants are milliseconds since 1970. */
export type Asked = { question: string; at: number; endedAt: number };

/** Answers that an external API took in. */
export type Submission = { address: string; answers: { id: string; value: string }[] };
