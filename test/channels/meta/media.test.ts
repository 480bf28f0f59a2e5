import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { mayHearToken } from "../../../src/channels/meta/media-url.ts";
import { Never, RetryAfter, RetryLater, TellOperator } from "../../../src/errors.ts";
import { startPeer } from "../../kit/start-peer.ts";
import { aMetaChannel, SETTINGS } from "./a-meta-channel.ts";

const ID = "1908647269898587";
const PATH = `/v25.0/${ID}`;
const TOKEN = `Bearer ${SETTINGS.accessToken}`;

test("a file is fetched in two steps, and the token is shown in both", async () => {
  const { channel, url, requests } = await startGraph();
  const media = await channel.fetchMedia(url + PATH);
  expect([media.contentType, Buffer.from(media.bytes).toString()]).toEqual(["audio/ogg", "OggS"]);
  expect(requests).toEqual([
    { path: PATH, authorization: TOKEN, agent: "askline" },
    { path: "/file", authorization: TOKEN, agent: "askline" },
  ]);
});

test("a file of a message from before the version changed is fetched all the same", async () => {
  const { channel, url, requests } = await startGraph();
  await channel.fetchMedia(`${url}/v22.0/${ID}`);
  expect(requests[0]?.path).toBe(PATH);
});

describe("only what Meta keeps for us is asked for", () => {
  test.each([
    "/v25.0/",
    "/v25.0/me",
    `/v25.0/${ID}/`,
    `/v25.0/${ID}?fields=owner`,
    `/v25.0/${ID}#a`,
    `/v25.0/../v25.0/${ID}/..`,
    `/v25.0/${"1".repeat(33)}`,
    `/latest/${ID}`,
    `/${ID}`,
    `/elsewhere${PATH}`,
    `//${PATH}`,
    "",
    `:1${PATH}`,
    `.files.example${PATH}`,
    `@files.example${PATH}`,
    `\\\\@files.example${PATH}`,
  ])("and not the rest: %s", async (rest) => {
    const { channel, url, requests } = await startGraph();
    await expect(channel.fetchMedia(url + rest)).rejects.toThrow(Never);
    expect(requests).toEqual([]);
  });

  test.each([
    `http://127.0.0.1${PATH}`,
    `http://user:word@127.0.0.1:9${PATH}`,
    `https://127.0.0.1:9${PATH}`,
    `https://graph.facebook.com${PATH}`,
    `file://${PATH}`,
    PATH,
  ])("and not from elsewhere: %s", async (address) => {
    const { channel } = aMetaChannel();
    await expect(channel.fetchMedia(address)).rejects.toThrow("GRAPH_API_URL");
  });
});

describe("the token is shown to Meta alone", () => {
  test.each([
    "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=133",
    "https://scontent.xx.fbcdn.net/v/t45.1",
    "https://media.whatsapp.net:443/a",
    "https://LOOKASIDE.FBSBX.COM/a",
    "http://127.0.0.1:9/a",
  ])("at %s", (url) => {
    expect(mayHearToken(url, SETTINGS)).toBe(true);
  });

  test.each([
    "http://lookaside.fbsbx.com/a",
    "https://fbsbx.com.files.example/a",
    "https://lookaside.fbsbx.com.files.example/a",
    "https://lookasidefbsbx.com/a",
    "https://lookaside.fbsbx.com:8443/a",
    "https://lookaside.fbsbx.com@files.example/a",
    "https://files.example/?.fbsbx.com",
    "https://files.example#.fbsbx.com",
    "https://files.example\\\\.fbsbx.com/a",
    "http://127.0.0.1:99/a",
    "https://127.0.0.1:9/a",
    "ftp://lookaside.fbsbx.com/a",
    "lookaside.fbsbx.com",
    "",
  ])("and not at %s", async (elsewhere) => {
    expect(mayHearToken(elsewhere, SETTINGS)).toBe(false);
    const { channel, url, requests } = await startGraph({ told: { url: elsewhere } });
    const failure = channel.fetchMedia(url + PATH);
    await expect(failure).rejects.toThrow(Never);
    await expect(failure).rejects.toMatchObject({ code: "not_metas_host" });
    expect(requests).toHaveLength(1);
  });

  test("nor where it points to", async () => {
    const elsewhere = await startPeer((_request, response) => response.end("OggS"));
    const headers = { location: `${elsewhere.url}/file` };
    const { channel, url, requests } = await startGraph({ file: { status: 302, headers } });
    await expect(channel.fetchMedia(url + PATH)).rejects.toMatchObject({ code: "not_https" });
    expect(requests).toHaveLength(2);
  });
});

