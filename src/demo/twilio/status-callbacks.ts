import { setTimeout as delay } from "node:timers/promises";
import type { Account, Behaviour } from "./account.ts";
import type { TwilioFault } from "./fault.ts";
import { contactOf, type MessageStatus, type TwilioMessage } from "./message.ts";
import { statusForm } from "./status-form.ts";
import type { WebhookCaller } from "./webhook-caller.ts";
import type { WebhookTarget } from "./webhook-target.ts";

type Step = { status: MessageStatus; afterMs: number; errorCode?: number };

type Dependencies = {
  account: Account;
  caller: WebhookCaller;
  target: WebhookTarget;
  closing: AbortSignal;
};

/** Takes a created message on its way to the contact, and tells the server about every step. */
export function createDelivery({ account, caller, target, closing }: Dependencies) {
  return async function deliver(message: TwilioMessage, fault?: TwilioFault): Promise<void> {
    const steps = stepsOf(account.behaviour, fault);
    if (account.behaviour.callbacks === "shuffled") {
      await Promise.all(shuffled(steps).map((step) => take(message, step)));
      return;
    }
    for (const step of steps) await take(message, step);
  };

  async function take(message: TwilioMessage, step: Step): Promise<void> {
    if (step.afterMs > 0 && !(await waited(step.afterMs, closing))) return;
    advance(message, step);
    account.events.emit({ kind: "status", address: contactOf(message), sid: message.sid, ...step });
    if (account.behaviour.callbacks !== "off") await callBack(message, step);
  }

  /** A callback that cannot be delivered is lost: Twilio does not repeat it. */
  async function callBack(message: TwilioMessage, step: Step): Promise<void> {
    if (!message.statusCallback || closing.aborted) return;
    const form = statusForm(message, step.status, account.accountSid, step.errorCode);
    const signed = caller.signed(message.statusCallback, form);
    await caller.call(target.reachable(message.statusCallback), signed).catch(() => {});
  }
}

function stepsOf(behaviour: Behaviour, fault: TwilioFault | undefined): Step[] {
  const sent: Step = { status: "sent", afterMs: behaviour.sentAfterMs };
  if (fault?.kind === "status_failed") {
    const status = fault.status ?? "undelivered";
    const given: Step = { status, afterMs: behaviour.deliveredAfterMs, errorCode: fault.errorCode };
    return status === "failed" ? [given] : [sent, given];
  }
  const delivered: Step = { status: "delivered", afterMs: behaviour.deliveredAfterMs };
  const read: Step = { status: "read", afterMs: behaviour.readAfterMs };
  return behaviour.readReceipts ? [sent, delivered, read] : [sent, delivered];
}

function advance(message: TwilioMessage, step: Step): void {
  message.updatedAt = Date.now();
  message.sentAt ??= message.updatedAt;
  if (RANK[step.status] > RANK[message.status]) message.status = step.status;
  if (step.errorCode !== undefined) message.errorCode = step.errorCode;
}

const RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  failed: 4,
  undelivered: 4,
};

async function waited(delayMs: number, signal: AbortSignal): Promise<boolean> {
  return delay(delayMs, true, { signal }).catch(() => false);
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
