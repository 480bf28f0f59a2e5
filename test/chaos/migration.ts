import { readRows } from "../kit/read-rows.ts";
import { startWorld } from "./world.ts";

/** Kills a first start at the n-th statement of the migration, and gives what the next start leaves. */
export async function dieInMigration(statements: number) {
  const world = await startWorld({ migrated: false });
  try {
    const first = world.begin({ point: "migration", statements });
    const wasReady = await first.ready;
    await first.kill();
    const isReady = await world.begin().ready;
    return { wasReady, isReady, schema: schemaOf(world.file) };
  } finally {
    await world.close();
  }
}

export function schemaOf(file: string): unknown[] {
  return readRows(file, "select type, name, sql from sqlite_master order by type, name");
}
