import type { Content, InboundMessage } from "../../src/nouns.ts";
import { ACCOUNT, LINE } from "../kit/a-message.ts";

/** A message of a contact's, at the provider. Its id is its name: `2.3` is the third of contact 2. */
export type Written = {
  contact: number;
  message: InboundMessage;

  /** What it says, when that is no question. */
  word: string | undefined;

  deliveredAt: number;
};

/** What contacts wrote, in the order of its first delivery, and which of it heard a 200. */
export type Ledger = ReturnType<typeof createLedger>;

export const CONTACTS = [1, 2, 3];

export function addressOf(contact: number): string {
  return `+1555555010${contact}`;
}

/** The messages that a question or an answer names. */
export function namesIn(text: string): string[] {
  return text.match(/\d+\.\d+/g) ?? [];
}

export function createLedger() {
  const written: Written[] = [];
  const accepted = new Set<string>();
  /** Their first webhook heard no 200: where they stand in the order of arrival is open. */
  const uncertain = new Set<string>();
  /** A webhook that was refused although nothing had happened. */
  const refusals: string[] = [];
  return { written, accepted, uncertain, refusals, write, find };

  function write(contact: number, said: string | undefined, sentAt?: number): Written {
    const number = written.filter((one) => one.contact === contact).length + 1;
    const name = `${contact}.${number}`;
    const one = {
      contact,
      word: said,
      deliveredAt: 0,
      message: {
        channel: "twilio" as const,
        account: ACCOUNT,
        providerId: name,
        line: LINE,
        from: { address: addressOf(contact), aliases: [] },
        content: contentOf(said ?? `question ${name}`),
        ...(sentAt !== undefined && { sentAt }),
      },
    };
    written.push(one);
    return one;
  }

  function find(name: string): Written | undefined {
    return written.find(({ message }) => message.providerId === name);
  }
}

function contentOf(said: string): Content {
  return said === "sticker" ? { kind: "unsupported", type: said } : { kind: "text", text: said };
}
