import { z } from "zod";

/**
 * An address as we keep it: `+` and digits for a phone number, which Meta writes without the plus; a
 * business-scoped user id (`US.1349…`) to the letter.
 */
export const address = z
  .string()
  .regex(/^(\+?\d{5,20}|[A-Za-z][!-~]{1,139})$/)
  .transform((value) => (/^\d/.test(value) ? `+${value}` : value));

/** One that may be missing, or be something else. */
export const maybeAddress = address.optional().catch(undefined);

/**
 * Whom a message is for. A phone number without its plus would be completed with the country code of
 * our own line; a user id in `to` is taken with 200, and lost.
 */
export function recipientOf(to: string): { to: string } | { recipient: string } {
  return to.startsWith("+") ? { to } : { recipient: to };
}
