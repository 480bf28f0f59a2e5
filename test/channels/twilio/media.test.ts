import { describe, expect, test } from "vitest";
import { Never, RetryAfter, RetryLater, TellOperator } from "../../../src/errors.ts";
import { ONE_MINUTE_PAST_NOON } from "../../contracts/channel.contract.ts";
import { ACCOUNT } from "../../kit/a-message.ts";
import { startPeer } from "../../kit/start-peer.ts";
import { sendFile } from "./send-file.ts";
import { aTwilioChannel, startTwilio, TOKEN } from "./start-twilio.ts";

const VOICE = { bytes: Buffer.from("OggS"), contentType: "audio/ogg" };
const MESSAGE = `MM${"0".repeat(31)}1`;
const MEDIA = `ME${"0".repeat(31)}2`;
const PATH = `/2010-04-01/Accounts/${ACCOUNT}/Messages/${MESSAGE}/Media/${MEDIA}`;

describe("only media of our account is fetched", () => {
  test.each([
    PATH.replace(ACCOUNT, `AC${"f".repeat(32)}`),
    PATH.replace(MESSAGE, "MM1"),
    PATH.replace(MESSAGE, `IM${"0".repeat(32)}`),
    PATH.replace(MEDIA, `XX${"0".repeat(32)}`),
    PATH.replace(MEDIA, `../../../Calls.json`),
    PATH.replace(MEDIA, ""),
    PATH.replace("/Media/", "/Media%2F"),
    `${PATH}.json`,
    `${PATH}/`,
    `${PATH}/../${MEDIA}0`,
    `${PATH}?a=b`,
    `${PATH}#a`,
    `${PATH}%00`,
    `${PATH}\n.json`,
    `/2010-04-01/Accounts/${ACCOUNT}.json`,
    `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
    `/elsewhere${PATH}`,
    `/${PATH}`,
    "",
    ":1@files.example",
    ".files.example",
    `@files.example${PATH}`,
    `.files.example${PATH}`,
    `\\@files.example${PATH}`,
  ])("and not the rest: %s", async (rest) => {
    const { url, requests } = await startRecorder();
    const { channel } = aTwilioChannel({ apiUrl: url });
    await expect(channel.fetchMedia(url + rest)).rejects.toThrow(Never);
    expect(requests).toEqual([]);
  });

  test.each([
    `http://127.0.0.1${PATH}`,
    `http://user:word@127.0.0.1:9${PATH}`,
    `https://127.0.0.1:9${PATH}`,
    `https://api.twilio.com${PATH}`,
    `file://${PATH}`,
    `//127.0.0.1:9${PATH}`,
    PATH,
  ])("and not from elsewhere: %s", async (address) => {
    const { channel } = aTwilioChannel({ apiUrl: "http://127.0.0.1:9" });
    await expect(channel.fetchMedia(address)).rejects.toThrow("TWILIO_API_URL");
  });

  test("however its address and that of the setting are written", async () => {
    const { url, requests } = await startRecorder();
    const loud = url.replace("http:", "HTTP:");
    const { channel } = aTwilioChannel({ apiUrl: `${loud}/proxy` });
    await channel.fetchMedia(`${url}/proxy${PATH}`);
    const sms = PATH.replace("MM", "SM");
    await channel.fetchMedia(`${url}/a/../proxy${sms}`);
    expect(requests.map(({ path }) => path)).toEqual([`/proxy${PATH}`, `/proxy${sms}`]);
  });
});

describe("the credentials of media", () => {
  test("are those of the API key where there is one", async () => {
    const apiKey = { sid: `SK${"0".repeat(32)}`, secret: "another secret" };
    const { channel, twilio } = await startTwilio({ apiKey, authToken: "not used for media" });
    const path = await sendFile(twilio, VOICE);
    expect((await channel.fetchMedia(twilio.url + path)).bytes).toHaveLength(4);
  });

  test("are shown to Twilio and not to where it leads", async () => {
    const { url, requests } = await startRecorder(["/files/1"]);
    const { channel } = aTwilioChannel({ apiUrl: url });
    await channel.fetchMedia(url + PATH);
    expect(requests).toEqual([
      { path: PATH, authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
      { path: "/files/1", authorization: undefined },
    ]);
  });

  test("are in no failure", async () => {
    const { channel, twilio } = await startTwilio();
    twilio.faults.next("media", { kind: "reset" });
    const failure: unknown = await channel.fetchMedia(twilio.url + PATH).catch((error) => error);
    const { message, stack } = failure as Error;
    expect(`${message} ${stack} ${JSON.stringify(failure)}`).not.toMatch(/Basic|MM0|0123456789/);
  });
});

describe("what to do next", () => {
  test.each([
    [204, Never],
    [302, Never],
    [400, Never],
    [401, TellOperator],
    [403, TellOperator],
    [404, RetryLater],
    [408, RetryLater],
    [410, Never],
    [429, RetryLater],
    [500, RetryLater],
    [503, RetryLater],
  ])("after %s from Twilio", async (status, kind) => {
    const { channel, twilio } = await startTwilio();
    twilio.faults.next("media", { kind: "status", status });
    const failure = channel.fetchMedia(twilio.url + PATH);
    await expect(failure).rejects.toThrow(kind);
    await expect(failure).rejects.toMatchObject({ code: `http_${status}` });
  });

  test("after a short-lived address that was too old: Twilio gives another", async () => {
    const { channel, twilio } = await startTwilio();
    const path = await sendFile(twilio, VOICE);
    const headers = { Location: `${twilio.url}/cdn/expired` };
    twilio.faults.next("media", { kind: "status", status: 302, headers });
    await expect(channel.fetchMedia(twilio.url + path)).rejects.toThrow(RetryLater);
    expect((await channel.fetchMedia(twilio.url + path)).bytes).toHaveLength(4);
  });

  test("after a date to wait for, in seconds", async () => {
    const { channel, twilio } = await startTwilio();
    const headers = { "Retry-After": ONE_MINUTE_PAST_NOON };
    twilio.faults.next("media", { kind: "error", code: 20429, headers });
    const failure = channel.fetchMedia(twilio.url + PATH);
    await expect(failure).rejects.toThrow(RetryAfter);
    await expect(failure).rejects.toMatchObject({ retryAfterSeconds: 60 });
  });

  test.each([
    ["http://127.0.0.1:9/", "not_https"],
    ["https://127.0.0.1:9/", "private_address"],
    ["https://[::1]:9/", "private_address"],
    ["https://169.254.169.254/latest/meta-data/", "private_address"],
  ])("after a redirect to %s: nothing, ever", async (location, code) => {
    const { url } = await startRecorder([location]);
    const { channel } = aTwilioChannel({ apiUrl: url });
    const failure = channel.fetchMedia(url + PATH);
    await expect(failure).rejects.toThrow(Never);
    await expect(failure).rejects.toMatchObject({ code });
  });
});

test("a file of no stated kind is only bytes", async () => {
  const { url } = await startPeer((_request, response) => response.end("?"));
  const { channel } = aTwilioChannel({ apiUrl: url });
  expect((await channel.fetchMedia(url + PATH)).contentType).toBe("application/octet-stream");
});

/** Keeps what it is asked, redirects to these addresses one after the other, then gives a file. */
async function startRecorder(locations: string[] = []) {
  const requests: { path: string | undefined; authorization: string | undefined }[] = [];
  const { url } = await startPeer((request, response) => {
    const location = locations[requests.length];
    requests.push({ path: request.url, authorization: request.headers.authorization });
    if (location) response.writeHead(302, { location });
    response.end("OggS");
  });
  return { url, requests };
}
