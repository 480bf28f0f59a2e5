import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { sign } from "../../src/demo/meta/signature.ts";
import { aText, envelope } from "../channels/meta/deliveries.ts";
import { META } from "../kit/accounts.ts";
import { readRows } from "../kit/read-rows.ts";
import { startJourney } from "../kit/start-journey.ts";
import { exchangeAll, type Hostile } from "./exchange.ts";
import { bytesOf } from "./request-bytes.ts";

const MB = 1024 * 1024;
const BODY = aDelivery("wamid.refused");

/** What each is answered; of none of them anything is stored. */
const REFUSED: [string, number, Buffer][] = [
  ["no signature", 403, post(BODY, { "x-hub-signature-256": "" })],
  ["an empty signature", 403, signedAs("sha256=")],
  ["the signature of another app", 403, signedAs(sign("another secret", BODY))],
  ["the signature of other bytes", 403, signedAs(signatureOf(` ${BODY}`))],
  ["a signature in capitals", 403, signedAs(signatureOf(BODY).toUpperCase())],
  [
    "only the old kind of signature",
    403,
    post(BODY, { "x-hub-signature-256": "", "x-hub-signature": `sha1=${"0".repeat(40)}` }),
  ],
  ["a body in gzip", 415, post(gzipSync(BODY), { "content-encoding": "gzip" })],
  [
    "a body in gzip, signed as it was before",
    415,
    post(gzipSync(BODY), {
      "content-encoding": "gzip",
      "x-hub-signature-256": signatureOf(BODY),
    }),
  ],
  ["a body in brotli", 415, post(brotliCompressSync(BODY), { "content-encoding": "br" })],
  ["another type", 415, post(BODY, { "content-type": "text/plain" })],
  ["no type", 415, post(BODY, { "content-type": "" })],
  ["half of its JSON", 400, post(BODY.slice(0, -9))],
  ["more than Meta sends at once", 413, post(BODY.padEnd(4 * MB))],
];

/** Odd, and rightly signed: the message in each is stored, once. */
const TAKEN: [string, Buffer][] = [
  ["wamid.plain", post(aDelivery("wamid.plain"))],
  ["wamid.chunked", inChunks(aDelivery("wamid.chunked"))],
  ["wamid.large", post(aDelivery("wamid.large").padEnd(3 * MB + 1))],
  ["wamid.no.utf8", post(Buffer.from(aDelivery("wamid.no.utf8", { odd: "\xff\xc3" }), "latin1"))],
  ["wamid.twice", post(aDelivery("wamid.twice").replace('"id":', '"id":"wamid.first","id":'))],
  ["wamid.deep", post(aDelivery("wamid.deep", { deep: "@" }).replace('"@"', nested(10_000)))],
];

test("what does not prove that it comes from Meta, or cannot be read, is refused, and nothing is stored", async () => {
  const { server, databaseFile } = await startJourney({}, { channel: "meta" });
  const all = REFUSED.map(([name, , bytes]) => ({ name, pieces: [bytes] }));
  expect(await statusesOf(server().port, all)).toEqual(
    Object.fromEntries(REFUSED.map(([name, status]) => [name, [status]])),
  );
  expect(
    readRows(
      databaseFile,
      "select provider_id from messages union select provider_id from dedupe_keys",
    ),
  ).toEqual([]);
});

test("what is odd and rightly signed is taken, and the message in it is stored once", async () => {
  const { server, databaseFile } = await startJourney(
    { MERGE_WINDOW_MS: "60000" },
    { channel: "meta" },
  );
  const all = TAKEN.map(([name, bytes]) => ({ name, pieces: [bytes] }));
  expect(await statusesOf(server().port, [...all, ...all])).toEqual(
    Object.fromEntries(TAKEN.map(([name]) => [name, [200, 200]])),
  );
  const rows = readRows(databaseFile, "select provider_id from messages");
  expect(rows.map(({ provider_id: id }) => String(id)).toSorted()).toEqual(
    TAKEN.map(([id]) => id).toSorted(),
  );
});

async function statusesOf(port: number, all: Hostile[]): Promise<Record<string, number[]>> {
  const statuses: Record<string, number[]> = {};
  for (const { hostile, statuses: heard } of await exchangeAll(port, all))
    statuses[hostile.name] = [...(statuses[hostile.name] ?? []), ...heard];
  return statuses;
}

function aDelivery(id: string, also: Record<string, unknown> = {}): string {
  return envelope({ messages: [aText({ id, ...also })] });
}

/** As Meta would send it, but for these headers. */
function post(body: string | Buffer, headers: Record<string, string> = {}): Buffer {
  const usual = {
    "content-type": "application/json",
    "x-hub-signature-256": signatureOf(body),
  };
  return bytesOf({ path: "/webhook", body, headers: { ...usual, ...headers } });
}

function signedAs(signature: string): Buffer {
  return post(BODY, { "x-hub-signature-256": signature });
}

function signatureOf(body: string | Buffer): string {
  return sign(META.appSecret, body);
}

/** Of seven bytes each, and without a word about how long it is. */
function inChunks(body: string): Buffer {
  const pieces = body.match(/.{1,7}/gs) ?? [];
  const chunks = pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join("");
  const headers = { "content-type": "application/json", "x-hub-signature-256": signatureOf(body) };
  return bytesOf({
    path: "/webhook",
    body: `${chunks}0\r\n\r\n`,
    headers: { ...headers, "content-length": "", "transfer-encoding": "chunked" },
  });
}

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}
