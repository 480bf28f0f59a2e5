import type { FaultQueue } from "../faults.ts";

export type Route = "session" | "callback" | "ask" | "newChat" | "messages" | "chart";

/** What may go wrong with one request, for once. */
export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string>; body?: string }
  /** A page for people, with status 200. */
  | { kind: "html" }
  /** Any JSON with status 200; for a session: without `url`, or with one elsewhere. */
  | { kind: "json"; body: unknown }
  /** All goes well, but later. */
  | { kind: "delay"; delayMs: number }
  /** The connection ends before a byte of the response. */
  | { kind: "reset" }
  /** The connection stays open, and nothing comes. */
  | { kind: "silence" }
  | CookieFault
  | StreamFault;

/** Other cookies than usual on the way back from the callback, after so many redirects. */
type CookieFault = {
  kind: "cookies";
  write: (token: string) => string[];
  hops?: number;
  lastStatus?: 200 | 302;
};

/** A stream that differs from the usual one in what is named here. */
export type StreamFault = {
  kind: "stream";
  /** Instead of the answer. */
  events?: object[];
  lineEnd?: "\n" | "\r\n" | "\r";
  /** `none`: not even between events; `not_last`: only the last one is missing. */
  blankLines?: "none" | "not_last";
  byteOrderMark?: boolean;
  comments?: boolean;
  unknownFlags?: boolean;
  doneMarker?: boolean;
  /** Size of the pieces that the network delivers: 1 splits everything, also characters. */
  chunkBytes?: number;
  /** What happens after so many bytes, or after the last one. */
  stop?: { after?: number; with: "reset" | "stall" };
};

export type Faults = FaultQueue<Route, Fault>;
