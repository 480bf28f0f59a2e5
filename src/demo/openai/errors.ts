import type { Response } from "express";

/** Answers with an error as OpenAI words it. */
export function sendError(
  response: Response,
  status: number,
  error: { message: string; param?: string | undefined; code?: string | null | undefined },
): void {
  const { message, param = null, code = null } = error;
  const type = status === 429 && code === "insufficient_quota" ? code : "invalid_request_error";
  response.status(status).json({ error: { message, type, param, code } });
}

/** The same for a missing conversation and one that was deleted. */
export function sendNoSuchConversation(response: Response, id: string): void {
  sendError(response, 404, { message: `Conversation with id '${id}' not found.` });
}
