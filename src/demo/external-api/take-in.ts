import type { Reply } from "./usual-reply.ts";
import type { Signed, Submission } from "./verify.ts";

export type Inbox = {
  /** What was taken in, once each, oldest first. */
  received: (Signed & { reply: Reply })[];
  /** How many requests came in all, how many of them again, and how many without a right signature. */
  calls: { all: number; repeated: number; unsigned: number };
  /** What is said to the next answers that have nothing said to them yet. */
  replies: Reply[];
  usual: (submission: Submission) => Reply;
};

/** The same answers once more hear what was said the first time; others under the same id are refused. */
export function takeIn(inbox: Inbox, signed: Signed): Reply | "conflict" {
  const known = inbox.received.find(({ id }) => id === signed.id);
  if (known) {
    inbox.calls.repeated += 1;
    const isSame = JSON.stringify(known.submission) === JSON.stringify(signed.submission);
    return isSame ? known.reply : "conflict";
  }
  const reply = inbox.replies.shift() ?? inbox.usual(signed.submission);
  inbox.received.push({ ...signed, reply });
  return reply;
}
