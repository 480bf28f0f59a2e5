import { z } from "zod";

/** From 1 to `max` UTF-16 code units; Meta does not document how it counts. */
export const text = (max: number) => z.string().min(1).max(max);

const header = z.object({ type: z.literal("text"), text: text(60) }).optional();
const footer = z.object({ text: text(60) }).optional();

const reply = z.object({ id: text(256), title: text(20) });
const button = z.object({ type: z.literal("reply"), reply });
const buttons = z.object({
  type: z.literal("button"),
  header,
  body: z.object({ text: text(1024) }),
  footer,
  action: z.object({
    buttons: z
      .array(button)
      .min(1)
      .max(3)
      .refine((all) => isUnique(all.map((one) => one.reply.id)), "two buttons have one id")
      .refine((all) => isUnique(all.map((one) => one.reply.title)), "two buttons have one title"),
  }),
});

const row = z.object({
  id: text(200),
  title: text(24),
  description: z.string().max(72).optional(),
});
const section = z.object({ title: text(24).optional(), rows: z.array(row).min(1) });
const list = z.object({
  type: z.literal("list"),
  header,
  body: z.object({ text: text(4096) }),
  footer,
  action: z.object({
    button: text(20),
    sections: z
      .array(section)
      .min(1)
      .max(10)
      .refine((all) => all.length === 1 || all.every(({ title }) => title), "a title is missing")
      .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, "there are more than 10 rows")
      .refine(
        (all) => isUnique(all.flatMap(({ rows }) => rows.map(({ id }) => id))),
        "two rows have one id",
      ),
  }),
});

/** Reply buttons and lists within the limits that Meta documents. */
export const interactive = z.discriminatedUnion("type", [buttons, list]);

function isUnique(values: string[]): boolean {
  return new Set(values).size === values.length;
}
