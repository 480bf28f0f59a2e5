import { waIdOf } from "./contact-json.ts";
import { fileJson, type SendableFile } from "./inbound-file.ts";
import type { MediaStore } from "./media.ts";
import type { Choice } from "./message.ts";
import { errorJson } from "./reply.ts";

/** What a contact can send, as a test writes it: everything that does not matter to it is left out. */
export type Sendable =
  | { kind: "text"; text: string }
  | SendableFile
  | ({ kind: "location" } & Partial<typeof HERE> & {
        name?: string;
        address?: string;
        url?: string;
      })
  | { kind: "contacts"; name?: string; phone?: string }
  /** Without an emoji, the reaction is taken back. */
  | { kind: "reaction"; of: string; emoji?: string }
  | Choice
  /** The quick reply of a template. */
  | { kind: "template_button"; text: string; payload?: string }
  /** Told to numbers that are used in the app as well; others hear `unsupported`, of type `edit`. */
  | { kind: "edit"; of: string; text: string }
  | { kind: "unsupported"; type?: string };

/** The fields of a message that depend on what it is. */
export function contentJson(sendable: Sendable, media: Pick<MediaStore, "keep">) {
  switch (sendable.kind) {
    case "text":
      return { type: "text", text: { body: sendable.text } };
    case "location":
      return locationJson(sendable);
    case "contacts":
      return { type: "contacts", contacts: [cardJson(sendable)] };
    case "reaction":
      return reactionJson(sendable);
    case "button_reply":
    case "list_reply":
      return choiceJson(sendable);
    case "template_button":
      return templateButtonJson(sendable);
    case "edit":
      return editJson(sendable);
    case "unsupported":
      return {
        type: "unsupported",
        unsupported: { type: sendable.type ?? "edit" },
        errors: UNKNOWN,
      };
    case "image":
    case "video":
    case "document":
    case "voice":
    case "audio":
    case "sticker":
      return fileJson(sendable, media);
    default:
      return sendable satisfies never;
  }
}

/** What the contact sees in the chat. */
export function wordsOf(sendable: Sendable): string {
  if ("text" in sendable) return sendable.text;
  if ("title" in sendable) return sendable.title;
  return ("caption" in sendable && sendable.caption) || "";
}

type Of<Kind extends Sendable["kind"]> = Extract<Sendable, { kind: Kind }>;

function locationJson({ kind: type, ...place }: Of<"location">) {
  return { type, location: { ...HERE, ...place } };
}

function cardJson({ name = "Ben Ito", phone = "+15555550199" }: Of<"contacts">) {
  return {
    name: { first_name: name.split(" ")[0], formatted_name: name },
    phones: [{ phone, wa_id: waIdOf(phone), type: "CELL" }],
  };
}

function reactionJson({ of: message_id, emoji }: Of<"reaction">) {
  return { type: "reaction", reaction: { message_id, ...(emoji && { emoji }) } };
}

function choiceJson({ kind, ...choice }: Choice) {
  return { type: "interactive", interactive: { type: kind, [kind]: choice } };
}

function templateButtonJson({ text, payload = text }: Of<"template_button">) {
  return { type: "button", button: { payload, text } };
}

function editJson({ of: original_message_id, text }: Of<"edit">) {
  const message = { type: "text", text: { body: text } };
  return { type: "edit", edit: { original_message_id, message } };
}

const HERE = { latitude: 37.7879277, longitude: -122.3937508 };
const UNKNOWN = [errorJson(131051, "Message type is currently not supported.")];
