/** Faults that were asked for: each is used up by one request to its endpoint, oldest first. */
export type FaultQueue<Endpoint extends string, Fault> = {
  next(endpoint: Endpoint, fault: Fault, times?: number): void;
  take(endpoint: Endpoint): Fault | undefined;
  clear(): void;
};

export function createFaultQueue<Endpoint extends string, Fault>(): FaultQueue<Endpoint, Fault> {
  const waiting = new Map<Endpoint, Fault[]>();
  return {
    next(endpoint, fault, times = 1) {
      const faults = waiting.get(endpoint) ?? [];
      for (let n = 0; n < times; n += 1) faults.push(fault);
      waiting.set(endpoint, faults);
    },
    take: (endpoint) => waiting.get(endpoint)?.shift(),
    clear: () => waiting.clear(),
  };
}
