import type { Hostile } from "./exchange.ts";
import type { Random } from "./random.ts";
import { encode, FORM, signedBytes } from "./request-bytes.ts";

/** Rightly signed, and no message of ours. */
export function signedNonsense(random: Random): Hostile[] {
  return [
    ...Object.entries(SPOILT).flatMap(([name, values]) =>
      values.map((value) => encode({ ...FORM, [name]: value })),
    ),
    ...REQUIRED.map((name) => encode(Object.entries(FORM).filter(([field]) => field !== name))),
    ...Object.entries(FORM).map((field) => `${encode(FORM)}&${encode([field])}`),
    `${encode(FORM)}&${manyParameters(10_000)}`,
    `${encode(FORM)}&${manyParameters(600)}`,
    ...Array.from(
      { length: 200 },
      () => `${encode(FORM)}&${encode([[random.pick(BAD_NAMES), "x"]])}`,
    ),
  ].map((body) => ({ name: `signed: ${body.slice(0, 60)}`, pieces: [signedBytes(body)] }));
}

const REQUIRED = ["AccountSid", "Body", "From", "MessageSid", "To"];
const BAD_NAMES = ["", "a b", "a[b]", "__proto__", "1a", "é", "a.b", "\0", "a\n", "👋"];

const SPOILT: Record<string, string[]> = {
  AccountSid: ["", "AC1", "AC00000000000000000000000000000002", " ", "__proto__"],
  MessageSid: ["", "SM1", "CA00000000000000000000000000000001", "SM".padEnd(99, "0")],
  From: [
    "",
    "whatsapp:",
    "+15555550101",
    "whatsapp:+1 555",
    "whatsapp:+1\n2",
    `whatsapp:${"x".repeat(500)}`,
  ],
  To: ["", "whatsapp:+", "messenger:1", "whatsapp:++14155238886"],
  NumMedia: ["-1", "1e9", "100", "x", "0x1"],
  SmsSid: ["", "SM00000000000000000000000000000667"],
  SmsMessageSid: ["", "SM00000000000000000000000000000667"],
};

function manyParameters(count: number): string {
  return Array.from({ length: count }, (_, index) => `p${index}=`).join("&");
}

/** Statuses of parts that cannot be, in words that are none. */
export function oddStatuses(): Hostile[] {
  const parts = [
    "",
    "x",
    "-1",
    "0",
    "1e9",
    "9".repeat(15),
    "9".repeat(400),
    "%00",
    "1&part=2",
    "1;drop",
  ];
  const words = ["", "partying", "constructor", "__proto__", "toString", "SENT", "sent ", "0"];
  return parts.flatMap((part) => words.map((word) => aStatus(part, word)));
}

/** A word that Twilio has, for parts that cannot be: kept as one that overtook its part. */
export function earlyStatuses(): Hostile[] {
  const parts = ["x", "-1", "0", "9".repeat(15), "9".repeat(400), "1e9", "1&part=2"];
  return parts.map((part) => aStatus(part, "delivered"));
}

function aStatus(part: string, word: string): Hostile {
  const { AccountSid = "", MessageSid = "" } = FORM;
  const body = encode({ AccountSid, MessageSid, MessageStatus: word, ErrorCode: "' or 1=1 --" });
  const path = `/whatsapp/status?part=${part}`;
  return { name: `status ${word} of ${part.slice(0, 20)}`, pieces: [signedBytes(body, { path })] };
}
