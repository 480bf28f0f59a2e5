import type { Choice, MetaMessage } from "./message.ts";
import type { Outgoing } from "./outgoing.ts";

type Content = Pick<MetaMessage, "body" | "mediaUrls" | "choices">;

/** What the contact sees of a message. A file that was given by its id is shown as that id. */
export function contentOf(message: Outgoing): Content {
  switch (message.type) {
    case "text":
      return { ...EMPTY, body: message.text.body };
    case "interactive":
      return { ...EMPTY, body: message.interactive.body.text, choices: choicesOf(message) };
    case "image":
      return withFile(message.image);
    case "video":
      return withFile(message.video);
    case "document":
      return withFile(message.document);
    case "audio":
      return withFile(message.audio);
    case "sticker":
      return withFile(message.sticker);
    case "reaction":
      return { ...EMPTY, body: message.reaction.emoji };
    case "template":
      return { ...EMPTY, body: message.template.name };
    default:
      return message satisfies never;
  }
}

const EMPTY: Content = { body: "", mediaUrls: [], choices: [] };

type File = { id?: string | undefined; link?: string | undefined; caption?: string | undefined };

function withFile({ id, link, caption }: File): Content {
  return { ...EMPTY, body: caption ?? "", mediaUrls: [link ?? id ?? ""] };
}

function choicesOf({ interactive }: Extract<Outgoing, { type: "interactive" }>): Choice[] {
  if (interactive.type === "button")
    return interactive.action.buttons.map(({ reply }) => ({ kind: "button_reply", ...reply }));
  return interactive.action.sections
    .flatMap(({ rows }) => rows)
    .map(({ id, title, description }) => ({
      kind: "list_reply",
      id,
      title,
      ...(description && { description }),
    }));
}
