import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createFaultQueue } from "../faults.ts";
import { AT_ONCE, type Account, type Behaviour } from "./account.ts";
import { createContact, type Contact, type ContactOptions } from "./contact.ts";
import { createCreateMessage } from "./create-message.ts";
import { createEvents, type Events } from "./events.ts";
import type { TwilioEndpoint, TwilioFault, TwilioFaults } from "./fault.ts";
import { createMediaStore } from "./media.ts";
import { withPrefix } from "./message.ts";
import { createMessageLog } from "./message-log.ts";
import { partsOf, type Part } from "./parts.ts";
import { createServe } from "./serve.ts";
import type { SignedForm } from "./webhook-caller.ts";
import { createDelivery } from "./status-callbacks.ts";
import type { Typing } from "./typing.ts";
import { createWaitForMessages } from "./wait-for-messages.ts";
import { createWebhookCaller, type WebhookUrl } from "./webhook-caller.ts";
import { createWebhookTarget } from "./webhook-target.ts";

export type TwilioStandIn = {
  /** Base URL of the REST API and of the typing indicators. */
  readonly url: string;
  /** Where inbound messages are delivered. */
  deliverTo(webhookUrl: WebhookUrl): void;
  contact(address: string, options?: ContactOptions): Contact;
  /** What was created for a contact, in order. */
  messagesTo(address: string): Part[];
  /** Rejects, and says what has come, when there are fewer after `timeoutMs` (10 s). */
  waitForMessages(address: string, count: number, timeoutMs?: number): Promise<Part[]>;
  readonly typing: readonly Typing[];
  readonly faults: TwilioFaults;
  readonly behaviour: Behaviour;
  onEvent: Events["on"];
  close(): Promise<void>;
};

export type TwilioStandInOptions = {
  /** A free one when left out. */
  port?: number;
  accountSid: string;
  authToken: string;
  apiKey?: { sid: string; secret: string };
  /** Our WhatsApp sender, `+E164`. */
  number: string;
  behaviour?: Partial<Behaviour>;
};

/** Plays Twilio and WhatsApp over HTTP on loopback, with faults on request. */
export async function startTwilioStandIn(options: TwilioStandInOptions): Promise<TwilioStandIn> {
  const server = createServer();
  const url = await listen(server, options.port ?? 0);
  const closing = new AbortController();
  const account = accountOf(options, url);
  const caller = createWebhookCaller(account.authToken);
  const target = createWebhookTarget();
  const media = createMediaStore();
  const faults = createFaultQueue<TwilioEndpoint, TwilioFault>();
  const typing: Typing[] = [];
  const deliveries = new Map<string, SignedForm>();
  const deliver = createDelivery({ account, caller, target, closing: closing.signal });
  const createMessage = createCreateMessage({ account, deliver });
  const serve = createServe({ account, faults, media, typing, createMessage });
  server.on("request", (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });

  const messagesTo = (address: string) => partsOf(account.log.ofContact(address));
  return {
    url,
    deliverTo: target.set,
    contact: (address, contactOptions) =>
      createContact({ account, media, caller, target, deliveries }, address, contactOptions),
    messagesTo,
    waitForMessages: createWaitForMessages({
      events: account.events,
      partsOf: messagesTo,
      closing: closing.signal,
    }),
    typing,
    faults,
    behaviour: account.behaviour,
    onEvent: account.events.on,
    async close() {
      closing.abort();
      await caller.close();
      await stop(server);
    },
  };
}

function accountOf(options: TwilioStandInOptions, url: string): Account {
  const { accountSid, authToken, apiKey, number, behaviour } = options;
  return {
    url,
    accountSid,
    authToken,
    apiKey,
    number: withPrefix(number),
    log: createMessageLog(),
    events: createEvents(),
    behaviour: { ...AT_ONCE, ...behaviour },
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
