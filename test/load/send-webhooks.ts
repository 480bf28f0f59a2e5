import { openConnections, type Connection } from "../bench/connection.ts";
import { openLoop } from "../bench/load.ts";
import { newSid, signedRequest, type Said } from "../bench/signed-requests.ts";

/** What became of one webhook. */
export type Ack = {
  sid: string;
  /** When it was due to leave, in ms of this process. */
  atMs: number;
  /** From then until its answer was there. */
  tookMs: number;
  /** 0: no answer, the connection broke. */
  status: number;
};

type SignedMessage = Said & { sid: string; request: Buffer };

/** Takes longer than sending them: best done before the time is taken. */
export function signAll(messages: readonly Said[]): SignedMessage[] {
  return messages.map((message) => {
    const said = { ...message, sid: newSid() };
    return { ...said, request: signedRequest(said) };
  });
}

/** Delivers messages at a steady rate, as Twilio would, and keeps what was said to each. */
export async function sendWebhooks(load: {
  port: number;
  perSecond: number;
  messages: readonly SignedMessage[];
  onSend?(message: Said): void;
}): Promise<Ack[]> {
  const { port, perSecond, messages, onSend } = load;
  const acks: Ack[] = [];
  const connections = Array.from({ length: CONNECTIONS }, () => whenNeeded(port));
  await openLoop({
    connections,
    requests: messages.map(({ request }) => request),
    perSecond,
    onSend: (index) => messages[index] && onSend?.(messages[index]),
    onAnswer(index, { status, tookMs }) {
      const sid = messages[index]?.sid ?? "";
      acks.push({ sid, atMs: performance.now() - tookMs, tookMs, status });
    },
  });
  for (const connection of connections) connection.close();
  return acks;
}

export function wasAcknowledged({ status }: Ack): boolean {
  return status === 200;
}

/**
 * Opened when it is used, and again when it was closed meanwhile: a server may close what is idle.
 * A webhook that gets no answer is counted, and the others go on.
 */
function whenNeeded(port: number): Connection {
  let connection: Connection | undefined;
  return {
    async exchange(request) {
      try {
        if (!connection?.isOpen()) [connection] = await openConnections(port, 1);
        return (await connection?.exchange(request)) ?? 0;
      } catch {
        return 0;
      }
    },
    isOpen: () => connection?.isOpen() ?? false,
    close: () => connection?.close(),
  };
}

/** Enough that a webhook never waits for one while the server keeps its promise. */
const CONNECTIONS = 64;
