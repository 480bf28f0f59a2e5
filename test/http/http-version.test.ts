import { constants, createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createHttp } from "../../src/http/http.ts";
import { aTrustedCertificate } from "../kit/a-certificate.ts";

test.each([true, false])(
  "a request is sent once, whatever a server can do with HTTP/2 (outside: %s)",
  async (outside) => {
    const { url, versions } = await startModernServer();
    const http = createHttp({ connectMs: 2_000, isPublic: () => true });
    onTestFinished(() => http.close());
    const limits = { idleMs: 2_000, totalMs: 5_000, maxBytes: 1_000 };
    const request = { method: "POST", url, body: "Body=Hello", outside, ...limits } as const;
    await expect(http.request(request)).rejects.toMatchObject({ code: "reset", sent: "maybe" });
    expect(versions).toEqual(["1.1"]);
  },
);

/** Refuses the first request, after it was taken in; over HTTP/2 in a way that invites to send it again. */
async function startModernServer() {
  const versions: string[] = [];
  const options = { ...aTrustedCertificate("localhost"), allowHTTP1: true };
  const server = createSecureServer(options, (request, response) => {
    versions.push(request.httpVersion);
    if (versions.length > 1) response.end("answer");
    else if (request.httpVersion === "2.0") request.stream.close(constants.NGHTTP2_REFUSED_STREAM);
    else request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `https://localhost:${(server.address() as AddressInfo).port}/`, versions };
}
