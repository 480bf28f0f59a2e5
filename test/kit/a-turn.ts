import type { Content } from "../../src/nouns.ts";
import type { BegunTurn } from "../../src/store/work.ts";
import { ACCOUNT, ANA, LINE } from "./a-message.ts";

/** A turn as the store hands it over, of these contents. */
export function aBegunTurn(
  contents: Content[] = [{ kind: "text", text: "How many customers do we have?" }],
  changes: Partial<BegunTurn> = {},
): BegunTurn {
  return {
    channel: "twilio",
    account: ACCOUNT,
    turnId: 1,
    conversationId: 1,
    createdAt: 0,
    attempt: 1,
    deaths: 0,
    line: LINE,
    lineEnabled: true,
    held: false,
    contact: { address: ANA, addresses: [ANA], optedOut: false, language: null },
    told: false,
    use: {
      messagesInMinute: 1,
      messagesInTenMinutes: 1,
      contactAnswersToday: 0,
      businessAnswersToday: 0,
      limitToldAt: undefined,
    },
    messages: contents.map((content, index) => ({
      id: index + 1,
      providerId: `SM${index + 1}`,
      content,
      createdAt: 0,
    })),
    ...changes,
  };
}
