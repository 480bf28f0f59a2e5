import { join, resolve } from "node:path";
import { ACCOUNT_SID, API_KEY, AUTH_TOKEN, CHATBOT_ID, NUMBER, PUBLIC_URL } from "./account.ts";
import { freePort, startNode } from "./node-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

export type ServerUnderTest = { port: number; pid: number; end(): Promise<void> };

export type ServerOptions = {
  /** Base URLs of the stand-ins; nobody listens there when left out. */
  twilioUrl?: string;
  engineUrl?: string;
  settings?: Record<string, string>;
  /** Modules that are loaded before the server. */
  preload?: string[];
  /** A database that is there already; otherwise an empty one. */
  databaseFile?: string;
  profileDir?: string | undefined;
  /** Ends by SIGTERM, as profiles and the compile cache are written at an orderly exit only. */
  inOrder?: boolean;
};

const MAIN = resolve(import.meta.dirname, "../../src/main.ts");
/** As `npm start` has it; its cache is filled by the first server that ends in order. */
const COMPILE_CACHE = resolve(import.meta.dirname, "../../src/compile-cache.js");
const NOBODY = "http://127.0.0.1:9";

/** The real server, with its logs in files as in production, and a folder that goes with it. */
export async function startServer(options: ServerOptions = {}): Promise<ServerUnderTest> {
  const { path: folder, remove } = temporaryFolder();
  const port = await freePort();
  const env = { ...settingsFor(options, folder), PORT: String(port), ...options.settings };
  const server = startNode([...flagsOf(options), MAIN], { cwd: folder, env });
  await Promise.race([waitUntilReady(`http://127.0.0.1:${port}/readyz`), server.failed]);
  return {
    port,
    pid: server.pid,
    async end() {
      await server.end(options.inOrder || options.profileDir ? "SIGTERM" : "SIGKILL");
      remove();
    },
  };
}

function flagsOf({ preload = [], profileDir }: ServerOptions): string[] {
  const profile = profileDir ? ["--cpu-prof", `--cpu-prof-dir=${resolve(profileDir)}`] : [];
  return [...[COMPILE_CACHE, ...preload].flatMap((module) => ["--import", module]), ...profile];
}

function settingsFor({ twilioUrl, engineUrl, databaseFile }: ServerOptions, folder: string) {
  return {
    HOST: "127.0.0.1",
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM_NUMBER: NUMBER,
    TWILIO_API_URL: twilioUrl ?? NOBODY,
    TWILIO_MESSAGING_API_URL: twilioUrl ?? NOBODY,
    ASKYOURDATABASE_API_KEY: API_KEY,
    ASKYOURDATABASE_CHAT_ID: CHATBOT_ID,
    ASKYOURDATABASE_URL: engineUrl ?? NOBODY,
    DATABASE_URL: `sqlite:${databaseFile ?? join(folder, "askline.db")}`,
    LOG_DIR: join(folder, "logs"),
    LOG_LEVEL: "info",
  };
}
