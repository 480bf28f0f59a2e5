import { getEventListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { HttpFailure } from "../../src/http/http-failure.ts";
import { createHttp, type Http, type HttpRequest } from "../../src/http/http.ts";
import { startPeer, NOWHERE } from "../kit/start-peer.ts";

describe("a request", () => {
  test("arrives as it was made, credentials and all, and its answer comes back", async () => {
    const heard: unknown[] = [];
    const { url } = await startPeer((request, response) => {
      const { method, url: path, headers } = request;
      request.on("data", (piece) => heard.push(method, path, headers.authorization, String(piece)));
      request.on("end", () => {
        response.setHeader("X-Twice", ["one", "two"]);
        response.setHeader("Set-Cookie", ["a=1", "b=2"]);
        response.writeHead(201).end("answér");
      });
    });
    const response = await ask({
      method: "POST",
      url: `${url}/a%20b?c=d%2Be`,
      headers: { authorization: "Basic QUM6dG9rZW4=" },
      body: "Body=h%C3%A9",
    });
    expect(heard).toEqual(["POST", "/a%20b?c=d%2Be", "Basic QUM6dG9rZW4=", "Body=h%C3%A9"]);
    expect(response).toMatchObject({ status: 201, setCookies: ["a=1", "b=2"] });
    expect(await response.text()).toBe("answér");
  });

  test("does not follow a redirect: credentials stay where they were sent", async () => {
    const paths: (string | undefined)[] = [];
    const { url } = await startPeer((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    const response = await ask({ url: `${url}/here` });
    expect([response.status, response.headers["location"]]).toEqual([302, "/elsewhere"]);
    response.discard();
    expect(paths).toEqual(["/here"]);
  });

  test("is not sent again by itself when the connection breaks", async () => {
    let requests = 0;
    const { url } = await startPeer((request) => {
      requests += 1;
      request.socket.resetAndDestroy();
    });
    expect(await failureOf({ url })).toMatchObject({ code: "reset", sent: "maybe" });
    expect(requests).toBe(1);
  });
});

describe("a request that certainly did not leave", () => {
  test.each([
    ["because nobody listens", NOWHERE],
    ["because there is no such host", "http://no-such-host.invalid"],
    ["because of that under a name with two addresses", NOWHERE.replace("127.0.0.1", "localhost")],
  ])("%s says so", async (_name, url) => {
    const failure = await failureOf({ method: "POST", url, body: "x" });
    expect(failure).toMatchObject({ code: "not_connected", sent: "no" });
  });
});

describe("a request that may have been acted upon says so", () => {
  test("when the connection breaks before the answer", async () => {
    const { url } = await startPeer((request) => {
      request.resume().on("end", () => request.socket.resetAndDestroy());
    });
    const failure = await failureOf({ method: "POST", url, body: "x" });
    expect(failure).toMatchObject({ code: "reset", sent: "maybe" });
  });

  test("when the connection breaks within the answer", async () => {
    const { url } = await startPeer((request, response) => {
      response.writeHead(200, { "content-length": "10" }).write("half");
      setImmediate(() => request.socket.resetAndDestroy());
    });
    expect(await failureOf({ url })).toMatchObject({ code: "reset", sent: "maybe" });
  });

  test("when no answer begins", async () => {
    const { url } = await startPeer(() => {});
    const failure = await failureOf({ url, idleMs: 50 });
    expect(failure).toMatchObject({ code: "idle_timeout", sent: "maybe" });
  });

  test("when the answer stops in the middle", async () => {
    const { url } = await startPeer((_request, response) => void response.write("half"));
    const failure = await failureOf({ url, idleMs: 50 });
    expect(failure).toMatchObject({ code: "idle_timeout", sent: "maybe" });
  });

  test("when the answer drips, so that it is never idle and never ends", async () => {
    const { url } = await startPeer((_request, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    const startedAt = performance.now();
    const failure = await failureOf({ url, idleMs: 5_000, totalMs: 200 });
    expect(failure).toMatchObject({ code: "deadline", sent: "maybe" });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test("when whoever asked does not want it any more", async () => {
    const { url } = await startPeer(() => {});
    const signal = AbortSignal.timeout(30);
    expect(await failureOf({ url, signal })).toMatchObject({ code: "aborted", sent: "maybe" });
  });

  test("when that happens within the answer", async () => {
    const { url } = await startPeer((_request, response) => void response.write("half"));
    const controller = new AbortController();
    const response = await ask({ url, signal: controller.signal });
    const text = response.text();
    controller.abort();
    await expect(text).rejects.toMatchObject({ code: "aborted", sent: "maybe" });
  });
});

describe("an answer", () => {
  test("that is larger than allowed is cut off, however it is sent", async () => {
    const { url } = await startPeer((_request, response) => {
      for (let count = 0; count < 100; count += 1) response.write("x".repeat(100));
      response.end();
    });
    expect(await failureOf({ url, maxBytes: 9_999 })).toMatchObject({ code: "too_large" });
    expect(await (await ask({ url, maxBytes: 10_000 })).text()).toHaveLength(10_000);
  });

  test("that is compressed although nobody asked for it is not read", async () => {
    const { url } = await startPeer((_request, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync("x".repeat(1_000_000)));
    });
    expect(await failureOf({ url })).toMatchObject({ code: "encoded" });
  });

  test("that nobody reads does not hold the connection", async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const { url } = await startPeer((request, response) => {
      request.socket.on("close", () => resolve());
      response.write("half");
    });
    (await ask({ url })).discard();
    await closed;
  });
});

test("requests do not wait for one another", async () => {
  const { url } = await startPeer((request, response) => {
    if (request.url === "/fast") response.end("fast");
  });
  const http = aHttp();
  const slow = ask({ url: `${url}/slow` }, http).catch(() => {});
  expect(await (await ask({ url: `${url}/fast` }, http)).text()).toBe("fast");
  await http.close();
  await slow;
});

test("nothing of a request stays behind at a signal that outlives it, however it ended", async () => {
  const { url } = await startPeer((request, response) => {
    if (request.url === "/broken") request.socket.resetAndDestroy();
    else if (request.url === "/silent") response.write("half");
    else response.end("whole");
  });
  const { signal } = new AbortController();
  const listeners = () => getEventListeners(signal, "abort").length;
  const begun = await ask({ url: `${url}/whole`, signal });
  expect(listeners()).toBe(1);
  expect(await begun.text()).toBe("whole");
  (await ask({ url: `${url}/silent`, signal })).discard();
  await failureOf({ url: `${url}/broken`, signal });
  await failureOf({ url: `${url}/silent`, signal, totalMs: 50 });
  await failureOf({ url: NOWHERE, signal });
  expect(listeners()).toBe(0);
});

test("what a failure says holds neither credentials nor words", async () => {
  const { url } = await startPeer((request) => request.socket.resetAndDestroy());
  const headers = { authorization: "canary" };
  const failure = await failureOf({ method: "POST", url, headers, body: "canary" });
  expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain("canary");
});

function aHttp(): Http {
  const http = createHttp({ connectMs: 2_000 });
  onTestFinished(() => http.close());
  return http;
}

async function ask(request: Partial<HttpRequest> & { url: string }, http = aHttp()) {
  const limits = { idleMs: 5_000, totalMs: 5_000, maxBytes: 100_000 };
  return http.request({ method: "GET", ...limits, ...request });
}

/** What went wrong, at the latest after 10 s; a request that succeeds fails the test. */
async function failureOf(request: Partial<HttpRequest> & { url: string }): Promise<HttpFailure> {
  const asked = ask(request).then((response) => response.text());
  const outcome = await Promise.race([asked.catch((error: unknown) => error), delay(10_000)]);
  if (outcome instanceof HttpFailure) return outcome;
  throw new Error(`There was no failure, but: ${String(outcome)}`);
}
