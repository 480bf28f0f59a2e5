import type { MetaSettings } from "../../settings/channel-settings.ts";

/** Where Meta tells about a file: the address that a message carries for us. */
export function mediaUrl(id: string, { apiUrl, apiVersion }: MetaSettings): string {
  return `${apiUrl}/${apiVersion}/${id}`;
}

/** The id in such an address, also in one that was written before the version changed. */
export function mediaIdOf(url: string, { apiUrl }: MetaSettings): string | undefined {
  const base = new URL(`${apiUrl}/`).href;
  const { href = "" } = URL.parse(url) ?? {};
  if (!href.startsWith(base)) return undefined;
  return /^v\d{1,3}\.\d{1,3}\/(\d{1,32})$/.exec(href.slice(base.length))?.[1];
}

/** Whether the token may be shown there: whoever has it can write in our name. */
export function mayHearToken(url: string, { apiUrl }: MetaSettings): boolean {
  const { protocol, host, origin } = URL.parse(url) ?? {};
  if (origin === new URL(apiUrl).origin) return true;
  return protocol === "https:" && META_HOSTS.some((suffix) => host?.endsWith(suffix));
}

const META_HOSTS = [".fbsbx.com", ".facebook.com", ".fbcdn.net", ".whatsapp.net"];
