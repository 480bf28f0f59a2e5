import { randomBytes } from "node:crypto";

/** Texts are `SM`, messages with media `MM`, their media `ME`. */
export function newSid(prefix: "SM" | "MM" | "ME"): string {
  return prefix + randomBytes(16).toString("hex");
}
