import type { WebhookAnswer } from "../call-webhooks.ts";
import { waited } from "../take-steps.ts";
import type { Account } from "./account.ts";
import { envelope, type Sharing, type Update } from "./envelope.ts";
import type { SignedBody, WebhookCaller } from "./webhook-caller.ts";

export type Webhooks = {
  deliverTo(url: { callUrl: string }): void;
  isReachable(): boolean;
  /** Up to 1,000 updates in one request. Rejects when the server cannot be reached. */
  deliver(updates: Update[], sharing?: Sharing): Promise<WebhookAnswer>;
  /** The same bytes and signature that this message came with, with all the others in them. */
  redeliver(id: string): Promise<WebhookAnswer>;
  verify(query: Record<string, string>): Promise<WebhookAnswer>;
};

type Posting = { signed: SignedBody; updates: Update[] };
type Dependencies = { account: Account; caller: WebhookCaller; closing: AbortSignal };

/** Tells the server what happened, and again while it does not say 200, as often as the behaviour asks for. */
export function createWebhooks({ account, caller, closing }: Dependencies): Webhooks {
  const postings = new Map<string, Posting>();
  let target: string | undefined;

  return {
    deliverTo({ callUrl }) {
      target = callUrl;
    },
    isReachable: () => target !== undefined,
    async deliver(updates, sharing) {
      if (updates.length > MAX_UPDATES)
        throw new Error(`Meta puts ${MAX_UPDATES} updates into a delivery at most; send fewer.`);
      const signed = caller.signed(envelope(account, updates, sharing));
      const posting = { signed, updates };
      for (const { id } of updates) if (id !== undefined) postings.set(id, posting);
      return deliverUntilHeard(posting);
    },
    async redeliver(id) {
      const posting = postings.get(id);
      if (!posting) throw new Error(`There is no message ${id} to deliver again.`);
      return post(posting);
    },
    async verify(query) {
      return caller.get(`${callUrl()}?${new URLSearchParams(query).toString()}`);
    },
  };

  async function deliverUntilHeard(posting: Posting): Promise<WebhookAnswer> {
    try {
      const answer = await post(posting);
      if (answer.status !== 200) void repeat(posting, 1);
      return answer;
    } catch (error) {
      void repeat(posting, 1);
      throw error;
    }
  }

  async function repeat(posting: Posting, nth: number): Promise<void> {
    const { redeliver, redeliverAfterMs } = account.behaviour;
    if (nth > redeliver) return;
    if (!(await waited(redeliverAfterMs * 2 ** (nth - 1), closing))) return;
    const answer = await post(posting).catch(() => undefined);
    if (answer?.status !== 200) await repeat(posting, nth + 1);
  }

  async function post({ signed, updates }: Posting): Promise<WebhookAnswer> {
    const startedAt = performance.now();
    const url = callUrl();
    const heard = (status: number) => tell(updates, status, performance.now() - startedAt);
    try {
      const answer = await caller.post(url, signed);
      heard(answer.status);
      return answer;
    } catch (error) {
      heard(0);
      throw error;
    }
  }

  function tell(updates: Update[], status: number, tookMs: number): void {
    for (const { id, address = "" } of updates)
      if (id !== undefined) account.events.emit({ kind: "webhook", address, id, status, tookMs });
  }

  function callUrl(): string {
    if (!target) throw new Error("Say first where webhooks go: standIn.deliverTo({ callUrl }).");
    return target;
  }
}

const MAX_UPDATES = 1_000;
