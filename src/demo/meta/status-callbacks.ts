import { takeSteps, usualSteps, type Step as StepOf } from "../take-steps.ts";
import type { Account, Behaviour } from "./account.ts";
import type { MessageStatus, MetaMessage } from "./message.ts";
import { addressOf } from "./people.ts";
import { statusValue } from "./status-json.ts";
import type { Webhooks } from "./webhooks.ts";

type Step = StepOf<MessageStatus>;

type Dependencies = {
  account: Account;
  webhooks: Pick<Webhooks, "isReachable" | "deliver">;
  closing: AbortSignal;
};

/** Takes an accepted message on its way to the contact, and tells the server about every step. */
export function createDelivery({ account, webhooks, closing }: Dependencies) {
  return async function deliver(message: MetaMessage, errorCode?: number): Promise<void> {
    const isShuffled = account.behaviour.callbacks === "shuffled";
    const take = (step: Step) => tell(message, step);
    await takeSteps(stepsOf(account.behaviour, errorCode), { isShuffled, closing, take });
  };

  async function tell(message: MetaMessage, step: Step): Promise<void> {
    const { status, errorCode } = step;
    advance(message, step);
    const what = { status, ...(errorCode !== undefined && { errorCode }) };
    account.events.emit({
      kind: "status",
      address: addressOf(message.person),
      id: message.id,
      ...what,
    });
    if (account.behaviour.callbacks === "off" || !webhooks.isReachable() || closing.aborted) return;
    const value = statusValue({ message, ...what }, account.apiVersion);
    await webhooks.deliver([{ value }]).catch(() => {});
  }
}

function stepsOf(behaviour: Behaviour, errorCode: number | undefined): Step[] {
  if (errorCode !== undefined)
    return [{ status: "failed", afterMs: behaviour.deliveredAfterMs, errorCode }];
  return usualSteps(behaviour);
}

function advance(message: MetaMessage, { status, errorCode }: Step): void {
  if (RANK[status] > RANK[message.status]) message.status = status;
  if (errorCode !== undefined) message.errorCode = errorCode;
}

const RANK: Record<MessageStatus, number> = {
  received: 0,
  accepted: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  failed: 4,
};
