import type { TwilioSettings } from "../../settings/channel-settings.ts";
import type { Content, InboundMessage } from "../../nouns.ts";
import type { TwilioClient } from "./client.ts";

/** Lists what contacts sent, as far as Twilio's list tells it: texts, and that there was something else. */
export function createListInbound({
  client,
  settings,
}: {
  client: TwilioClient;
  settings: TwilioSettings;
}) {
  return async function listInbound(since: number): Promise<InboundMessage[]> {
    const { messages } = await client();
    const found: InboundMessage[] = [];
    let page: Page | undefined = await messages.page({
      to: `whatsapp:${settings.fromNumber}`,
      dateSentAfter: new Date(since),
      pageSize: 200,
    });
    // Bounded, should a list never end; newest come first.
    for (let count = 0; page && count < MOST_PAGES; count += 1) {
      found.push(...page.instances.flatMap((message) => asInbound(message, settings)));
      page = await page.nextPage();
    }
    return found.toReversed();
  };
}

const MOST_PAGES = 50;

type Listed = {
  sid: string;
  direction: string;
  from: string;
  to: string;
  body: string | null;
  numMedia: string;
  dateSent: Date | null;
  dateCreated: Date;
};

type Page = { instances: Listed[]; nextPage(): Promise<Page | undefined> | undefined };

function asInbound(message: Listed, { accountSid }: TwilioSettings): InboundMessage[] {
  if (message.direction !== "inbound" || !/^whatsapp:\S{2,140}$/.test(message.from)) return [];
  return [
    {
      channel: "twilio",
      account: accountSid,
      providerId: message.sid,
      line: message.to.replace(/^whatsapp:/, ""),
      from: { address: message.from.replace(/^whatsapp:/, ""), aliases: [] },
      content: contentOf(message),
      sentAt: (message.dateSent ?? message.dateCreated).getTime(),
    },
  ];
}

function contentOf({ body, numMedia }: Listed): Content {
  if (numMedia !== "0") return { kind: "unsupported", type: "media" };
  return body?.trim() ? { kind: "text", text: body } : { kind: "unsupported", type: "empty" };
}
