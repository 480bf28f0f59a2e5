import type { IncomingMessage, ServerResponse } from "node:http";
import { parse, type ParsedUrlQuery } from "node:querystring";
import { faultAfter, faultBefore } from "../apply-fault.ts";
import { bodyOf } from "../body-of.ts";
import type { Reply } from "../reply.ts";
import type { Account } from "./account.ts";
import type { TwilioFault, TwilioFaults } from "./fault.ts";
import { fetchMessage, listMessages } from "./list-messages.ts";
import type { MediaStore } from "./media.ts";
import { errorReply } from "./reply.ts";
import { faultEndpoint, routeOf, type Route } from "./routes.ts";
import { showTyping, type Typing } from "./typing.ts";

type Dependencies = {
  account: Account;
  faults: TwilioFaults;
  media: MediaStore;
  typing: Typing[];
  createMessage: (form: ParsedUrlQuery, fault?: TwilioFault) => Promise<Reply>;
};

/** The REST API, one request at a time: find the endpoint, spoil it if asked to, else do the work. */
export function createServe({ account, faults, media, typing, createMessage }: Dependencies) {
  return async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", account.url);
    const route = routeOf(request.method ?? "", url.pathname, account.accountSid);
    const fault = route && takeFault(route);
    const spoiled = await faultBefore(fault, request, errorReply);
    if (spoiled === "no_reply") return;
    const reply = spoiled ?? (await work(route, request, url.searchParams, fault));
    if (!spoiled && faultAfter(fault, response, errorReply(20500))) return reply.afterwards?.();
    response.writeHead(reply.status, reply.headers).end(reply.body, reply.afterwards);
  };

  function takeFault(route: Route): TwilioFault | undefined {
    const endpoint = faultEndpoint(route);
    const fault = endpoint && faults.take(endpoint);
    if (fault) account.events.emit({ kind: "fault", endpoint, fault });
    return fault;
  }

  async function work(
    route: Route | undefined,
    request: IncomingMessage,
    query: URLSearchParams,
    fault: TwilioFault | undefined,
  ): Promise<Reply> {
    const { authorization } = request.headers;
    if (route?.endpoint === "cdn") return media.download(route.token, authorization);
    if (!isAuthorized(authorization, account)) return errorReply(20003, { headers: CHALLENGE });
    switch (route?.endpoint) {
      case "create":
        return createMessage(parse(await bodyOf(request)), fault);
      case "typing":
        return showTyping(account, typing, parse(await bodyOf(request)));
      case "list":
        return listMessages(account, query);
      case "fetch":
        return fetchMessage(account, route.sid);
      case "media":
        return media.locate(route.sid, route.mediaSid, account.url);
      case undefined:
        return errorReply(20404);
      default:
        return route satisfies never;
    }
  }
}

const CHALLENGE = { "WWW-Authenticate": 'Basic realm="Twilio API"' };

function isAuthorized(authorization: string | undefined, account: Account): boolean {
  const { accountSid, authToken, apiKey } = account;
  if (authorization === basic(accountSid, authToken)) return true;
  return apiKey !== undefined && authorization === basic(apiKey.sid, apiKey.secret);
}

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}
