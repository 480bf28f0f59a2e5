import { json, type Reply } from "../reply.ts";
import type { Account } from "./account.ts";
import type { ListFilter } from "./message-log.ts";
import { messageJson } from "./message-json.ts";
import { errorReply } from "./reply.ts";

/** `GET Messages/{sid}.json` */
export function fetchMessage(account: Account, sid: string): Reply {
  const message = account.log.get(sid);
  if (!message) return errorReply(20404);
  return json(200, messageJson(message, account.accountSid));
}

/** `GET Messages.json`: newest first, in pages. */
export function listMessages(account: Account, query: URLSearchParams): Reply {
  const found = account.log.list(filterOf(query));
  const pageSize = Math.min(Math.max(numberOf(query.get("PageSize"), 50), 1), 1000);
  const page = numberOf(query.get("Page"), 0);
  const token = query.get("PageToken");
  const start = token
    ? found.findIndex((message) => message.sid === token.slice(2)) + 1
    : page * pageSize;
  const shown = found.slice(start, start + pageSize);
  const last = found.length > start + pageSize ? shown.at(-1) : undefined;
  const uri = (changes: Record<string, string>) => pageUri(account.accountSid, query, changes);
  return json(200, {
    first_page_uri: uri({ PageSize: String(pageSize), Page: "0" }),
    end: start + shown.length - 1,
    previous_page_uri: null,
    messages: shown.map((message) => messageJson(message, account.accountSid)),
    uri: uri({ PageSize: String(pageSize), Page: String(page) }),
    page_size: pageSize,
    start,
    next_page_uri: last
      ? uri({ PageSize: String(pageSize), Page: String(page + 1), PageToken: `PA${last.sid}` })
      : null,
    page,
  });
}

/** Twilio names its inequalities inside the parameter: `DateSent>=2026-11-01`. */
function filterOf(query: URLSearchParams): ListFilter {
  const day = query.get("DateSent");
  const from = day ?? query.get("DateSent>");
  const until = day ?? query.get("DateSent<");
  return {
    to: query.get("To") ?? undefined,
    from: query.get("From") ?? undefined,
    since: from ? Date.parse(from) : undefined,
    before: until ? endOf(until) : undefined,
  };
}

/** A date without a time means the whole day. */
function endOf(value: string): number {
  return Date.parse(value) + (value.includes("T") ? 1000 : 86_400_000);
}

function pageUri(accountSid: string, query: URLSearchParams, changes: Record<string, string>) {
  const params = new URLSearchParams(query);
  params.delete("PageToken");
  for (const [name, value] of Object.entries(changes)) params.set(name, value);
  return `/2010-04-01/Accounts/${accountSid}/Messages.json?${params.toString()}`;
}

function numberOf(value: string | null, fallback: number): number {
  const number = Number(value ?? fallback);
  return Number.isInteger(number) && number >= 0 ? number : fallback;
}
