import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A keep-alive connection with one request on its way at a time. */
export type Connection = {
  /** Sends the bytes as they are; resolves with the status when the whole response is there. */
  exchange(request: Buffer): Promise<number>;
  isOpen(): boolean;
  close(): void;
};

export function openConnections(port: number, count: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: count }, () => openConnection(port)));
}

/** A server closes a connection that stays unused for long: then the next request opens another. */
async function openConnection(port: number): Promise<Connection> {
  let current = overSocket(await openSocket(port));
  return {
    async exchange(request) {
      if (!current.isOpen()) current = overSocket(await openSocket(port));
      return current.exchange(request);
    },
    isOpen: () => current.isOpen(),
    close: () => current.close(),
  };
}

async function openSocket(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return socket;
}

function overSocket(socket: Socket): Connection {
  let received = "";
  let pending = Promise.withResolvers<number>();
  socket.on("data", (piece) => {
    received += piece.toString("latin1");
    if (!isComplete(received)) return;
    pending.resolve(Number(received.slice(9, 12)));
    received = "";
  });
  socket.on("error", (error) => pending.reject(error));
  socket.on("close", () => pending.reject(new Error("The server closed a connection.")));
  pending.promise.catch(() => {});
  return {
    exchange(request) {
      if (socket.closed) return pending.promise;
      pending = Promise.withResolvers();
      socket.write(request);
      return pending.promise;
    },
    isOpen: () => !socket.closed && !socket.destroyed && socket.writable,
    close: () => socket.destroy(),
  };
}

/** Knows the two ways a server says how long its response is. */
function isComplete(received: string): boolean {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(received)?.[1];
  if (length !== undefined) return received.length >= headEnd + 4 + Number(length);
  return received.startsWith("204", 9) || received.endsWith("\r\n0\r\n\r\n");
}
