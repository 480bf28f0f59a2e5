import type { MetaMessage } from "./message.ts";
import type { Person } from "./people.ts";

export type MessageLog = {
  add(message: MetaMessage): void;
  get(id: string): MetaMessage | undefined;
  /** Both ways, oldest first. */
  ofPerson(person: Person): readonly MetaMessage[];
};

/** Every message of the account, found by id and by person without a scan. */
export function createMessageLog(): MessageLog {
  const byId = new Map<string, MetaMessage>();
  const byPerson = new Map<Person, MetaMessage[]>();
  return {
    add(message) {
      byId.set(message.id, message);
      const known = byPerson.get(message.person);
      if (known) known.push(message);
      else byPerson.set(message.person, [message]);
    },
    get: (id) => byId.get(id),
    ofPerson: (person) => byPerson.get(person) ?? [],
  };
}
