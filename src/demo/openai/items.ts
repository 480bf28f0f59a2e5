import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Item, Said } from "./world.ts";

const contentPart = z.object({ text: z.string().default("") });

/** A message as a request holds it. */
export const inputItem = z.object({
  type: z.literal("message").default("message"),
  role: z.enum(["user", "assistant", "system", "developer"]),
  content: z.union([z.string(), z.array(contentPart)]),
});

/** What is said to the model: a text, or messages. */
export const input = z
  .union([z.string(), z.array(inputItem)])
  .transform((given) =>
    typeof given === "string" ? [{ role: "user", text: given }] : given.map(saidIn),
  );

export function saidIn({ role, content }: Pick<z.output<typeof inputItem>, "role" | "content">) {
  const text = typeof content === "string" ? content : content.map(({ text }) => text).join("");
  return { role, text };
}

export function itemOf({ role, text }: Said): Item {
  const content =
    role === "assistant"
      ? { type: "output_text", annotations: [], logprobs: [], text }
      : { type: "input_text", text };
  return { id: newId("msg"), type: "message", status: "completed", content: [content], role };
}

export function saidOf({ role, content }: Item): Said {
  const text = content.map((part) => contentPart.parse(part).text).join("");
  return { role, text };
}

/** An id as OpenAI's look. */
export function newId(prefix: "conv" | "msg" | "resp"): string {
  return `${prefix}_${randomBytes(24).toString("hex")}`;
}
