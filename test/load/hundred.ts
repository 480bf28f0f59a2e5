import type { Stage } from "../bench/stand-ins.ts";
import { timeReplies } from "./replies.ts";
import { sendWebhooks, signAll, type Ack } from "./send-webhooks.ts";

/** A hundred contacts who ask in turn, all together so many questions a second. */
export function createHundred({ twilio, server }: Stage, perSecond: number) {
  const replies = timeReplies(twilio);
  const acks: Ack[] = [];
  let asked = 0;
  return { acks, ask };

  /** Resolves with the times from webhook to reply, in ms, once all have theirs. */
  async function ask(count: number): Promise<number[]> {
    const messages = signAll(Array.from({ length: count }, nextQuestion));
    const { port } = server;
    const onSend = ({ text }: { text: string }) => replies.asked(text);
    acks.push(...(await sendWebhooks({ port, perSecond, messages, onSend })));
    return replies.collect(LONGEST_WAIT_MS);
  }

  function nextQuestion() {
    asked += 1;
    return { contact: asked % CONTACTS, text: `Question ${asked}` };
  }
}

export const CONTACTS = 100;
const LONGEST_WAIT_MS = 60_000;
