import { createServer } from "node:http";
import { createEvents, type Events } from "../events.ts";
import { createFaultQueue } from "../faults.ts";
import { listenOnLoopback, stopServer } from "../loopback.ts";
import { createWaitForMessages } from "../wait-for-messages.ts";
import { AT_ONCE, type Account, type Behaviour } from "./account.ts";
import { createContact, type Contact } from "./contact.ts";
import { createCreateMessage } from "./create-message.ts";
import type { MetaEvent } from "./events.ts";
import type { MetaEndpoint, MetaFault, MetaFaults } from "./fault.ts";
import { createMediaStore } from "./media.ts";
import { createMessageLog } from "./message-log.ts";
import { partsOf, type Part } from "./parts.ts";
import { createPeople, type PersonDetails } from "./people.ts";
import { createServe } from "./serve.ts";
import { createDelivery } from "./status-callbacks.ts";
import type { Typing } from "./typing.ts";
import { createVerify, type Verify } from "./verify.ts";
import { createWebhookCaller } from "./webhook-caller.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

export type MetaStandIn = {
  /** Base URL of the Graph API, without the version. */
  readonly url: string;
  /** Where the server listens for webhooks. */
  deliverTo: Webhooks["deliverTo"];
  /** Asks the server whether the webhook is its own. */
  verify: Verify;
  contact(address: string, details?: PersonDetails): Contact;
  /** Several updates in one delivery; `contact.writes` makes them, and bad ones may be made by hand. */
  deliver: Webhooks["deliver"];
  /** What was created for a contact, in order, also at addresses they had before. */
  messagesTo(address: string): Part[];
  /** Rejects, and says what has come, when there are fewer after `timeoutMs` (10 s). */
  waitForMessages(address: string, count: number, timeoutMs?: number): Promise<Part[]>;
  readonly typing: readonly Typing[];
  readonly faults: MetaFaults;
  readonly behaviour: Behaviour;
  onEvent: Events<MetaEvent>["on"];
  close(): Promise<void>;
};

export type MetaStandInOptions = {
  /** A free one when left out. */
  port?: number;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  accountId: string;
  phoneId: string;
  /** Our number, `+E164`. */
  number?: string;
  apiVersion?: string;
  behaviour?: Partial<Behaviour>;
};

/** Plays Meta's Graph API and WhatsApp over HTTP on loopback, with faults on request. */
export async function startMetaStandIn(options: MetaStandInOptions): Promise<MetaStandIn> {
  const server = createServer();
  const url = await listenOnLoopback(server, options.port ?? 0);
  const closing = new AbortController();
  const account = accountOf(options, url);
  const caller = createWebhookCaller(options.appSecret);
  const webhooks = createWebhooks({ account, caller, closing: closing.signal });
  const media = createMediaStore(url);
  const faults = createFaultQueue<MetaEndpoint, MetaFault>();
  const typing: Typing[] = [];
  const deliver = createDelivery({ account, webhooks, closing: closing.signal });
  const createMessage = createCreateMessage({ account, deliver });
  const serve = createServe({ account, faults, media, typing, createMessage });
  server.on("request", (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });

  const { people, log, events } = account;
  const messagesTo = (address: string) => {
    const person = people.find(address);
    return person ? partsOf(log.ofPerson(person)) : [];
  };
  return {
    url,
    deliverTo: webhooks.deliverTo,
    verify: createVerify(options.verifyToken, webhooks),
    contact: (address, details) => createContact({ account, media, webhooks }, address, details),
    deliver: webhooks.deliver,
    messagesTo,
    waitForMessages: createWaitForMessages({
      onEvent: events.on,
      partsOf: messagesTo,
      closing: closing.signal,
    }),
    typing,
    faults,
    behaviour: account.behaviour,
    onEvent: events.on,
    async close() {
      closing.abort();
      await caller.close();
      await stopServer(server);
    },
  };
}

function accountOf(options: MetaStandInOptions, url: string): Account {
  const { accessToken, accountId, phoneId, behaviour } = options;
  return {
    url,
    accessToken,
    accountId,
    phoneId,
    number: options.number ?? "+15550783881",
    apiVersion: options.apiVersion ?? "v25.0",
    people: createPeople(),
    log: createMessageLog(),
    events: createEvents(),
    behaviour: { ...AT_ONCE, ...behaviour },
  };
}
