import { z } from "zod";
import type { Dependencies, OpenedAccess } from "./dependencies.ts";
import { createExchangeCode } from "./exchange-code.ts";
import { expiryOf } from "./expiry.ts";
import { contactIdentity } from "./identity.ts";
import { createPrepare, OPENING_MS } from "./prepare.ts";
import { unreadableSession } from "./repairs.ts";

const sessionBody = z.object({
  url: z.string().min(1).optional(),
  // Nobody documents a token right here; where one comes, the exchange is not needed.
  accessToken: z.string().min(1).optional(),
});

/** Gives a contact a session of their own: one POST, and the one-time address exchanged for a token. */
export function createOpenSession(dependencies: Dependencies) {
  const { clock, settings } = dependencies;
  const prepare = createPrepare(dependencies);
  const exchangeCode = createExchangeCode(dependencies);

  return async function openSession(address: string): Promise<OpenedAccess> {
    const signal = AbortSignal.timeout(OPENING_MS);
    const body = { chatbotid: settings.chatbotId, ...contactIdentity(address) };
    const json = await prepare("/api/chatbot/v2/session", body, signal);
    const { data } = sessionBody.safeParse(json);
    if (data?.accessToken) return opened({ token: data.accessToken });
    if (!data?.url) throw unreadableSession();
    return opened(await exchangeCode(data.url, signal));
  };

  function opened(cookie: { token: string; lifetimeEndsAt?: number | undefined }): OpenedAccess {
    const { token } = cookie;
    return { access: { mode: "session", token }, expiresAt: expiryOf(cookie, clock.now()) };
  }
}
