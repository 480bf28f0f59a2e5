import { join } from "node:path";
import { Migrator } from "kysely/migration";
import { expect, onTestFinished, test } from "vitest";
import { migrate, migrations } from "../../src/store/migrate.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { aMessage } from "../kit/a-message.ts";
import { aConversation, aRequest, aSendingPart, thePart } from "../kit/in-conversation.ts";
import { openTestStore } from "../kit/open-test-store.ts";
import { readRows } from "../kit/read-rows.ts";
import { tempFolder } from "../kit/temp-folder.ts";

test("an empty file gets every migration, in the order of their names", async () => {
  const { db, file } = aDatabase();
  await migrate(db);
  const applied = readRows(file, "select name from kysely_migration order by timestamp, name");
  expect(applied.map(({ name }) => name)).toEqual(Object.keys(migrations));
  expect(Object.keys(migrations)).toEqual(Object.keys(migrations).toSorted());
});

test("a second time nothing is done", async () => {
  const { sqlite, db, file } = aDatabase();
  await migrate(db);
  const schema = () => readRows(file, "select type, name, sql from sqlite_schema order by name");
  const before = schema();
  const changes = sqlite.prepare("select total_changes() as total").get();
  await migrate(db);
  expect(schema()).toEqual(before);
  expect(sqlite.prepare("select total_changes() as total").get()).toEqual(changes);
});

test("a migration that cannot run leaves nothing behind, and is told", async () => {
  const { sqlite, db, file } = aDatabase();
  sqlite.exec("create table messages (id integer)");
  await expect(migrate(db)).rejects.toThrow(/messages.*already exists/);
  const left = readRows(file, "select name from sqlite_schema where name in ('lines', 'turns')");
  expect(left).toEqual([]);
});

test("a database with rows in it opens again with all of them, and work goes on", async () => {
  const { store, file, reopen } = await openTestStore();
  const part = await aSendingPart(store, ["one", "two"]);
  await aConversation(store, [aMessage()]);
  const everything = () =>
    ["businesses", "lines", "contacts", "conversations", "dedupe_keys", "turns", "messages"].map(
      (table) => readRows(file, `select * from ${table}`),
    );
  const before = everything();
  const again = await reopen();
  expect(everything()).toEqual(before);
  await again.recover(part.attemptedAt);
  const work = await again.claimWork(aRequest(part.conversationId));
  expect(thePart(work, "look_up").partId).toBe(part.partId);
});

test("every address of a database that knew nothing of moves is its contact's still", async () => {
  const { sqlite, db, file } = aDatabase();
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo("0005-engines");
  expect(error).toBeUndefined();
  sqlite.exec(`insert into businesses values (1, 'default', 1);
    insert into contacts (business_id, created_at) values (1, 1);
    insert into contact_addresses values (1, '+15555550101', 1)`);
  await migrate(db);
  const rows = readRows(file, "select address, contact_id, ended_at from contact_addresses");
  expect(rows).toEqual([{ address: "+15555550101", contact_id: 1, ended_at: null }]);
});

test("every row belongs to the rows it names", async () => {
  const { store, file } = await openTestStore();
  await aSendingPart(store);
  expect(readRows(file, "pragma foreign_key_check")).toEqual([]);
  expect(readRows(file, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
});

function aDatabase() {
  const file = join(tempFolder(), "askline.db");
  const { sqlite, db, close } = openDatabase(file);
  onTestFinished(close);
  return { sqlite, db, file };
}
