import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { TellOperator } from "./errors.ts";

/** Longer than the idle time of common proxies, so that it is they who close. */
const KEEP_ALIVE_MS = 75_000;

/** Listens, and resolves with the port. @throws TellOperator when it is taken or not allowed */
export function listen(server: Server, { host, port }: { host: string; port: number }) {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  return new Promise<number>((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, port)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function explain(error: Error & { code?: string }, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new TellOperator(
      "port_in_use",
      `Port ${port} is taken by another program. Stop that one, or set PORT to a free port.`,
    );
  if (error.code === "EACCES")
    return new TellOperator(
      "port_forbidden",
      `This account may not listen on port ${port}. Set PORT to 1024 or higher.`,
    );
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new TellOperator(
      "no_such_host",
      "HOST is no address of this machine. Set it to 0.0.0.0, or leave it out.",
    );
  return error;
}

/** Ends the requests that run, accepts no new ones. */
export async function finish(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), 3_000);
  await closed;
  clearTimeout(timer);
}
