import type { Socket } from "node:net";

/** What goes wrong with an answer on its way back: the request was acted on. */
export type AnswerFault =
  | { kind: "answer_reset" }
  | { kind: "answer_swallowed" }
  /** So much of its body passes at once, or not even the head; then a byte every so often. */
  | { kind: "answer_drips"; everyMs: number; bodyBytes?: number }
  /** So much of its body passes, then the connection ends. */
  | { kind: "answer_cut"; bodyBytes: number; with: "reset" | "end" };

/** Takes the bytes of an answer as they come, and gives the client what the fault leaves of them. */
export function spoilAnswer(fault: AnswerFault, client: Socket): (bytes: Buffer) => void {
  switch (fault.kind) {
    case "answer_reset":
      return () => void client.resetAndDestroy();
    case "answer_swallowed":
      return () => {};
    case "answer_drips":
      return drip(fault, client);
    case "answer_cut":
      return cut(fault, client);
    default:
      return fault satisfies never;
  }
}

type Drip = Extract<AnswerFault, { kind: "answer_drips" }>;
type Cut = Extract<AnswerFault, { kind: "answer_cut" }>;

function drip({ everyMs, bodyBytes }: Drip, client: Socket) {
  const { take, give, bodyPassed } = createPassage(client);
  let timer: NodeJS.Timeout | undefined;
  client.once("close", () => clearInterval(timer));
  return (bytes: Buffer) => {
    take(bytes);
    if (timer || (bodyBytes !== undefined && !bodyPassed(bodyBytes))) return;
    timer = setInterval(() => give(1), everyMs);
  };
}

function cut({ bodyBytes, with: how }: Cut, client: Socket) {
  const { take, bodyPassed } = createPassage(client);
  return (bytes: Buffer) => {
    take(bytes);
    if (!bodyPassed(bodyBytes) || client.writableEnded) return;
    if (how === "end") client.end();
    // What was written has to leave first, or the reset would come before it.
    else client.write("", () => void client.resetAndDestroy());
  };
}

/** Keeps an answer, and passes on of it what it is told to. */
function createPassage(client: Socket) {
  let answer: Buffer = Buffer.alloc(0);
  let passed = 0;
  return { take, give, bodyPassed };

  function take(bytes: Buffer) {
    answer = Buffer.concat([answer, bytes]);
  }

  function give(count: number) {
    const piece = answer.subarray(passed, passed + count);
    if (piece.length > 0) client.write(piece);
    passed += piece.length;
  }

  /** Passes the head and so much of the body, as far as it has come; true when all that has passed. */
  function bodyPassed(bodyBytes: number): boolean {
    const headEnd = answer.indexOf("\r\n\r\n") + 4;
    if (headEnd < 4) return false;
    const end = headEnd + bodyBytes;
    give(Math.max(end - passed, 0));
    return passed >= end;
  }
}
