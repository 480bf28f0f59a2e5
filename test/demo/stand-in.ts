import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { bodyOf } from "../../src/demo/body-of.ts";
import { startTwilioStandIn, type TwilioStandInOptions } from "../../src/demo/twilio/twilio.ts";
import { startPeer } from "../kit/start-peer.ts";

export const ACCOUNT = {
  accountSid: "AC00000000000000000000000000000001",
  authToken: "0123456789abcdef0123456789abcdef",
  number: "+14155238886",
};
export const ANA = "+15555550101";

export async function aStandIn(changes: Partial<TwilioStandInOptions> = {}) {
  const standIn = await startTwilioStandIn({ ...ACCOUNT, ...changes });
  onTestFinished(() => standIn.close());
  return standIn;
}

export type Heard = { path: string; signature: string; form: URLSearchParams; raw: string };

/** Plays the server: keeps what a provider calls, and answers what it is told to. */
export async function aServer(
  answer: { status?: number; contentType?: string; body?: string } = {},
) {
  const heard: Heard[] = [];
  const changed = new EventTarget();
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const raw = await bodyOf(request);
    const { headers } = request;
    const signature = String(headers["x-twilio-signature"] ?? headers["x-hub-signature-256"]);
    heard.push({ path: request.url ?? "", signature, form: new URLSearchParams(raw), raw });
    response.statusCode = answer.status ?? 200;
    response.setHeader("Content-Type", answer.contentType ?? "text/xml");
    response.end(answer.body ?? "<Response/>");
    changed.dispatchEvent(new Event("change"));
  };
  const { url } = await startPeer((request, response) => void hear(request, response));
  const heardCount = (count: number) =>
    new Promise<Heard[]>((resolve, reject) => {
      const failed = () => reject(new Error(`${heard.length} of ${count} requests came.`));
      const timer = setTimeout(failed, 5_000);
      const look = () => {
        if (heard.length < count) return;
        clearTimeout(timer);
        changed.removeEventListener("change", look);
        resolve(heard);
      };
      changed.addEventListener("change", look);
      look();
    });
  return { url, heard, heardCount };
}

/** One request to the REST API, as our own account unless told otherwise. */
export async function ask(
  standIn: { url: string },
  path: string,
  { form, ...init }: RequestInit & { form?: Record<string, string | string[]> } = {},
) {
  const fields = Object.entries(form ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  const response = await fetch(standIn.url + path, {
    ...(form && { method: "POST", body: new URLSearchParams(fields) }),
    headers: { Authorization: basic(ACCOUNT.accountSid, ACCOUNT.authToken) },
    redirect: "manual",
    signal: AbortSignal.timeout(5_000),
    ...init,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}

export const MESSAGES = `/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages`;

export function aPart(changes: Record<string, string | string[]> = {}) {
  return {
    To: `whatsapp:${ANA}`,
    From: `whatsapp:${ACCOUNT.number}`,
    Body: "There are 42 orders.",
    ...changes,
  };
}
