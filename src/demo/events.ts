export type Events<Event> = {
  emit(event: Event): void;
  /** Calls back for every event until the returned function is called. */
  on: (listener: (event: Event) => void) => () => void;
};

export function createEvents<Event>(): Events<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
