export type OpenAiRoute = "responses" | "conversations" | "items";

/** What goes wrong with one request. */
export type OpenAiFault =
  /** OpenAI's JSON for an error. */
  | {
      kind: "error";
      status: number;
      code?: string | null;
      message?: string;
      param?: string;
      headers?: Record<string, string>;
    }
  /** A page for people. */
  | { kind: "html"; status?: number }
  /** All goes well, but later. */
  | { kind: "delay"; delayMs: number }
  /** The connection ends before a byte of the response. */
  | { kind: "reset" }
  /** The connection stays open, and nothing comes. */
  | { kind: "silence" }
  | RunFault;

/** A run that differs from the usual one in what is named here. */
export type RunFault = {
  kind: "run";
  /** In place of the answer. */
  text?: string;
  /** The text is a refusal. */
  refusal?: boolean;
  /** In place of a good end; `ends`: the stream is over as if that were all. */
  end?:
    | { kind: "incomplete"; reason: string }
    | { kind: "failed"; code: string }
    | { kind: "error"; code: string }
    | { kind: "ends" | "reset" | "stall" | "completed_then_reset" | "completed_then_stall" };
  /** How many pieces of the text come before the end; all of them when left out. */
  pieces?: number;
  /** Time between two events. */
  dripMs?: number;
  /** Some compatible servers send the text only at the end, and count nothing. */
  bare?: boolean;
};
