import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import { spoilAnswer, type AnswerFault } from "./spoil-answer.ts";

/** What goes wrong with one connection, or with one request on it. */
export type TcpFault =
  /** The next connection is accepted, and reset at once. */
  | { kind: "reset_on_accept" }
  /** The next connection is accepted, and nothing more happens on it. */
  | { kind: "silent_on_accept" }
  /** The request has come, and is not passed on. */
  | { kind: "reset_before_passing_on" }
  | { kind: "silent_before_passing_on" }
  | AnswerFault;

export type TcpProxy = {
  url: string;
  /** The next connection or request goes wrong like this; of requests, the next that begins like `at`. */
  spoil(fault: TcpFault, at?: string): void;
  /** Nobody listens any more, until `listen`. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  /** How many connections clients hold open. */
  open(): number;
};

type Options = {
  /** Speaks TLS to clients with this key and certificate. */
  tls?: { key: string; cert: string };
};

/** Stands between a client and a server on loopback until the test is over, and spoils what it is told to. */
export async function startTcpProxy(
  target: () => string,
  { tls }: Options = {},
): Promise<TcpProxy> {
  const clients = new Set<Socket>();
  let due: { fault: TcpFault; at: string } | undefined;
  let port = 0;
  let server: Server | undefined;
  await listen();
  onTestFinished(refuse);
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    spoil: (fault, at = "") => void (due = { fault, at }),
    refuse,
    listen,
    open: () => clients.size,
  };

  async function listen() {
    server = tls ? createTlsServer(tls, accept) : createServer(accept);
    server.on("tlsClientError", () => {});
    server.on("connection", remember).listen(port, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
  }

  async function refuse() {
    if (!server?.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const client of clients) client.destroy();
    await closed;
  }

  function remember(client: Socket) {
    clients.add(client);
    client.on("error", () => {}).once("close", () => clients.delete(client));
  }

  function accept(client: Socket) {
    client.on("error", () => {});
    const fault = take("reset_on_accept", "silent_on_accept");
    if (!fault) join(client, new URL(target()), takeFor);
    else if (fault.kind === "reset_on_accept") client.resetAndDestroy();
    else client.resume();
  }

  function takeFor(request: string): TcpFault | undefined {
    return due && request.startsWith(due.at) ? take() : undefined;
  }

  function take(...kinds: TcpFault["kind"][]): TcpFault | undefined {
    const fault = due?.fault;
    if (!fault || (kinds.length > 0 && !kinds.includes(fault.kind))) return undefined;
    due = undefined;
    return fault;
  }
}

/** Passes on what comes from either side, until a request meets its fault. */
function join(
  client: Socket,
  { port, hostname }: URL,
  takeFor: (request: string) => TcpFault | undefined,
) {
  const provider = connect(Number(port), hostname).on("error", () => client.destroy());
  client.once("close", () => provider.destroy());
  provider.once("end", () => client.end());
  const pass = (bytes: Buffer): void => void client.write(bytes);
  let passBack = pass;
  provider.on("data", (bytes: Buffer) => passBack(bytes));
  client.on("data", (bytes: Buffer) => {
    const request = bytes.toString("latin1");
    const begins = /^(GET|POST) /.test(request);
    const fault = begins ? takeFor(request) : undefined;
    if (begins) passBack = fault && isOfAnswer(fault) ? spoilAnswer(fault, client) : pass;
    if (fault?.kind === "reset_before_passing_on") client.resetAndDestroy();
    else if (fault?.kind !== "silent_before_passing_on") provider.write(bytes);
  });
}

function isOfAnswer(fault: TcpFault): fault is AnswerFault {
  return fault.kind.startsWith("answer_");
}
