import { join } from "node:path";
import type { ServerOptions } from "../bench/server-under-test.ts";
import { setStage, type Stage } from "../bench/stand-ins.ts";
import { temporaryFolder } from "../bench/temporary-folder.ts";

export type LoadStage = Stage & {
  /** The server's database, to look into. */
  file: string;
};

/** Plays something with the real server between its stand-ins, and clears away however it ends. */
export async function onStage<Result>(
  options: Pick<ServerOptions, "settings" | "profileDir" | "preload">,
  play: (stage: LoadStage) => Promise<Result>,
): Promise<Result> {
  const folder = temporaryFolder();
  const file = join(folder.path, "askline.db");
  const stage = await setStage({ ...options, databaseFile: file });
  try {
    return await play({ ...stage, file });
  } finally {
    await stage.end();
    folder.remove();
  }
}
