import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Listens on loopback until the test is over, and plays the other side of a connection. */
export async function startPeer(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Nobody listens there. A port that was free a moment ago may be another test's by now. */
export const NOWHERE = "http://127.0.0.1:9";
