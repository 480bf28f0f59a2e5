import { z } from "zod";

/** Meta's id of a message, `wamid.…`: opaque, and without blanks. */
export const providerId = z.string().regex(/^[!-~]{1,300}$/);
