import type { IncomingMessage, ServerResponse } from "node:http";
import { faultAfter, faultBefore } from "../apply-fault.ts";
import { bodyOf } from "../body-of.ts";
import type { Reply } from "../reply.ts";
import { parseJson } from "../../parse-json.ts";
import type { Account } from "./account.ts";
import type { MetaEndpoint, MetaFault, MetaFaults } from "./fault.ts";
import type { MediaStore } from "./media.ts";
import { errorReply } from "./reply.ts";
import { routeOf, type Route } from "./routes.ts";
import { markAsRead, type Typing } from "./typing.ts";

type Dependencies = {
  account: Account;
  faults: MetaFaults;
  media: MediaStore;
  typing: Typing[];
  createMessage: (asked: unknown, fault?: MetaFault) => Promise<Reply>;
};

/** The Graph API, one request at a time: find the endpoint, spoil it if asked to, else do the work. */
export function createServe({ account, faults, media, typing, createMessage }: Dependencies) {
  return async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(request.method ?? "", new URL(request.url ?? "/", account.url), account);
    // Messages and read marks share an address: only the body tells them apart.
    const asked = route.endpoint === "messages" ? parseJson(await bodyOf(request)) : undefined;
    const fault = takeFault(endpointOf(route, asked));
    const spoiled = await faultBefore(fault, request, errorReply);
    if (spoiled === "no_reply") return;
    const reply = spoiled ?? (await work(route, request, asked, fault));
    if (!spoiled && faultAfter(fault, response, errorReply(131000))) return reply.afterwards?.();
    response.writeHead(reply.status, reply.headers).end(reply.body, reply.afterwards);
  };

  function takeFault(endpoint: MetaEndpoint | undefined): MetaFault | undefined {
    const fault = endpoint && faults.take(endpoint);
    if (fault) account.events.emit({ kind: "fault", endpoint, fault });
    return fault;
  }

  async function work(
    route: Route,
    request: IncomingMessage,
    asked: unknown,
    fault: MetaFault | undefined,
  ): Promise<Reply> {
    if (request.headers.authorization !== `Bearer ${account.accessToken}`) return errorReply(190);
    switch (route.endpoint) {
      case "messages":
        return isReadMark(asked) ? markAsRead(account, typing, asked) : createMessage(asked, fault);
      case "media":
        return media.locate(route.id);
      case "download":
        return media.download(route.token);
      case "none":
        return errorReply(route.code, route);
      default:
        return route satisfies never;
    }
  }
}

function endpointOf(route: Route, asked: unknown): MetaEndpoint | undefined {
  if (route.endpoint === "none") return undefined;
  if (route.endpoint !== "messages") return route.endpoint;
  return isReadMark(asked) ? "typing" : "create";
}

function isReadMark(asked: unknown): boolean {
  return typeof asked === "object" && asked !== null && "status" in asked;
}
