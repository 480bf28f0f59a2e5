import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Bytes for a connection of their own, and what is done when they are sent. */
export type Hostile = {
  name: string;
  /** Sent one after the other, with a pause between them when there are several. */
  pieces: (string | Buffer)[];
  pauseMs?: number;
  /** How the connection is left: said to be at its end, or broken. Without it the server may answer first. */
  leave?: "end" | "break";
};

const LONGEST_MS = 8_000;

/** Sends it and gives the status of every answer, until the connection is closed. */
export async function exchange(port: number, hostile: Hostile): Promise<number[]> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (piece) => (received += piece.toString("latin1")));
  // The server may hang up while we still write: that is its right.
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  for (const [index, piece] of hostile.pieces.entries()) {
    if (index > 0 && hostile.pauseMs) await wait(hostile.pauseMs);
    socket.write(piece);
  }
  if (hostile.leave === "end") socket.end();
  if (hostile.leave === "break") socket.destroySoon();
  const timer = setTimeout(() => socket.destroy(), LONGEST_MS);
  await closed;
  clearTimeout(timer);
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** All of them, so many at a time. */
export async function exchangeAll(port: number, all: Hostile[], atATime = 24) {
  const answers: { hostile: Hostile; statuses: number[] }[] = [];
  const left = all.values();
  const worker = async () => {
    for (const hostile of left) answers.push({ hostile, statuses: await exchange(port, hostile) });
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return answers;
}
