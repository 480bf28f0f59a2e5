/** What differs between runs. */
export type Settings = { mergeWindowMs: number };

/** Small enough that a few messages meet each of them. */
export const RULES = {
  maxConcurrentAnswers: 2,
  holdingAfterMs: 20_000,
  lateAfterMs: 30 * 60_000,
  limits: { messagesPerMinute: 6, contactAnswersPerDay: 200, businessAnswersPerDay: 0 },
};
