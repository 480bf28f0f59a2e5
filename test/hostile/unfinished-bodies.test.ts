import { connect } from "node:net";
import { expect, test } from "vitest";
import { sign } from "../../src/demo/meta/signature.ts";
import { aText, envelope } from "../channels/meta/deliveries.ts";
import { META } from "../kit/accounts.ts";
import { startJourney } from "../kit/start-journey.ts";
import { exchange } from "./exchange.ts";
import { bytesOf } from "./request-bytes.ts";

const LARGE_BYTES = 3_000_000;
const JSON_BODY = { "content-type": "application/json" };

/** Together four times what may be in memory at one time. */
const STRANGERS = 45;
const HAVE_ROOM = 11;

const declared = (bytes: number) => [
  head({ "content-length": String(LARGE_BYTES) }),
  Buffer.alloc(bytes),
];
const CHUNKED = [
  head({ "transfer-encoding": "chunked" }),
  Buffer.from(`${LARGE_BYTES.toString(16)}\r\n`),
  Buffer.alloc(LARGE_BYTES - 1),
];

test.each([
  ["all but the end of large deliveries", declared(LARGE_BYTES - 1)],
  ["large deliveries without saying how large they are", CHUNKED],
])(
  "strangers who send %s fill no memory, and keep no common delivery out",
  async (_what, pieces) => {
    const { server } = await startJourney({}, { channel: "meta" });
    const { port } = server();
    const strangers = startStrangers(port, STRANGERS, pieces);
    await expect.poll(() => strangers.open()).toBeLessThanOrEqual(HAVE_ROOM);
    expect(new Set(strangers.heard())).toEqual(new Set(["503"]));

    expect(await deliver(port, "wamid.common")).toEqual([200]);

    strangers.leave();
    await expect.poll(() => deliver(port, "wamid.large", LARGE_BYTES)).toEqual([200]);
  },
);

test("strangers who only announce large deliveries take nobody's room", async () => {
  const { server } = await startJourney({}, { channel: "meta" });
  const { port } = server();
  const strangers = startStrangers(port, STRANGERS, declared(1));
  expect(await deliver(port, "wamid.large", LARGE_BYTES)).toEqual([200]);
  strangers.leave();
});

test("what still comes when a stranger has its answer is counted no more", async () => {
  const { server } = await startJourney({}, { channel: "meta" });
  const { port } = server();
  const asText = head({ "content-type": "text/plain", "transfer-encoding": "chunked" });
  const strangers = startStrangers(port, 1, [asText]);
  await expect.poll(() => strangers.heard()).toEqual(["415"]);
  for (let sent = 0; sent < 40; sent += 1) await strangers.send(aChunk(1_000_000));

  expect(await deliver(port, "wamid.large", LARGE_BYTES)).toEqual([200]);
  strangers.leave();
});

function aChunk(bytes: number): Buffer {
  return Buffer.from(`${bytes.toString(16)}\r\n${"x".repeat(bytes)}\r\n`);
}

function startStrangers(port: number, count: number, pieces: Buffer[]) {
  const answers: string[] = [];
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(port, "127.0.0.1");
    for (const piece of pieces) socket.write(piece);
    socket.on("data", (answer) => answers.push(String(answer).split(" ")[1] ?? ""));
    return socket.on("error", () => {});
  });
  return {
    heard: () => answers,
    /** Resolves when it is on its way, or when nobody wants it any more. */
    send: (bytes: Buffer) =>
      Promise.all(sockets.map((socket) => new Promise((done) => socket.write(bytes, done)))),
    open: () => sockets.filter(({ closed }) => !closed).length,
    leave: () => sockets.forEach((socket) => socket.destroy()),
  };
}

function head(headers: Record<string, string>): Buffer {
  return bytesOf({
    path: "/webhook",
    keepAlive: true,
    headers: { "content-length": "", ...JSON_BODY, ...headers },
  });
}

function deliver(port: number, id: string, length = 0): Promise<number[]> {
  const body = envelope({ messages: [aText({ id })] }).padEnd(length);
  const headers = { ...JSON_BODY, "x-hub-signature-256": sign(META.appSecret, body) };
  return exchange(port, { name: id, pieces: [bytesOf({ path: "/webhook", body, headers })] });
}
