/** Somebody with WhatsApp, known by a phone number, a business-scoped user id, or both. */
export type Person = {
  name: string;
  /** `+E164`; absent when WhatsApp hides it. */
  phone?: string;
  /** Such as `US.1349…`. */
  userId?: string;
  parentUserId?: string;
  /** With `@`. */
  username?: string;
  /** True when webhooks leave the phone out, although it is known from before. */
  hidesPhone?: boolean;
  /** Opens the window of 24 hours; milliseconds since 1970. */
  lastWroteAt?: number;
};

export type PersonDetails = Pick<Person, "userId" | "parentUserId" | "username" | "hidesPhone"> & {
  name?: string;
};

export type People = {
  /** By any address they have or had. */
  find(address: string): Person | undefined;
  /** The same person for the same address, or user id, with what is newly known. */
  meet(address: string, details?: PersonDetails): Person;
  /** Gives them other addresses; nothing reaches the ones before any more. */
  move(person: Person, to: { phone?: string; userId?: string }): void;
};

export function createPeople(): People {
  const byAddress = new Map<string, Person>();
  const remember = (person: Person) => {
    for (const address of addressesOf(person)) byAddress.set(address, person);
    return person;
  };
  return {
    find: (address) => byAddress.get(address),
    meet(address, details = {}) {
      const known = byAddress.get(address) ?? byAddress.get(details.userId ?? "");
      if (!known) return remember({ name: "Ana", ...addressed(address), ...details });
      const isNewPhone = address.startsWith("+") && !known.phone;
      return remember(Object.assign(known, isNewPhone && { phone: address }, details));
    },
    move(person, to) {
      remember(Object.assign(person, to));
    },
  };
}

/** How the stand-in calls somebody: by phone, where WhatsApp shows it. */
export function addressOf({ phone, userId }: Person): string {
  return phone ?? userId ?? "";
}

/** As webhooks show them. */
export function shown({ phone, ...others }: Person): Person {
  return { ...others, ...(phone && !others.hidesPhone && { phone }) };
}

export function addressesOf({ phone, userId }: Person): string[] {
  return [phone, userId].filter((address) => address !== undefined);
}

function addressed(address: string): { phone: string } | { userId: string } {
  return address.startsWith("+") ? { phone: address } : { userId: address };
}
