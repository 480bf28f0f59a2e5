import { z } from "zod";
import type { Dependencies, OpenedAccess } from "./dependencies.ts";
import { createPrepare, OPENING_MS } from "./prepare.ts";
import { unreadableSession } from "./repairs.ts";

const newChatBody = z.object({
  chatid: z.union([z.string().min(1), z.number().transform(String)]),
});

/** Opens a chat that the API key may ask in. No end of its life is known: it is kept until it is refused. */
export function createOpenChat(dependencies: Dependencies) {
  const { clock, settings } = dependencies;
  const prepare = createPrepare(dependencies);

  return async function openChat(): Promise<OpenedAccess> {
    const signal = AbortSignal.timeout(OPENING_MS);
    const json = await prepare("/api/chatbot/newChat", { botid: settings.chatbotId }, signal);
    const { data } = newChatBody.safeParse(json);
    if (!data) throw unreadableSession();
    return {
      access: { mode: "api-key", chatid: data.chatid },
      expiresAt: clock.now() + A_YEAR_MS,
    };
  };
}

const A_YEAR_MS = 365 * 24 * 3600 * 1000;
