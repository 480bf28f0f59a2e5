import { z } from "zod";
import { address } from "./addresses.ts";

/**
 * What Meta keeps with a message and gives back in each of its statuses: whose part it is, and the
 * address that we wrote to. Meta's own word for the recipient can be another number of the same
 * person (Brazil, Mexico, Argentina), or a number where we knew a user id.
 */
export function callbackData(partId: number, to: string): string {
  return `part:${partId}:${to}`;
}

/** What is not of ours is nothing: other software may send from the same number. */
export const maybeCallbackData = z
  .string()
  .regex(/^part:\d{1,15}:./)
  .transform((data) => data.split(":"))
  .pipe(z.tuple([z.literal("part"), z.coerce.number<string>(), address]))
  .transform(([, partId, to]) => ({ partId, to }))
  .optional()
  .catch(undefined);
