/** Faults that were asked for: each is used up by one request to its endpoint, oldest first. */
export type FaultQueue<Endpoint extends string, Fault> = {
  next(endpoint: Endpoint, fault: Fault, times?: number): void;
  /** Goes wrong at every request to this endpoint that has no single fault waiting. */
  always(endpoint: Endpoint, fault: Fault): void;
  take(endpoint: Endpoint): Fault | undefined;
  /** From now on all goes well. */
  clear(): void;
};

export function createFaultQueue<Endpoint extends string, Fault>(): FaultQueue<Endpoint, Fault> {
  const waiting = new Map<Endpoint, Fault[]>();
  const lasting = new Map<Endpoint, Fault>();
  return {
    next(endpoint, fault, times = 1) {
      const faults = waiting.get(endpoint) ?? [];
      for (let n = 0; n < times; n += 1) faults.push(fault);
      waiting.set(endpoint, faults);
    },
    always: (endpoint, fault) => void lasting.set(endpoint, fault),
    take: (endpoint) => waiting.get(endpoint)?.shift() ?? lasting.get(endpoint),
    clear() {
      waiting.clear();
      lasting.clear();
    },
  };
}
