import { contactOf, withoutPrefix, type TwilioMessage } from "./message.ts";

export type MessageLog = {
  add(message: TwilioMessage): void;
  get(sid: string): TwilioMessage | undefined;
  /** Both ways, oldest first. */
  ofContact(address: string): readonly TwilioMessage[];
  /** Newest first. */
  list(filter: ListFilter): TwilioMessage[];
};

export type ListFilter = {
  to?: string | undefined;
  from?: string | undefined;
  /** Milliseconds since 1970; `before` is not included. */
  since?: number | undefined;
  before?: number | undefined;
};

/** Every message of the account, found by sid and by contact without a scan. */
export function createMessageLog(): MessageLog {
  const all: TwilioMessage[] = [];
  const bySid = new Map<string, TwilioMessage>();
  const byContact = new Map<string, TwilioMessage[]>();

  const ofContact = (address: string) => byContact.get(withoutPrefix(address)) ?? [];
  const narrowest = ({ to, from }: ListFilter) => {
    const buckets = [to, from].flatMap((side) => byContact.get(withoutPrefix(side ?? "")) ?? []);
    return buckets.length > 0 ? buckets : all;
  };

  return {
    add(message) {
      all.push(message);
      bySid.set(message.sid, message);
      const address = contactOf(message);
      const known = byContact.get(address);
      if (known) known.push(message);
      else byContact.set(address, [message]);
    },
    get: (sid) => bySid.get(sid),
    ofContact,
    list: (filter) =>
      narrowest(filter)
        .filter((message) => matches(message, filter))
        .reverse(),
  };
}

function matches(message: TwilioMessage, { to, from, since, before }: ListFilter): boolean {
  if (to !== undefined && message.to !== to) return false;
  if (from !== undefined && message.from !== from) return false;
  // Twilio's dates have no milliseconds.
  const second = Math.floor(message.createdAt / 1000) * 1000;
  if (since !== undefined && second < since) return false;
  if (before !== undefined && second >= before) return false;
  return message.listedAt <= Date.now();
}
