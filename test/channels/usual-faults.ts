import type { ProviderFault } from "../../src/demo/provider-fault.ts";

/** What goes wrong in the same way at every provider, by the names of the channel's contract. */
export const USUAL_FAULTS = {
  reset_before: { kind: "reset" },
  created_then_reset: { kind: "created_then_reset" },
  created_then_silence: { kind: "created_then_hang" },
  created_then_5xx: { kind: "created_then_500" },
  "5xx": { kind: "html", status: 503 },
  page_in_place_of_an_answer: { kind: "html", status: 200 },
  reset: { kind: "reset" },
} as const satisfies Record<string, ProviderFault>;
