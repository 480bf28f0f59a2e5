import type { Person } from "./people.ts";

/** `contacts[]` of a webhook. What is not known, or hidden, is absent rather than empty. */
export function contactJson({ name, username, phone, userId, parentUserId }: Person) {
  return {
    profile: { name, ...(username && { username }) },
    ...(phone && { wa_id: waIdOf(phone) }),
    ...(userId && { user_id: userId }),
    ...(parentUserId && { parent_user_id: parentUserId }),
  };
}

export function waIdOf(phone: string): string {
  return phone.replace(/^\+/, "");
}
