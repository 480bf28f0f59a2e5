/** So that ticks can be watched as they change. */
export const LIKE_PEOPLE = { sentAfterMs: 120, deliveredAfterMs: 180, readAfterMs: 900 };