describe("what to do next is known", () => {
  test.each<[string, Stages, new (...args: never[]) => Error]>([
    ["a file that Meta no longer has", { lookUp: refused(400, 100) }, Never],
    ["a file of somebody else", { lookUp: refused(400, 100, 33) }, Never],
    ["a token that is not taken", { lookUp: refused(401, 190) }, TellOperator],
    ["a token that is not taken later", { file: { status: 401 } }, TellOperator],
    ["a permission that is missing", { lookUp: refused(403, 10) }, TellOperator],
    ["too many requests", { lookUp: refused(400, 4) }, RetryLater],
    ["too many requests, and a time", { file: { status: 429, headers: WAIT } }, RetryAfter],
    ["an address that was too old", { file: { status: 404 } }, RetryLater],
    [
      "an address that led to one that was too old",
      { file: { status: 302, headers: { location: "/moved" } }, moved: { status: 403 } },
      RetryLater,
    ],
    ["a file that is gone", { file: { status: 410 } }, Never],
    ["a failure of Meta's", { lookUp: { status: 500 } }, RetryLater],
    ["a failure of Meta's later", { file: { status: 503 } }, RetryLater],
    ["an answer without an address", { told: { url: null } }, RetryLater],
    ["a page in place of an answer", { lookUp: { body: "<html>" } }, RetryLater],
    ["a file of more than 16 MB", { told: { file_size: String(16 * 1024 * 1024 + 1) } }, Never],
  ])("after %s", async (_name, stages, kind) => {
    const { channel, url } = await startGraph(stages);
    await expect(channel.fetchMedia(url + PATH)).rejects.toThrow(kind);
  });

  test("after the credentials were refused, with the setting to repair", async () => {
    const { channel, url } = await startGraph({ lookUp: refused(401, 190) });
    await expect(channel.fetchMedia(url + PATH)).rejects.toThrow("WHATSAPP_ACCESS_TOKEN");
  });
});

test("a file of more than 16 MB is refused, however small Meta says it is", async () => {
  const body = Buffer.alloc(16 * 1024 * 1024 + 1);
  const { channel, url } = await startGraph({ file: { body } });
  // The size alone: a test that fails would print all of these bytes.
  const failure = channel.fetchMedia(url + PATH).then(({ bytes }) => bytes.length);
  await expect(failure).rejects.toThrow(Never);
  await expect(failure).rejects.toMatchObject({ code: "too_large" });
});

type Answer = { status?: number; headers?: Record<string, string>; body?: Buffer | string };
/** What is answered when the file is looked up, what is told of it, and the file itself. */
type Stages = { lookUp?: Answer; told?: object; file?: Answer; moved?: Answer };

const WAIT = { "retry-after": "7" };

function refused(status: number, code: number, subcode?: number): Answer {
  const error = { code, error_subcode: subcode, message: "canary" };
  return { status, body: JSON.stringify({ error }) };
}

/** A Graph API with one file, that keeps what it is asked. */
async function startGraph({ lookUp, told, file, moved = {} }: Stages = {}) {
  const requests: { path: string; authorization: string; agent: string }[] = [];
  const peer = await startPeer((request, response) => {
    const { authorization = "", "user-agent": agent = "" } = request.headers;
    requests.push({ path: request.url ?? "", authorization, agent });
    const body = JSON.stringify({ url: `${peer.url}/file`, file_size: 4, ...told });
    const answers: Record<string, Answer> = { "/file": { ...FILE, ...file }, "/moved": moved };
    answer(response, answers[request.url ?? ""] ?? { body, ...lookUp });
  });
  return { requests, url: peer.url, ...aMetaChannel({ apiUrl: peer.url }) };
}

const FILE: Answer = { headers: { "content-type": "Audio/OGG; codecs=opus" }, body: "OggS" };

function answer(response: ServerResponse, { status = 200, headers, body }: Answer) {
  response.writeHead(status, headers).end(body);
}
