import { randomUUID } from "node:crypto";
import type { Express, Request, Response } from "express";
import { z } from "zod";
import { faulty } from "./faulty.ts";
import { hasKey } from "./has-key.ts";
import { refuse } from "./refuse.ts";
import type { World } from "./world.ts";

const newChatRequest = z.object({ botid: z.string() });
const messagesQuery = z.object({
  botid: z.string(),
  chatid: z.string(),
  timestamp: z.iso.datetime().optional(),
  debug: z.string().optional(),
});

const PAGE = 20;

/** What the API key may do without a session: open a chat, and read it back. */
export function addChatRoutes(app: Express, world: World): void {
  app.post("/api/chatbot/newChat", faulty(world, "newChat"), openChat);
  app.get("/api/chatbot/messages", faulty(world, "messages"), listMessages);

  function openChat(request: Request, response: Response): void {
    const { data } = newChatRequest.safeParse(request.body);
    if (!hasKey(request, world.apiKey)) return refuse(response, 401, "Authentication failed");
    if (!data) return refuse(response, 400, "botid is required");
    if (data.botid !== world.chatbotId) return refuse(response, 404, NO_CHATBOT);
    const chatid = `chat_${randomUUID()}`;
    world.chats.set(chatid, []);
    response.json({ chatid });
  }

  function listMessages(request: Request, response: Response): void {
    const { data } = messagesQuery.safeParse(request.query);
    if (!hasKey(request, world.apiKey)) return refuse(response, 401, "Authentication failed");
    if (!data) return refuse(response, 400, "botid and chatid are required");
    const messages = data.botid === world.chatbotId && world.chats.get(data.chatid);
    if (!messages) return refuse(response, 404, NO_CHATBOT);
    const wanted = messages
      .filter(({ issql }) => !issql || data.debug === "true")
      .filter(({ createdat }) => !data.timestamp || createdat < data.timestamp);
    response.json(wanted.toReversed().slice(0, PAGE));
  }
}

const NO_CHATBOT = "Chatbot not found or access denied";
