/**
 * Decides when which conversation is worked on; what there is to do is written in the store.
 * A conversation is worked on by one worker at a time, conversations do not wait for one another.
 */
export type Queue = {
  /** Something is due in this conversation, now or `at` (ms since 1970). Calling it again changes nothing. */
  wake(conversationId: number, at?: number): void;
  /** Conversations that are worked on now, and those that wait for their time. */
  count(): { running: number; waiting: number };
  /** Begins nothing new; resolves when nothing runs any more. */
  stop(): Promise<void>;
};

/**
 * Does what is due in a conversation and returns when it wants to be woken again, if at all.
 * What it throws is logged, and tried again a little later.
 */
export type WorkConversation = (conversationId: number) => Promise<number | undefined>;
