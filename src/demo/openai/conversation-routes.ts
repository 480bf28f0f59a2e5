import type { Express, Request, Response } from "express";
import { z } from "zod";
import { sendError, sendNoSuchConversation } from "./errors.ts";
import { faulty } from "./faulty.ts";
import { inputItem, itemOf, newId, saidIn } from "./items.ts";
import type { Conversation, Item, World } from "./world.ts";

const items = z.array(inputItem).max(20);
const createRequest = z.object({
  items: items.default([]),
  metadata: z.record(z.string(), z.string()).default({}),
});
const itemsRequest = z.object({ items });
const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.enum(["asc", "desc"]).default("desc"),
});

/** Conversations: made, read, filled and deleted. */
export function addConversationRoutes(app: Express, world: World): void {
  app.post("/v1/conversations", faulty(world, "conversations"), create);
  app.get("/v1/conversations/:id", (request, response) =>
    withConversation(request, response, (found) => response.json(jsonOf(found))),
  );
  app.delete("/v1/conversations/:id", (request, response) =>
    withConversation(request, response, ({ id }) => {
      world.conversations.delete(id);
      response.json({ id, object: "conversation.deleted", deleted: true });
    }),
  );
  app.get("/v1/conversations/:id/items", (request, response) =>
    withConversation(request, response, (found) => list(request, response, found)),
  );
  app.post("/v1/conversations/:id/items", faulty(world, "items"), (request, response) =>
    withConversation(request, response, (found) => add(request, response, found)),
  );

  function create(request: Request, response: Response): void {
    const { data } = createRequest.safeParse(request.body);
    if (!data) return invalid(response, "items");
    const conversation: Conversation = {
      id: newId("conv"),
      created_at: Math.floor(Date.now() / 1000),
      metadata: data.metadata,
      items: data.items.map((item) => itemOf(saidIn(item))),
    };
    world.conversations.set(conversation.id, conversation);
    response.json(jsonOf(conversation));
  }

  function withConversation(
    request: Request,
    response: Response,
    use: (conversation: Conversation) => unknown,
  ): void {
    const id = String(request.params["id"]);
    const conversation = world.conversations.get(id);
    if (conversation) use(conversation);
    else sendNoSuchConversation(response, id);
  }
}

function list(request: Request, response: Response, conversation: Conversation): void {
  const { data } = listQuery.safeParse(request.query);
  if (!data) return invalid(response, "limit");
  const { limit, order } = data;
  const ordered = order === "asc" ? conversation.items : conversation.items.toReversed();
  response.json(listOf(ordered.slice(0, limit), ordered.length > limit));
}

function add(request: Request, response: Response, conversation: Conversation): void {
  const { data } = itemsRequest.safeParse(request.body);
  if (!data) return invalid(response, "items");
  const added = data.items.map((item) => itemOf(saidIn(item)));
  conversation.items.push(...added);
  response.json(listOf(added, false));
}

function listOf(data: Item[], hasMore: boolean): object {
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    has_more: hasMore,
    last_id: data.at(-1)?.id ?? null,
  };
}

function jsonOf({ id, created_at, metadata }: Conversation): object {
  return { id, object: "conversation", created_at, metadata };
}

function invalid(response: Response, param: string): void {
  sendError(response, 400, { message: `Invalid '${param}'.`, param, code: "invalid_value" });
}
