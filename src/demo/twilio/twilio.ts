import { createServer } from "node:http";
import { createEvents, type Events } from "../events.ts";
import { createFaultQueue } from "../faults.ts";
import { listenOnLoopback, stopServer } from "../loopback.ts";
import { createWaitForMessages } from "../wait-for-messages.ts";
import { AT_ONCE, type Account, type Behaviour } from "./account.ts";
import { createContact, type Contact, type ContactOptions } from "./contact.ts";
import { createCreateMessage } from "./create-message.ts";
import type { TwilioEvent } from "./events.ts";
import type { TwilioEndpoint, TwilioFault, TwilioFaults } from "./fault.ts";
import { createMediaStore } from "./media.ts";
import { withPrefix } from "./message.ts";
import { createMessageLog } from "./message-log.ts";
import { partsOf, type Part } from "./parts.ts";
import { createServe } from "./serve.ts";
import type { SignedForm } from "./webhook-caller.ts";
import { createDelivery } from "./status-callbacks.ts";
import type { Typing } from "./typing.ts";
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
  onEvent: Events<TwilioEvent>["on"];
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
  const url = await listenOnLoopback(server, options.port ?? 0);
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
      onEvent: account.events.on,
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
      await stopServer(server);
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
