import { z } from "zod";
import type { MetaSettings } from "../../settings/channel-settings.ts";
import type { Content } from "../../nouns.ts";
import type { Json } from "./json.ts";
import { readCards } from "./cards.ts";
import { mediaUrl } from "./media-url.ts";
import { maybeStorableText, storableText } from "./storable-text.ts";

/** Makes the reader of what was sent: of each type what we know of it, of all others that they came. */
export function createParseContent(settings: MetaSettings) {
  const shapes = shapesOf(settings);

  return function parseContent(message: Json): Content {
    // It was said to others: nobody there waits for a word from us in private.
    if (message["group_id"] !== undefined) return { kind: "event", type: "group" };
    const type = nameOf(message["type"]);
    const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
    if (!shape) return unsupported(type);
    // What a message holds is named like its type.
    return shape.safeParse(message[type]).data ?? unsupported(UNREADABLE);
  };
}

function shapesOf(settings: MetaSettings): Record<string, z.ZodType<Content>> {
  const media = mediaShape(settings);
  return {
    text,
    button,
    interactive,
    location,
    system,
    image: media,
    video: media,
    audio: media,
    voice: media,
    document: media,
    sticker: media,
    contacts,
    reaction,
    edit,
    revoke: is({ kind: "event", type: "revoke" }),
    request_welcome: is({ kind: "event", type: "request_welcome" }),
    unsupported: unsupportedShape,
  };
}

const text = z
  .object({ body: storableText })
  .transform(({ body }): Content =>
    body.trim() ? { kind: "text", text: body } : unsupported("empty"),
  );

/** The quick reply of a template. */
const button = z
  .object({ text: storableText, payload: maybeStorableText })
  .transform(({ text, payload = text }): Content => ({ kind: "button", text, payload }));

const chosen = z.object({ id: storableText, title: storableText }).optional().catch(undefined);

const interactive = z
  .object({ type: z.string(), button_reply: chosen, list_reply: chosen })
  .transform(({ type, button_reply, list_reply }): Content => {
    const choice = button_reply ?? list_reply;
    if (!choice) return unsupported(nameOf(type));
    return { kind: "button", text: choice.title, payload: choice.id };
  });

const location = z
  .object({
    latitude: z.number(),
    longitude: z.number(),
    name: maybeStorableText,
    address: maybeStorableText,
  })
  .transform(({ latitude, longitude, name, address }): Content => ({
    kind: "location",
    latitude,
    longitude,
    ...(name && { label: name }),
    ...(address && { address }),
  }));

/** Of people, not of who wrote. Meta has no second place to read them from. */
const contacts = z.unknown().transform((list): Content => ({
  kind: "contacts",
  items: [],
  cards: readCards(list),
}));

const reaction = z
  .object({ emoji: maybeStorableText })
  .catch({})
  .transform(({ emoji }): Content => ({
    kind: "event",
    type: "reaction",
    ...(emoji && { detail: emoji }),
  }));

const edit = z
  .object({ message: z.object({ text: z.object({ body: storableText }) }) })
  .transform(({ message }): Content => ({ kind: "event", type: "edit", detail: message.text.body }))
  .catch({ kind: "event", type: "edit" });

const system = z.object({ type: z.string() }).transform(({ type }): Content => ({
  kind: "event",
  type: /^user_changed_(number|user_id)$/.test(type) ? "number_changed" : "system",
}));

const unsupportedShape = z
  .object({ type: z.string().transform(nameOf) })
  .transform(({ type }): Content =>
    NOTHING_TO_ANSWER.has(type) ? { kind: "event", type } : unsupported(type),
  )
  .catch(unsupported("unsupported"));

function mediaShape(settings: MetaSettings) {
  return z
    .object({
      id: z.string().regex(/^\d{1,32}$/),
      mime_type: maybeStorableText,
      caption: maybeStorableText,
    })
    .transform(({ id, mime_type = "", caption = "" }): Content => {
      // `audio/ogg; codecs=opus` is audio/ogg.
      const contentType = mime_type.split(";")[0]?.trim().toLowerCase();
      const item = {
        url: mediaUrl(id, settings),
        contentType: contentType || "application/octet-stream",
      };
      return { kind: "media", text: caption, items: [item] };
    });
}

/** A message that is pinned, a vote in a poll: somebody did something, and said nothing. */
const NOTHING_TO_ANSWER = new Set(["pin", "poll_update"]);

/** For what is known by its type alone. */
function is(content: Content) {
  return z.unknown().transform(() => content);
}

const UNREADABLE = "unreadable";

/** A word of Meta's. It goes where other reasons go, logs among them, so it has to look like one. */
function nameOf(type: unknown): string {
  return typeof type === "string" && /^[a-z_]{1,40}$/.test(type) ? type : UNREADABLE;
}

function unsupported(type: string): Content {
  return { kind: "unsupported", type };
}
