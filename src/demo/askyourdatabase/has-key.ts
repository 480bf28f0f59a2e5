import type { Request } from "express";

export function hasKey(request: Request, apiKey: string): boolean {
  return request.headers.authorization === `Bearer ${apiKey}`;
}
