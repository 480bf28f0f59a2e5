import type { InboundMessage, StatusUpdate } from "../../nouns.ts";

/** One of the many things that a delivery brings. */
export type Item =
  | { kind: "message"; message: InboundMessage }
  | { kind: "status"; status: StatusUpdate }
  | { kind: "error"; code: string }
  /** The reason is a code: nothing of what somebody wrote, or of who it was. */
  | { kind: "unreadable"; reason: string };
