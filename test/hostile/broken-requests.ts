import { gzipSync } from "node:zlib";
import type { Hostile } from "./exchange.ts";
import type { Random } from "./random.ts";
import { bytesOf, encode, FORM, signatureOf, signedBytes, type Request } from "./request-bytes.ts";

const BODY = encode(FORM);
const SIGNATURE = signatureOf(BODY);
const URLENCODED = "application/x-www-form-urlencoded";

/** Every beginning of a request that would be taken if it were whole. */
export function halfRequests(): Hostile[] {
  const whole = signedBytes(BODY);
  return Array.from({ length: whole.length - 1 }, (_, index) => ({
    name: `the first ${index + 1} bytes`,
    pieces: [whole.subarray(0, index + 1)],
    leave: index % 2 === 0 ? "end" : "break",
  }));
}

/** Bodies that no form is. */
export function oddBodies(random: Random): Hostile[] {
  const bytes = Array.from({ length: 600 }, () =>
    Buffer.from(Array.from({ length: 1 + random.below(300) }, () => random.below(256))),
  );
  const texts = [
    "Body=%ff%fe&MessageSid=%",
    "%",
    "%zz=%zz",
    "%E0%A4%A",
    "a=%C0%AF",
    "&&&&====",
    "=".repeat(60_000),
    "&".repeat(60_000),
    "%".repeat(60_000),
    "a=".repeat(20_000),
    "__proto__[Body]=x&constructor.prototype.Body=x",
    "__proto__=x&constructor=y&hasOwnProperty=z",
    Array.from({ length: 10_000 }, (_, index) => `p${index}=`).join("&"),
    `Body=${"x".repeat(65_000)}`,
    `Body=${"x".repeat(10_000_000)}`,
    `${"x".repeat(60_000)}=1`,
    '{"Body":"x"}',
    "\u0000",
  ];
  return [...bytes, ...texts].map((body) => {
    const headers = { "x-twilio-signature": SIGNATURE };
    return { name: "an odd body", pieces: [bytesOf({ body, headers })] };
  });
}

/** The message that would be taken, sent as something else. */
export function oddHeaders(random: Random): Hostile[] {
  const types = [
    "text/plain",
    "application/json",
    "multipart/form-data; boundary=x",
    "",
    "x",
    "*/*",
  ];
  const odd: Request[] = [
    ...types.map((type) => sentWith({ "content-type": type })),
    ...["gzip", "deflate", "br", "zstd", "x", "gzip, gzip"].map((encoding) => ({
      ...sentWith({ "content-encoding": encoding }),
      body: encoding === "gzip" ? gzipSync(BODY) : BODY,
    })),
    { ...sentWith({ "content-encoding": "gzip" }), body: gzipSync(Buffer.alloc(30_000_000)) },
    sentWith({ "content-type": `${URLENCODED}; charset=utf-16le`, "x-twilio-signature": "" }),
    sentWith({
      "content-type": `${URLENCODED}; charset=${"x".repeat(500)}`,
      "x-twilio-signature": "",
    }),
    sentWith({ expect: "200-maybe" }),
    sentWith({ "x-twilio-signature": "", expect: "100-continue" }),
    sentWith({ "x-twilio-signature": "x".repeat(20_000) }),
    sentWith({ "x-twilio-signature": "", upgrade: "websocket", connection: "upgrade" }),
    sentWith({ host: "", "x-twilio-signature": "" }),
  ];
  const signatures = Array.from({ length: 400 }, () =>
    sentWith({ "x-twilio-signature": nearly(SIGNATURE, random) }),
  );
  return [...odd, ...signatures].map((one) => ({ name: "an odd header", pieces: [bytesOf(one)] }));
}

function sentWith(headers: Record<string, string>): Request {
  return { body: BODY, headers: { "x-twilio-signature": SIGNATURE, ...headers } };
}

function nearly(signature: string, random: Random): string {
  const at = random.below(signature.length);
  const other = signature[at] === "A" ? "B" : "A";
  return random.pick([
    signature.slice(0, at) + other + signature.slice(at + 1),
    signature.slice(0, at),
    `${signature}, ${signature}`,
    signature.toUpperCase(),
    `Basic ${signature}`,
  ]);
}

