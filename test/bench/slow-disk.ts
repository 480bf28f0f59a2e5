import Database from "better-sqlite3";

/**
 * Loaded before the server: a disk whose every sync takes 10 ms. A commit that wrote something
 * blocks so much longer, as it would in fsync; one that only read does not sync. The rare syncs of
 * a checkpoint, one in some hundred commits, stay as fast as they are.
 */
const SYNC_MS = 10;

const prepare = Database.prototype.prepare;
const nobodyNotifies = new Int32Array(new SharedArrayBuffer(4));

Database.prototype.prepare = function prepareSlow<Parameters extends unknown[], Row>(
  this: Database.Database,
  text: string,
) {
  const statement = prepare.call(this, text) as Database.Statement<Parameters, Row>;
  return /^commit\b/i.test(text) ? syncing(statement, this) : statement;
} as typeof prepare;

function syncing<Parameters extends unknown[], Row>(
  commit: Database.Statement<Parameters, Row>,
  database: Database.Database,
) {
  const changes = prepare.call(database, "select total_changes()").pluck();
  const run = commit.run.bind(commit);
  let written = changes.get();
  commit.run = (...parameters) => {
    const result = run(...parameters);
    if (changes.get() !== written) Atomics.wait(nobodyNotifies, 0, 0, SYNC_MS);
    written = changes.get();
    return result;
  };
  return commit;
}
