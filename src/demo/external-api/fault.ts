/** What may go wrong with one request, for once. */
export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string> }
  /** All goes well, but later. */
  | { kind: "delay"; delayMs: number }
  /** The connection ends before anything was taken in. */
  | { kind: "reset" }
  /** The answers are taken in, and the connection ends before that can be said. */
  | { kind: "lost_response" }
  /** The connection stays open, and nothing comes. */
  | { kind: "hang" }
  /** A page for people, with status 200. */
  | { kind: "html" }
  /** Half of a JSON text, with status 200. */
  | { kind: "bad_json" };
