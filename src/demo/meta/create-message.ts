import { json, type Reply } from "../reply.ts";
import type { Account } from "./account.ts";
import type { MetaFault } from "./fault.ts";
import type { MetaMessage } from "./message.ts";
import { outgoing, type Outgoing } from "./outgoing.ts";
import { contentOf } from "./outgoing-content.ts";
import { createPairLimit } from "./pair-limit.ts";
import { addressOf, type Person } from "./people.ts";
import { recipientOf } from "./recipient.ts";
import { hasOpenWindow, needsWindow, refusalOf } from "./refusal.ts";
import { errorReply } from "./reply.ts";
import { newWamid } from "./wamid.ts";

type Dependencies = {
  account: Account;
  /** `errorCode`: WhatsApp will give up on it. */
  deliver: (message: MetaMessage, errorCode?: number) => Promise<void>;
};

/** `POST messages`: refuses what Meta refuses, else accepts the message and sends it on its way. */
export function createCreateMessage({ account, deliver }: Dependencies) {
  const isOverPairLimit = createPairLimit();

  return async function createMessage(asked: unknown, fault?: MetaFault): Promise<Reply> {
    const parsed = outgoing.safeParse(asked);
    if (!parsed.success) return malformed(parsed.error.issues[0]);
    const recipient = recipientOf(parsed.data, account);
    if (recipient.kind === "refused") return errorReply(recipient.code, recipient);
    if (recipient.kind === "lost") return lose(recipient.input);
    return createFor(recipient, parsed.data, fault);
  };

  async function createFor(
    { address, input }: { address: string; input: string },
    asked: Outgoing,
    fault: MetaFault | undefined,
  ): Promise<Reply> {
    const known = account.people.find(address);
    const refusal = refusalOf({ message: asked, address, person: known, account });
    if (refusal) return errorReply(refusal.code, refusal);
    const person = known ?? account.people.meet(address);
    if (account.behaviour.pairLimit && isOverPairLimit(person)) return errorReply(131056);
    const message = messageOf(asked, person, address);
    account.log.add(message);
    account.events.emit({ kind: "created", address: addressOf(person), message });
    return sendOff(message, accepted(message, input), fault);
  }

  async function sendOff(message: MetaMessage, reply: Reply, fault: MetaFault | undefined) {
    const errorCode = fault?.kind === "status_failed" ? fault.errorCode : closedWindow(message);
    if (fault?.kind !== "callback_before_answer")
      return { ...reply, afterwards: () => void deliver(message, errorCode) };
    await deliver(message, errorCode);
    return reply;
  }

  function closedWindow({ type, person }: MetaMessage): number | undefined {
    if (account.behaviour.window !== "failed" || !needsWindow(type)) return undefined;
    return hasOpenWindow(person) ? undefined : 131047;
  }

  function lose(input: string): Reply {
    const id = newWamid("outbound", input);
    account.events.emit({ kind: "lost", address: input, id });
    return success([{ input, wa_id: input.replace(/\D/g, "") }], { id });
  }
}

function messageOf(asked: Outgoing, person: Person, address: string): MetaMessage {
  const { context, biz_opaque_callback_data: callbackData } = asked;
  return {
    id: newWamid("outbound", address),
    direction: "outbound",
    person,
    address,
    type: asked.type,
    ...contentOf(asked),
    ...(context && { replyTo: context.message_id }),
    ...(callbackData !== undefined && { callbackData }),
    status: "accepted",
    createdAt: Date.now(),
  };
}

function accepted({ id, type, address, person }: MetaMessage, input: string): Reply {
  const byPhone = address.startsWith("+");
  const contact = {
    input,
    ...(byPhone && { wa_id: address.slice(1) }),
    ...(!byPhone && { user_id: person.userId }),
  };
  const isTemplate = type === "template";
  return success([contact], { id, ...(isTemplate && { message_status: "accepted" }) });
}

function success(contacts: object[], message: object): Reply {
  return json(200, { messaging_product: "whatsapp", contacts, messages: [message] });
}

function malformed(issue: { path: PropertyKey[]; message: string } | undefined): Reply {
  const code = issue?.path[0] === "interactive" ? 131009 : 100;
  return errorReply(code, { details: `${issue?.path.join(".")}: ${issue?.message}` });
}
