/** Runs what belongs to the same conversation one after the other: OpenAI refuses a second run. */
export function oneAtATime() {
  const last = new Map<number, Promise<unknown>>();
  return function inTurn<T>(conversationId: number, work: () => Promise<T>): Promise<T> {
    const before = last.get(conversationId) ?? Promise.resolve();
    const mine = before.then(work, work);
    const forget = () => {
      if (last.get(conversationId) === mine) last.delete(conversationId);
    };
    last.set(conversationId, mine);
    void mine.then(forget, forget);
    return mine;
  };
}
