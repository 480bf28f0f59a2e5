import { connect } from "node:net";
import { expect, test } from "vitest";
import { sign } from "../../src/demo/meta/signature.ts";
import { aText, envelope } from "../channels/meta/deliveries.ts";
import { META } from "../kit/accounts.ts";
import { startJourney } from "../kit/start-journey.ts";
import { exchange } from "./exchange.ts";
import { bytesOf } from "./request-bytes.ts";

const LARGE_BYTES = 3_000_000;

/** Together four times what may be in memory at one time. */
const STRANGERS = 45;

test("strangers who begin large deliveries get room for eleven, and keep no common delivery out", async () => {
  const { server } = await startJourney({}, { channel: "meta" });
  const { port } = server();
  const sendsAllButItsEnd = head({ "content-length": String(LARGE_BYTES) });
  const strangers = startStrangers(port, [sendsAllButItsEnd, Buffer.alloc(LARGE_BYTES - 1)]);
  await expect.poll(() => strangers.heard(), { timeout: 10_000 }).toEqual(Array(34).fill("503"));

  expect(await deliver(port, "wamid.common")).toEqual([200]);
  expect(await deliver(port, "wamid.large", LARGE_BYTES)).toEqual([503]);

  strangers.leave();
  await expect.poll(() => deliver(port, "wamid.large", LARGE_BYTES)).toEqual([200]);
});

test("strangers who do not say how much they send are hung up on at the same bound", async () => {
  const { server } = await startJourney({}, { channel: "meta" });
  const { port } = server();
  const chunk = Buffer.concat([
    Buffer.from(`${LARGE_BYTES.toString(16)}\r\n`),
    Buffer.alloc(LARGE_BYTES - 1),
  ]);
  const strangers = startStrangers(port, [head({ "transfer-encoding": "chunked" }), chunk]);
  await expect.poll(() => strangers.open(), { timeout: 10_000 }).toBeLessThanOrEqual(11);

  expect(await deliver(port, "wamid.common")).toEqual([200]);

  strangers.leave();
  await expect.poll(() => deliver(port, "wamid.large", LARGE_BYTES)).toEqual([200]);
});

function startStrangers(port: number, pieces: Buffer[]) {
  const answers: string[] = [];
  const sockets = Array.from({ length: STRANGERS }, () => {
    const socket = connect(port, "127.0.0.1");
    for (const piece of pieces) socket.write(piece);
    socket.on("data", (answer) => answers.push(String(answer).split(" ")[1] ?? ""));
    return socket.on("error", () => {});
  });
  return {
    heard: () => answers,
    open: () => sockets.filter(({ closed }) => !closed).length,
    leave: () => sockets.forEach((socket) => socket.destroy()),
  };
}

function head(headers: Record<string, string>): Buffer {
  return bytesOf({ path: "/webhook", headers: { "content-length": "", ...JSON_BODY, ...headers } });
}

const JSON_BODY = { "content-type": "application/json" };

function deliver(port: number, id: string, length = 0): Promise<number[]> {
  const body = envelope({ messages: [aText({ id })] }).padEnd(length);
  const headers = { ...JSON_BODY, "x-hub-signature-256": sign(META.appSecret, body) };
  return exchange(port, { name: id, pieces: [bytesOf({ path: "/webhook", body, headers })] });
}
