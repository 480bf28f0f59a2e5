import type { Part, Provider } from "./provider.ts";

export type Talk = {
  /** Says something, and gives the message that comes next. */
  says(text: string): Promise<Part>;
  chooses(title: string): Promise<Part>;
  /** The message after that. */
  hears(): Promise<Part>;
};

/** A contact who waits for each answer before going on. */
export function talk(
  { provider }: { provider: Pick<Provider, "contact" | "waitForMessages"> },
  address: string,
  details?: { name?: string },
): Talk {
  const contact = provider.contact(address, details);
  let heard = 0;
  return {
    async says(text) {
      await contact.says(text);
      return next();
    },
    async chooses(title) {
      await contact.chooses(title);
      return next();
    },
    hears: next,
  };

  async function next(): Promise<Part> {
    heard += 1;
    const part = (await provider.waitForMessages(address, heard, 15_000))[heard - 1];
    if (!part) throw new Error(`Nothing came to ${address}.`);
    return part;
  }
}