/** Lengths that are not true, and chunks that are none. */
export function lengthsThatLie(): Hostile[] {
  const lies = ["0", "1", "-1", "+5", "1e3", "0x10", "99999999999999999999", " ", "5, 5", "5, 6"];
  const chunked = { "content-length": "", "transfer-encoding": "chunked" };
  const chunks = [
    "0\r\n\r\n",
    "-1\r\n",
    "zz\r\n",
    "ffffffffffffffff\r\nx",
    `1;${"x".repeat(20_000)}\r\na\r\n0\r\n\r\n`,
    "5\r\nBody=\r\n",
    `5\r\nBody=x\r\n0\r\n\r\n`,
    `1\r\n=\r\n`.repeat(70_000),
    `0\r\n${"X-Trailer: x\r\n".repeat(2_000)}\r\n`,
  ];
  return [
    ...lies.map((lie) => part({ headers: { "content-length": lie }, body: BODY })),
    part({ headers: { "content-length": String(BODY.length + 1) }, body: BODY }),
    part({ headers: { "content-length": "5", "transfer-encoding": "chunked" }, body: BODY }),
    part({ headers: { ...chunked, "transfer-encoding": "chunked, x" }, body: BODY }),
    ...chunks.map((body) => part({ headers: chunked, body })),
  ];

  function part(request: Request): Hostile {
    const headers = { "x-twilio-signature": "AAAA", ...request.headers };
    return { name: "a length", pieces: [bytesOf({ ...request, headers })], leave: "end" };
  }
}

/** Other methods, other paths, and what is not HTTP at all. */
export function oddLines(random: Random): Hostile[] {
  const methods = [
    "GET",
    "PUT",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "PATCH",
    "TRACE",
    "CONNECT",
    "post",
    "X",
    "",
  ];
  const paths = [
    "/whatsapp%00",
    "/%",
    "/%E0%A4%A",
    "/whatsapp/..%2f",
    "//whatsapp",
    "*",
    "http://evil.example/whatsapp",
    "/whatsapp?%",
    `/${"x".repeat(20_000)}`,
    "/whatsapp#x",
    "/\u00e9",
    "whatsapp",
    "/readyz?x=%zz",
    "/healthz/../../etc/passwd",
  ];
  const garbage = Array.from({ length: 100 }, () =>
    Buffer.from(Array.from({ length: 1 + random.below(200) }, () => random.below(256))),
  );
  const unsigned = { body: BODY };
  return [
    ...methods.map((method) => bytesOf({ ...unsigned, method })),
    ...methods.map((method) => bytesOf({ ...unsigned, method, path: "/readyz" })),
    ...paths.map((path) => bytesOf({ ...unsigned, path })),
    ...paths.map((path) => bytesOf({ method: "GET", path })),
    ...garbage,
    Buffer.from("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "latin1"),
    "SSH-2.0-OpenSSH_9.6\r\n",
    "POST /whatsapp HTTP/9.9\r\n\r\n",
    "POST /whatsapp\r\n\r\n",
    `GET / HTTP/1.1\r\n${"a: b\r\n".repeat(5_000)}\r\n`,
    `GET / HTTP/1.1\r\na: ${"b".repeat(100_000)}\r\n\r\n`,
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ].map((bytes) => ({ name: "an odd line", pieces: [bytes], leave: "end" }));
}

/** Many requests in one go, with rubbish among them. */
export function pipelined(): Hostile[] {
  const unsigned = bytesOf({ body: BODY, keepAlive: true });
  const last = bytesOf({ body: BODY });
  const many = Array.from({ length: 50 }, () => unsigned);
  return [
    { name: "fifty in one go", pieces: [Buffer.concat([...many, last])] },
    {
      name: "fifty and rubbish",
      pieces: [Buffer.concat([...many, Buffer.from("\0rubbish\r\n\r\n")])],
    },
    {
      name: "fifty and a half",
      pieces: [Buffer.concat([...many, last.subarray(0, 90)])],
      leave: "break",
    },
  ];
}

/** A body that drips, and is never finished. */
export function slowBodies(): Hostile[] {
  const whole = signedBytes(BODY);
  const drops = Array.from({ length: 25 }, (_, at) => whole.subarray(at * 18, at * 18 + 18));
  return Array.from({ length: 6 }, () => ({
    name: "a slow body",
    pieces: drops,
    pauseMs: 100,
    leave: "break",
  }));
}
