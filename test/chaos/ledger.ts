/** What contacts wrote, and what the server said to it: kept outside of the server. */
export type Ledger = {
  /** By the provider's id of the message. */
  attempted: Map<string, { address: string; question: string }>;
  /** Those that heard a 200. */
  acknowledged: Set<string>;
  /** Those that were delivered once more when newer ones may have come. */
  late: Set<string>;
  /** How often a message that had heard its 200 was delivered again. */
  repeated: number;
  /** Answers to webhooks other than 200, and than 503 while somebody is killed. */
  refusals: number[];
};

export function createLedger(): Ledger {
  return {
    attempted: new Map(),
    acknowledged: new Set(),
    late: new Set(),
    repeated: 0,
    refusals: [],
  };
}
