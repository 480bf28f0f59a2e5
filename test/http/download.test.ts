import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { download, type DownloadRequest } from "../../src/http/download.ts";
import { createHttp, type HttpRequest } from "../../src/http/http.ts";
import { startPeer } from "../kit/start-peer.ts";

const SECRET = "Basic QUM6dG9rZW4=";

test("a file comes with its type, asked for as it is", async () => {
  const { url, heard } = await startFiles((_request, response) => {
    response.setHeader("content-type", "audio/ogg; codecs=opus").end("OggS");
  });
  const { response, redirects } = await fetchFrom(url);
  expect([response.status, redirects]).toEqual([200, 0]);
  expect(response.headers["content-type"]).toBe("audio/ogg; codecs=opus");
  expect(await response.text()).toBe("OggS");
  expect(heard).toEqual([["/", SECRET, "identity"]]);
});

describe("a redirect", () => {
  test.each([301, 302, 303, 307, 308])(
    "with %s is followed without credentials",
    async (status) => {
      const { url, heard } = await startFiles((request, response) => {
        if (request.url === "/first") response.writeHead(status, { location: "second?a=b" });
        response.end("file");
      });
      const { response, redirects } = await fetchFrom(`${url}/first`);
      expect([await response.text(), redirects]).toEqual(["file", 1]);
      expect(heard).toEqual([
        ["/first", SECRET, "identity"],
        ["/second?a=b", undefined, "identity"],
      ]);
    },
  );

  test("to somebody else shows no credentials, and neither does the way back", async () => {
    const other = await startFiles((_request, response) => {
      response.writeHead(302, { location: `${first.url}/back` }).end();
    });
    const first = await startFiles((request, response) => {
      if (request.url === "/") response.writeHead(302, { location: `${other.url}/away` });
      response.end("file");
    });
    const { requests, http } = recorded();
    await download(http, aDownload(first.url));
    expect(other.heard).toEqual([["/away", undefined, "identity"]]);
    expect(first.heard.at(-1)).toEqual(["/back", undefined, "identity"]);
    expect(requests.map(({ outside }) => outside)).toEqual([false, true, true]);
  });

  test("into what is private is refused, and leads nowhere", async () => {
    const inside = await startFiles((_request, response) => response.end("a secret"));
    const { url } = await startFiles((_request, response) => {
      response.writeHead(302, { location: inside.url.replace("http:", "https:") }).end();
    });
    await expect(fetchFrom(url)).rejects.toMatchObject({ code: "private_address", sent: "no" });
    expect(inside.heard).toEqual([]);
  });

  test.each(["http://files.example/", "file:///etc/passwd", "ftp://files.example/"])(
    "to %s is refused",
    async (location) => {
      const { url } = await startFiles((_request, response) => {
        response.writeHead(302, { location }).end();
      });
      await expect(fetchFrom(url)).rejects.toMatchObject({ code: "not_https", sent: "no" });
    },
  );

  test("is followed three times and no more", async () => {
    const { url, heard } = await startFiles((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` });
      response.end("file");
    });
    expect(await (await fetchFrom(`${url}/3`)).response.text()).toBe("file");
    await expect(fetchFrom(`${url}/4`)).rejects.toMatchObject({ code: "too_many_redirects" });
    expect(heard).toHaveLength(4 + 4);
  });

  test.each([{}, { location: "https://" }])(
    "that leads nowhere is the answer: %j",
    async (headers) => {
      const { url } = await startFiles((_request, response) => {
        response.writeHead(302, headers).end();
      });
      expect((await fetchFrom(url)).response.status).toBe(302);
    },
  );
});

describe("the limits hold", () => {
  test("for the time of all redirects together", async () => {
    const { url } = await startFiles((request, response) => {
      const hop = Number(request.url?.slice(1));
      response.writeHead(hop < 2 ? 302 : 200, { location: `/${hop + 1}` });
      // Each is well within the time, all of them are not.
      const timer = setTimeout(() => response.end("file"), 150);
      response.on("close", () => clearTimeout(timer));
    });
    const startedAt = performance.now();
    const file = fetchFrom(`${url}/0`, { totalMs: 400 }).then(({ response }) => response.text());
    await expect(file).rejects.toMatchObject({ code: "deadline" });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("for the bytes of the file, and not for those of a redirect", async () => {
    const { url } = await startFiles((request, response) => {
      if (request.url === "/") response.writeHead(302, { location: "/file" });
      response.end("x".repeat(request.url === "/" ? 5_000 : 1_001));
    });
    const { response } = await fetchFrom(url, { maxBytes: 1_000 });
    await expect(response.bytes()).rejects.toMatchObject({ code: "too_large" });
    const enough = await fetchFrom(url, { maxBytes: 1_001 });
    expect(await enough.response.bytes()).toHaveLength(1_001);
  });

  test("for a file that was compressed to look small: it is not read", async () => {
    const { url } = await startFiles((_request, response) => {
      response.setHeader("content-encoding", "gzip").end(gzipSync("x".repeat(1_000_000)));
    });
    const { response } = await fetchFrom(url);
    await expect(response.bytes()).rejects.toMatchObject({ code: "encoded" });
  });
});

test("what is not there is an answer as well", async () => {
  const { url } = await startFiles((_request, response) => response.writeHead(404).end());
  expect((await fetchFrom(url)).response.status).toBe(404);
});

function fetchFrom(url: string, changes: Partial<DownloadRequest> = {}) {
  return download(aHttp(), aDownload(url, changes));
}

/** By default from a base URL of the settings. */
function aDownload(url: string, changes: Partial<DownloadRequest> = {}): DownloadRequest {
  const limits = { idleMs: 2_000, totalMs: 5_000, maxBytes: 10_000 };
  return { url, trusted: url, authorization: SECRET, ...limits, ...changes };
}

function aHttp() {
  const http = createHttp({ connectMs: 2_000 });
  onTestFinished(() => http.close());
  return http;
}

/** What was asked for; addresses that others gave are reached too, as there are none but loopback here. */
function recorded() {
  const requests: HttpRequest[] = [];
  const { request } = aHttp();
  const record: typeof request = (asked) => {
    requests.push(asked);
    return request({ ...asked, outside: false });
  };
  return { requests, http: { request: record } };
}

/** A server, and of each request its path, credentials and accepted encodings. */
async function startFiles(answer: RequestListener) {
  const heard: unknown[] = [];
  const { url } = await startPeer((request, response) => {
    const { authorization, "accept-encoding": encoding } = request.headers;
    heard.push([request.url, authorization, encoding]);
    answer(request, response);
  });
  return { url, heard };
}
