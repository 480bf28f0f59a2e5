import type { Action } from "../command.ts";

/** What contacts write, beside questions. */
export const WORDS = ["STOP", "START", "MORE", "sticker"] as const;

type Said = { contact: number; word?: (typeof WORDS)[number] | undefined };

/** Contacts write; the provider may deliver it twice at the same time. */
export function webhook(batch: Said[], copies: number): Action {
  const said = batch.map(({ contact, word = "" }) => `contact ${contact} ${word}`.trim());
  return {
    name: `Webhook(${said.join(", ")}${copies > 1 ? `, ${copies} at once` : ""})`,
    act({ outside, deliver }) {
      const written = batch.map(({ contact, word }) => outside.ledger.write(contact, word));
      for (let copy = 0; copy < copies; copy += 1) deliver(written);
    },
  };
}

/** A message whose webhook never came is found in the provider's list. */
export function foundLater(contact: number, minutes: number): Action {
  return {
    name: `FoundLater(contact ${contact}, ${minutes} minutes)`,
    act({ outside, deliver, clock }) {
      deliver([outside.ledger.write(contact, undefined, clock.now() - minutes * 60_000)]);
    },
  };
}

/** The provider delivers again what it has delivered before, or we list it. */
export function repeat(which: number): Action {
  return {
    name: `Repeat(message ${which})`,
    isPossible: ({ ledger }) => ledger.written.length > 0,
    act({ outside: { ledger }, deliver }) {
      const again = ledger.written[which % ledger.written.length];
      if (again) deliver([again]);
    },
  };
}
