import twilio from "twilio";
import { ACCOUNT_SID, AUTH_TOKEN, NUMBER } from "../kit/start-journey.ts";

const PUBLIC_URL = "https://bot.example.com";

/** A message as Twilio sends it, with an id of this test's. */
export const FORM: Record<string, string> = {
  AccountSid: ACCOUNT_SID,
  ApiVersion: "2010-04-01",
  Body: "How many customers do we have? 50% + 1 é",
  From: "whatsapp:+15555550101",
  MessageSid: "SM00000000000000000000000000000666",
  MessageType: "text",
  NumMedia: "0",
  ProfileName: "Ana Pérez",
  SmsMessageSid: "SM00000000000000000000000000000666",
  SmsSid: "SM00000000000000000000000000000666",
  To: `whatsapp:${NUMBER}`,
  WaId: "15555550101",
};

export function encode(fields: Record<string, string> | [string, string][]): string {
  return new URLSearchParams(fields).toString();
}

/** What Twilio would sign for this body at this path. */
export function signatureOf(body: string, path = "/whatsapp"): string {
  const fields: Record<string, string | string[]> = Object.create(null);
  const parsed = new URLSearchParams(body);
  for (const name of new Set(parsed.keys())) {
    const values = parsed.getAll(name);
    fields[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return twilio.getExpectedTwilioSignature(AUTH_TOKEN, PUBLIC_URL + path, fields);
}

export type Request = {
  method?: string;
  path?: string;
  body?: string | Buffer;
  /** Replace those that a request has anyway; an empty one leaves it out. */
  headers?: Record<string, string>;
  keepAlive?: boolean;
};

/** A whole request as bytes. */
export function bytesOf(request: Request): Buffer {
  const { method = "POST", path = "/whatsapp", body = "", keepAlive = false } = request;
  const headers: Record<string, string> = {
    host: "bot.example.com",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(Buffer.byteLength(body)),
    connection: keepAlive ? "keep-alive" : "close",
    ...request.headers,
  };
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1");
  return Buffer.concat([head, Buffer.from(body)]);
}

/** A request that is signed as Twilio would sign its body. */
export function signedBytes(body: string, request: Request = {}): Buffer {
  const signature = signatureOf(body, request.path);
  const headers = { "x-twilio-signature": signature, ...request.headers };
  return bytesOf({ ...request, body, headers });
}
