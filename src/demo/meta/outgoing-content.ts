import type { Choice, MetaMessage } from "./message.ts";
import type { Outgoing } from "./outgoing.ts";

type Content = Pick<MetaMessage, "body" | "mediaUrls" | "choices" | "opener">;

/** What the contact sees of a message. A file that was given by its id is shown as that id. */
export function contentOf(message: Outgoing): Content {
  switch (message.type) {
    case "text":
      return { ...EMPTY, body: message.text.body };
    case "interactive":
      return withChoices(message.interactive);
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

type Interactive = Extract<Outgoing, { type: "interactive" }>["interactive"];

function withChoices(interactive: Interactive): Content {
  const content = { ...EMPTY, body: interactive.body.text, choices: choicesOf(interactive) };
  return interactive.type === "list" ? { ...content, opener: interactive.action.button } : content;
}

function choicesOf(interactive: Interactive): Choice[] {
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
