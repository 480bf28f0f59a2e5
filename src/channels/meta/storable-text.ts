import { z } from "zod";

/** WhatsApp's own longest text; what is longer was not written by a contact. */
const LONGEST = 65_536;

/** What a person wrote, as it can be stored: halves of characters and NUL cannot. */
export const storableText = z
  .string()
  .transform((text) => text.slice(0, LONGEST).replaceAll("\0", "").toWellFormed());

export const maybeStorableText = storableText.optional().catch(undefined);
