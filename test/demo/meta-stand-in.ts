import { onTestFinished } from "vitest";
import { startMetaStandIn, type MetaStandInOptions } from "../../src/demo/meta/meta.ts";
import { aServer } from "./stand-in.ts";

/** The account of Meta's own samples. */
export const ACCOUNT = {
  accessToken: "EAAJB-token-of-the-system-user",
  appSecret: "app_secret_test",
  verifyToken: "vibecoding",
  accountId: "102290129340398",
  phoneId: "106540352242922",
  number: "+15550783881",
};
export const SHEENA = "+16505551234";
export const USER_ID = "US.13491208655302741918";

export async function aMetaStandIn(changes: Partial<MetaStandInOptions> = {}) {
  const standIn = await startMetaStandIn({ ...ACCOUNT, ...changes });
  onTestFinished(() => standIn.close());
  return standIn;
}

/** Together with a server that hears its webhooks. */
export async function aMetaStandInWithServer(changes: Partial<MetaStandInOptions> = {}) {
  const answer = { status: 200 };
  const server = await aServer(answer);
  const standIn = await aMetaStandIn(changes);
  standIn.deliverTo({ callUrl: `${server.url}/webhook` });
  return { standIn, server, answer, valuesHeard };

  async function valuesHeard(count: number) {
    return (await server.heardCount(count)).map(({ raw }) => valueIn(raw));
  }
}

/** The only `value` of a delivery. */
export function valueIn(raw: string) {
  return JSON.parse(raw).entry[0].changes[0].value;
}

/** One request to the Graph API, as our own account unless told otherwise. */
export async function askGraph(
  standIn: { url: string },
  path: string,
  { json, ...init }: RequestInit & { json?: unknown } = {},
) {
  const response = await fetch(new URL(path, standIn.url), {
    ...(json !== undefined && { method: "POST", body: JSON.stringify(json) }),
    headers: { Authorization: `Bearer ${ACCOUNT.accessToken}` },
    signal: AbortSignal.timeout(5_000),
    ...init,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

export const MESSAGES = `/v25.0/${ACCOUNT.phoneId}/messages`;

export const create = (
  standIn: { url: string },
  changes: Record<string, unknown> = {},
  version = "v25.0",
) => askGraph(standIn, MESSAGES.replace("v25.0", version), { json: aText(changes) });

export function aText(changes: Record<string, unknown> = {}) {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: SHEENA,
    type: "text",
    text: { body: "There are 42 orders." },
    ...changes,
  };
}

export function buttons(replies: { id: string; title: string }[], text = "Which one?") {
  const action = { buttons: replies.map((reply) => ({ type: "reply", reply })) };
  return { type: "interactive", interactive: { type: "button", body: { text }, action } };
}

export function list(
  rows: { id: string; title: string; description?: string }[],
  changes: Record<string, unknown> = {},
) {
  const action = { button: "Choose", sections: [{ rows }], ...changes };
  return {
    type: "interactive",
    interactive: { type: "list", body: { text: "Which one?" }, action },
  };
}
