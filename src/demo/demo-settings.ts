import { join } from "node:path";

/** What the providers believe the server is called; only the stand-ins ever use it. */
export const PUBLIC_URL = "https://askline.example";

/** All that the server is told: nothing of the surroundings, so that a demo never meets a real account. */
export function demoSettings(demo: {
  port: number;
  folder: string;
  /** How the server finds the stand-ins. */
  played: Record<string, string>;
}): NodeJS.ProcessEnv {
  return {
    HOST: "127.0.0.1",
    PORT: String(demo.port),
    PUBLIC_URL,
    ...demo.played,
    DATABASE_URL: `sqlite:${join(demo.folder, "askline.db")}`,
    LOG_DIR: "",
    // Windows opens no sockets without it.
    ...(process.env["SystemRoot"] && { SystemRoot: process.env["SystemRoot"] }),
  };
}
