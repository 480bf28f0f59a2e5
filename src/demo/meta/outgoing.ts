import { z } from "zod";
import { interactive, text } from "./interactive.ts";

const envelope = {
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.literal("individual").optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  context: z.object({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};

const file = z
  .object({ id: z.string().optional(), link: z.url({ protocol: /^https?$/ }).optional() })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), "give an id or a link");
const captioned = z.intersection(file, z.object({ caption: text(1024).optional() }));

/** What `POST messages` takes, within the limits that Meta documents. */
export const outgoing = z.discriminatedUnion("type", [
  z.object({ ...envelope, type: z.literal("text"), text: z.object({ body: text(4096) }) }),
  z.object({ ...envelope, type: z.literal("interactive"), interactive }),
  z.object({ ...envelope, type: z.literal("image"), image: captioned }),
  z.object({ ...envelope, type: z.literal("video"), video: captioned }),
  z.object({ ...envelope, type: z.literal("document"), document: captioned }),
  z.object({ ...envelope, type: z.literal("audio"), audio: file }),
  z.object({ ...envelope, type: z.literal("sticker"), sticker: file }),
  z.object({
    ...envelope,
    type: z.literal("reaction"),
    reaction: z.object({ message_id: z.string(), emoji: z.string() }),
  }),
  z.object({
    ...envelope,
    type: z.literal("template"),
    template: z.object({ name: text(512), language: z.object({ code: z.string() }) }),
  }),
]);

export type Outgoing = z.infer<typeof outgoing>;
