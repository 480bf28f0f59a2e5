import { takeSteps, usualSteps, type Step as StepOf } from "../take-steps.ts";
import type { Account, Behaviour } from "./account.ts";
import type { TwilioFault } from "./fault.ts";
import { contactOf, type MessageStatus, type TwilioMessage } from "./message.ts";
import { statusForm } from "./status-form.ts";
import type { WebhookCaller } from "./webhook-caller.ts";
import type { WebhookTarget } from "./webhook-target.ts";

type Step = StepOf<MessageStatus>;

type Dependencies = {
  account: Account;
  caller: WebhookCaller;
  target: WebhookTarget;
  closing: AbortSignal;
};

/** Takes a created message on its way to the contact, and tells the server about every step. */
export function createDelivery({ account, caller, target, closing }: Dependencies) {
  return async function deliver(message: TwilioMessage, fault?: TwilioFault): Promise<void> {
    const isShuffled = account.behaviour.callbacks === "shuffled";
    const take = (step: Step) => tell(message, step);
    await takeSteps(stepsOf(account.behaviour, fault), { isShuffled, closing, take });
  };

  async function tell(message: TwilioMessage, step: Step): Promise<void> {
    advance(message, step);
    account.events.emit({ kind: "status", address: contactOf(message), sid: message.sid, ...step });
    if (account.behaviour.callbacks !== "off") await callBack(message, step);
  }

  /** A callback that cannot be delivered is lost: Twilio does not repeat it. */
  async function callBack(message: TwilioMessage, step: Step): Promise<void> {
    if (!message.statusCallback || closing.aborted) return;
    const form = statusForm(message, step.status, account.accountSid, step.errorCode);
    const signed = caller.signed(message.statusCallback, form);
    await caller.post(target.reachable(message.statusCallback), signed).catch(() => {});
  }
}

function stepsOf(behaviour: Behaviour, fault: TwilioFault | undefined): Step[] {
  if (fault?.kind !== "status_failed") return usualSteps(behaviour);
  const { status = "undelivered", errorCode } = fault;
  const sent: Step = { status: "sent", afterMs: behaviour.sentAfterMs };
  const given: Step = { status, afterMs: behaviour.deliveredAfterMs, errorCode };
  return status === "failed" ? [given] : [sent, given];
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
