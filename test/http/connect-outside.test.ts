import type { LookupAddress } from "node:dns";
import { createServer as createTlsServer } from "node:https";
import { createServer, type AddressInfo, type LookupFunction, type Server } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { OutsideOptions } from "../../src/http/connect-outside.ts";
import { createHttp, type HttpRequest } from "../../src/http/http.ts";
import { aTrustedCertificate } from "../kit/a-certificate.ts";

const PUBLIC = "93.184.216.34";

describe("an address that others gave leads nowhere private", () => {
  test.each([
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "1%32%37.0.0.1",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "0",
    "0.0.0.0",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "localhost",
    "LOCALHOST",
    "user:word@127.0.0.1",
    `${PUBLIC}@127.0.0.1`,
  ])("written as https://%s/", async (host) => {
    const { port, connections } = await startListener();
    const failure = askOutside(`https://${host}:${port}/`);
    await expect(failure).rejects.toMatchObject({ code: "private_address", sent: "no" });
    expect(connections()).toBe(0);
  });

  test("although this machine can be reached under it", async () => {
    const { port, connections } = await startListener();
    for (const host of ["127.1", "2130706433", "0.0.0.0"])
      await ask(aHttp(), `https://${host}:${port}/`, { outside: false }).catch(() => {});
    expect(connections()).toBe(3);
  });

  test("with a name that stands for a private address, alone or beside a public one", async () => {
    const { port, connections } = await startListener();
    for (const found of [["127.0.0.1"], ["::1"], [PUBLIC, "127.0.0.1"], ["127.0.0.1", PUBLIC]])
      for (const name of ["files.example", "files.example.", "localhost."]) {
        const { lookup } = aLookup(found);
        const failure = askOutside(`https://${name}:${port}/`, { lookup });
        await expect(failure).rejects.toMatchObject({ code: "private_address", sent: "no" });
      }
    expect(connections()).toBe(0);
  });

  test("over a connection that stands already, as it was trusted", async () => {
    const { port, requests } = await startFiles("localhost");
    const http = aHttp();
    const url = `https://localhost:${port}/`;
    await (await ask(http, url, { outside: false })).text();
    await expect(ask(http, url)).rejects.toMatchObject({ code: "private_address", sent: "no" });
    expect(requests()).toHaveLength(1);
  });

  test("with a connection that proves private once it stands: no request is made on it", async () => {
    const { port, connections, requests } = await startFiles();
    let checks = 0;
    const isPublic = () => (checks += 1) === 1;
    const { lookup } = aLookup(["127.0.0.1"]);
    const failure = askOutside(`https://files.example:${port}/`, { lookup, isPublic });
    await expect(failure).rejects.toMatchObject({ code: "private_address", sent: "no" });
    expect([connections(), requests()]).toEqual([1, []]);
  });

  test.each([
    "http://files.example/",
    "http://127.0.0.1/",
    "file:///etc/passwd",
    "ftp://files.example/",
    "data:text/plain,hello",
    "blob:https://files.example/1",
  ])("without https, as in %s", async (url) => {
    await expect(askOutside(url)).rejects.toMatchObject({ code: "not_https", sent: "no" });
  });
});

describe("an address that others gave and that is public", () => {
  test("is fetched, on any port, without what stands before its host", async () => {
    const { port, requests } = await startFiles();
    const { lookup } = aLookup(["127.0.0.1"]);
    const url = `https://user:word@files.example:${port}/a.ogg?b=c`;
    const response = await askOutside(url, { lookup, isPublic: isThisMachine });
    expect([response.status, await response.text()]).toEqual([200, "a file"]);
    expect(requests()).toEqual([["/a.ogg?b=c", undefined]]);
  });

  test("is looked up once, so that it cannot become a private one after the check", async () => {
    const { port, connections } = await startFiles();
    const { lookup, lookups } = aLookup(["127.0.0.1"], ["127.0.0.2"]);
    const url = `https://files.example:${port}/`;
    const response = await askOutside(url, { lookup, isPublic: isThisMachine });
    expect(await response.text()).toBe("a file");
    expect([lookups(), connections()]).toEqual([1, 1]);
  });

  test("is checked anew when it is connected to anew", async () => {
    const { port, server } = await startFiles();
    const { lookup, lookups } = aLookup(["127.0.0.1"], ["127.0.0.2"]);
    const http = aHttp({ lookup, isPublic: isThisMachine });
    const url = `https://files.example:${port}/`;
    await (await ask(http, url)).text();
    server.closeAllConnections();
    // The connection that was closed is noticed with the next request at the latest.
    const failures = [await ask(http, url).catch(codeOf), await ask(http, url).catch(codeOf)];
    expect(failures.at(-1)).toBe("private_address");
    expect(lookups()).toBeGreaterThan(1);
  });

  test("that nobody knows was not reached", async () => {
    const failure = askOutside("https://no-such-host.invalid/");
    await expect(failure).rejects.toMatchObject({ code: "not_connected", sent: "no" });
  });
});

test("an address that is none is a request that did not leave", async () => {
  for (const outside of [true, false])
    await expect(ask(aHttp(), "https://", { outside })).rejects.toMatchObject({
      code: "invalid_request",
      sent: "no",
    });
});

function askOutside(url: string, options: Partial<OutsideOptions> = {}) {
  return ask(aHttp(options), url);
}

function aHttp(options: Partial<OutsideOptions> = {}) {
  const http = createHttp({ connectMs: 2_000, ...options });
  onTestFinished(() => http.close());
  return http;
}

function ask(http: ReturnType<typeof createHttp>, url: string, changes: Partial<HttpRequest> = {}) {
  const limits = { idleMs: 2_000, totalMs: 5_000, maxBytes: 1_000 };
  return http.request({ method: "GET", url, outside: true, ...limits, ...changes });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error && error.code;
}

/** Gives these addresses one after the other, the last for ever. */
function aLookup(...answers: [string[], ...string[][]]) {
  let lookups = 0;
  const lookup: LookupFunction = (_hostname, _options, callback) => {
    const found = answers[Math.min(lookups, answers.length - 1)] ?? [];
    lookups += 1;
    callback(null, found.map(withFamily));
  };
  return { lookup, lookups: () => lookups };
}

function withFamily(address: string): LookupAddress {
  return { address, family: address.includes(":") ? 6 : 4 };
}

function isThisMachine(address: string): boolean {
  return address === "127.0.0.1";
}

/** Counts who connects, and talks to nobody. */
async function startListener() {
  const server = createServer((socket) => socket.on("error", () => {}).end());
  return listen(server);
}

/** A server of files, with a certificate for this name. */
async function startFiles(name = "files.example") {
  const requests: unknown[] = [];
  const server = createTlsServer(aTrustedCertificate(name), (request, response) => {
    requests.push([request.url, request.headers.authorization]);
    response.end("a file");
  });
  return { ...(await listen(server)), server, requests: () => requests };
}

async function listen(server: Server) {
  let connections = 0;
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}
