import { randomBytes } from "node:crypto";
import type { Express, Request, Response } from "express";
import { z } from "zod";
import { faultOf, faulty } from "./faulty.ts";
import { hasKey } from "./has-key.ts";
import { refuse } from "./refuse.ts";
import type { World } from "./world.ts";

const sessionRequest = z.object({ chatbotid: z.string(), name: z.string(), email: z.string() });

/** A session is opened with the API key, and its token comes as a cookie of a one-time address. */
export function addSessionRoutes(app: Express, world: World): void {
  app.post("/api/chatbot/v2/session", faulty(world, "session"), openSession);
  app.get("/api/chatbot/auth/callback", faulty(world, "callback"), signIn);
  app.get("/chatbot/:id", (_request, response) => {
    response.type("html").end("<!doctype html><title>Chatbot</title>");
  });

  function openSession(request: Request, response: Response): void {
    const { data } = sessionRequest.safeParse(request.body);
    if (!hasKey(request, world.apiKey)) return refuse(response, 401, "Authentication failed");
    if (!data) return refuse(response, 400, "chatbotid, name and email are required");
    if (data.chatbotid !== world.chatbotId) return refuse(response, 404, "Chatbot not found");
    const { name, email } = data;
    const code = randomBytes(16).toString("hex");
    world.codes.set(code, { name, email });
    world.sessionsOpened.push({ name, email, at: Date.now() });
    // Where the caller found it, which need not be where it listens.
    const base = `http://${request.headers.host}`;
    response.json({ url: `${base}/api/chatbot/auth/callback?code=${code}` });
  }

  function signIn(request: Request, response: Response): void {
    const { code, hop = 1 } = callbackQuery.parse(request.query);
    const fault = faultOf(response, "cookies");
    if (fault?.hops !== undefined && hop < fault.hops) {
      world.faults.next("callback", fault);
      response.redirect(`/api/chatbot/auth/callback?code=${code}&hop=${hop + 1}`);
      return;
    }
    const identity = world.codes.get(code);
    if (!identity) return refuse(response, 400, "Invalid code");
    world.codes.delete(code);
    const token = randomBytes(24).toString("base64");
    world.tokens.set(token, identity);
    response.setHeader("set-cookie", fault?.write(token) ?? usualCookies(token));
    response
      .status(fault?.lastStatus ?? 302)
      .location(`/chatbot/${world.chatbotId}`)
      .end();
  }

  function usualCookies(token: string): string[] {
    return [
      `accessToken=${token}; Max-Age=${world.sessionSeconds}; Path=/; HttpOnly; SameSite=Lax`,
    ];
  }
}

const callbackQuery = z.object({
  code: z.string().catch(""),
  hop: z.coerce.number().optional(),
});
