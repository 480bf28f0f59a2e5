import type { MetaEvent } from "../meta/events.ts";
import type { MetaMessage } from "../meta/message.ts";
import type { MetaStandIn } from "../meta/meta.ts";
import type { Choices } from "./page-event.ts";
import type { Happening, Provider, Seen } from "./provider.ts";

export function createMetaProvider(meta: MetaStandIn): Provider {
  return {
    name: "Meta",
    whenUnsure: "Its delivery status will tell; until then nothing is sent again",
    handset({ address, name }) {
      const contact = meta.contact(address, { name });
      return {
        says: (text) => contact.says(text),
        async chooses(messageId, choiceId) {
          const message = meta.messagesTo(address).find(({ id }) => id === messageId);
          const choice = message?.choices.find(({ id }) => id === choiceId);
          if (!choice) throw new Error("This message has no such choice.");
          return contact.sends(choice, { replyTo: messageId });
        },
        redeliver: contact.redeliver,
      };
    },
    pictureUrl: ({ address, id, index }) =>
      meta.messagesTo(address).find((message) => message.id === id)?.mediaUrls[index],
    onHappening: (listener) =>
      meta.onEvent((event) => {
        const happening = happeningOf(event);
        if (happening) listener(happening);
      }),
    mishaps: [
      {
        id: "provider_timeout",
        label: "Meta times out",
        hint: "Ask something now: Meta will take the next reply and never say so.",
        happen: () => meta.faults.next("create", { kind: "created_then_hang" }),
      },
    ],
  };
}

function happeningOf(event: MetaEvent): Happening | undefined {
  switch (event.kind) {
    case "inbound":
    case "created":
      return { ...event, message: seen(event.message) };
    case "webhook":
    case "seen":
    case "typing":
    case "status":
      return event;
    case "fault":
      return { kind: "fault", fault: event.fault.kind };
    case "lost":
      return undefined;
    default:
      return event satisfies never;
  }
}

function seen(message: MetaMessage): Seen {
  const { id, body, mediaUrls, replyTo, createdAt } = message;
  return {
    id,
    text: body,
    pictures: mediaUrls.length,
    at: createdAt,
    ...(message.choices.length > 0 && { choices: choicesOf(message) }),
    ...(replyTo !== undefined && { replyTo }),
  };
}

function choicesOf({ choices, opener }: MetaMessage): Choices {
  const items = choices.map(({ kind: _, ...item }) => item);
  return { items, ...(opener !== undefined && { opener }) };
}
