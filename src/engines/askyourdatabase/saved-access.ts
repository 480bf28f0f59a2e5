import { z } from "zod";
import { parseJson } from "../../parse-json.ts";
import type { Access, AskYourDatabaseSettings } from "./dependencies.ts";

type OpenedWith = Pick<AskYourDatabaseSettings, "url" | "chatbotId" | "mode">;

const savedAccess = z.object({
  url: z.string(),
  chatbotId: z.string(),
  access: z.discriminatedUnion("mode", [
    z.object({ mode: z.literal("session"), token: z.string().min(1) }),
    z.object({ mode: z.literal("api-key"), chatid: z.string().min(1) }),
  ]),
});

export function writeSavedAccess(access: Access, { url, chatbotId }: OpenedWith): string {
  return JSON.stringify({ url, chatbotId, access } satisfies z.input<typeof savedAccess>);
}

/** Undefined when the settings have changed since: the old token belongs to another chatbot or server. */
export function readSavedAccess(saved: string, settings: OpenedWith): Access | undefined {
  const { data } = savedAccess.safeParse(parseJson(saved));
  if (data?.url !== settings.url || data.chatbotId !== settings.chatbotId) return undefined;
  return data.access.mode === settings.mode ? data.access : undefined;
}
