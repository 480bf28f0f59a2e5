import type { TwilioEvent } from "../twilio/events.ts";
import type { TwilioMessage } from "../twilio/message.ts";
import type { TwilioStandIn } from "../twilio/twilio.ts";
import type { Happening, Provider, Seen } from "./provider.ts";

export function createTwilioProvider(twilio: TwilioStandIn): Provider {
  return {
    name: "Twilio",
    whenUnsure: "Looking it up before anything is sent again",
    handset({ address, name }) {
      const contact = twilio.contact(address, { name });
      return {
        says: async (text) => ({ id: (await contact.says(text)).sid }),
        chooses: () => Promise.reject(new Error("Twilio shows no buttons to choose from.")),
        redeliver: contact.redeliver,
      };
    },
    pictureUrl: ({ address, id, index }) =>
      twilio.messagesTo(address).find(({ sid }) => sid === id)?.mediaUrls[index],
    onHappening: (listener) =>
      twilio.onEvent((event) => {
        for (const happening of happeningsOf(event)) listener(happening);
      }),
    mishaps: [
      {
        id: "provider_timeout",
        label: "Twilio times out",
        hint: "Ask something now: Twilio will take the next reply and never say so.",
        happen: () => twilio.faults.next("create", { kind: "created_then_hang" }),
      },
    ],
  };
}

export function happeningsOf(event: TwilioEvent): Happening[] {
  switch (event.kind) {
    case "inbound":
    case "created":
      return [{ ...event, message: seen(event.message) }];
    case "webhook":
    case "status":
      return [{ ...event, id: event.sid }];
    case "typing":
      // Twilio marks a message as read when typing is shown for it.
      return [{ ...event, kind: "seen", id: event.sid }, event];
    case "fault":
      return [{ kind: "fault", fault: event.fault.kind }];
    default:
      return event satisfies never;
  }
}

function seen({ sid, body, mediaUrls, createdAt }: TwilioMessage): Seen {
  return { id: sid, text: body, pictures: mediaUrls.length, at: createdAt };
}
