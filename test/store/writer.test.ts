import Database from "better-sqlite3";
import { sql } from "kysely";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createRecordInbound } from "../../src/store/record-inbound.ts";
import { createWriter, type Queries } from "../../src/store/writer.ts";
import { aMessage, ANA, BEN } from "../kit/a-message.ts";
import { countCommits } from "../kit/count-commits.ts";
import { NOON, openTestStore } from "../kit/open-test-store.ts";
import { readRows } from "../kit/read-rows.ts";
import { tempFolder } from "../kit/temp-folder.ts";

describe("verbs that are called at the same time", () => {
  test("share one commit, and webhooks of many contacts do", async () => {
    const { store, file } = await openTestStore();
    const before = countCommits(file);
    const messages = [ANA, BEN, ANA, BEN].map((address) =>
      aMessage("Hi", { from: { address, aliases: [] } }),
    );
    await Promise.all(messages.map((message) => store.recordInbound([message], NOON)));
    expect(countCommits(file)).toBe(before + 1);
    for (const message of messages.map(() => aMessage()))
      await store.recordInbound([message], NOON);
    expect(countCommits(file)).toBe(before + 5);
  });

  test("share it also when they are different verbs", async () => {
    const { store, file } = await openTestStore();
    const before = countCommits(file);
    const key = { conversationId: 1, engine: "askyourdatabase" } as const;
    await store.recordInbound([aMessage()], NOON);
    await Promise.all([
      store.recordInbound([aMessage()], NOON),
      store.saveSession(key, "token", NOON),
      store.recover(NOON),
    ]);
    expect(countCommits(file)).toBe(before + 2);
  });

  test("see what those before them did, and run in the order they were called", async () => {
    const { write } = await aDatabase();
    const names: string[][] = [];
    await Promise.all([
      write((db) => addBusiness(db, "one")),
      write(async (db) => void names.push(await listBusinesses(db))),
      write((db) => addBusiness(db, "two")),
      write(async (db) => void names.push(await listBusinesses(db))),
    ]);
    expect(names).toEqual([["one"], ["one", "two"]]);
  });
});

describe("a verb that nobody waits for", () => {
  test("joins the next commit, in the order of the calls", async () => {
    const { write, writeSoon, file } = await aDatabase();
    const before = countCommits(file);
    const soon = writeSoon((db) => addBusiness(db, "soon"));
    expect(await write(listBusinesses)).toEqual(["soon"]);
    await soon;
    expect(countCommits(file)).toBe(before + 1);
  });

  test("does not wait for ever, and shares its commit with others like it", async () => {
    const { writeSoon, file } = await aDatabase();
    const before = countCommits(file);
    await Promise.all(["one", "two"].map((name) => writeSoon((db) => addBusiness(db, name))));
    expect(countCommits(file)).toBe(before + 1);
    expect(readRows(file, "select name from businesses")).toHaveLength(2);
  });

  test("is not forgotten when another one was taken along", async () => {
    const { write, writeSoon, file } = await aDatabase();
    const first = writeSoon((db) => addBusiness(db, "one"));
    await write(listBusinesses);
    await Promise.all([first, writeSoon((db) => addBusiness(db, "two"))]);
    await write((db) => addBusiness(db, "three"));
    const names = readRows(file, "select name from businesses order by id").map(({ name }) => name);
    expect(names).toEqual(["one", "two", "three"]);
  });
});

test("what a verb wrote is on disk when it resolves, and not before", async () => {
  const { store, file } = await openTestStore();
  const recorded = store.recordInbound([aMessage()], NOON);
  expect(readRows(file, "select id from messages")).toHaveLength(0);
  await recorded;
  expect(readRows(file, "select id from messages")).toHaveLength(1);
  expect(readRows(file, "select provider_id from dedupe_keys")).toHaveLength(1);
});

test("a verb that throws undoes only itself", async () => {
  const { write, file } = await aDatabase();
  const results = await Promise.allSettled([
    write((db) => addBusiness(db, "one")),
    write(async (db) => {
      await addBusiness(db, "broken");
      throw new Error("No.");
    }),
    write((db) => addBusiness(db, "two")),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(readRows(file, "select name from businesses")).toEqual([{ name: "one" }, { name: "two" }]);
});

describe("a commit that fails", () => {
  test("fails for every verb in it and leaves nothing behind", async () => {
    const { write, file } = await aDatabase();
    const results = await Promise.allSettled([
      write((db) => addBusiness(db, "one")),
      write(addOrphanOnCommit),
      write((db) => addBusiness(db, "two")),
    ]);
    for (const result of results)
      expect(result).toMatchObject({ reason: { code: "SQLITE_CONSTRAINT_FOREIGNKEY" } });
    expect(readRows(file, "select name from businesses")).toEqual([]);
    await write((db) => addBusiness(db, "three"));
    expect(readRows(file, "select name from businesses")).toEqual([{ name: "three" }]);
  });

  test("on a full disk fails for all in it, is told, and nothing is taken after it", async () => {
    const broken: string[] = [];
    const onBroken = (error: Error & { code?: string }) => void broken.push(error.code ?? "");
    const { write, sqlite, file } = await aDatabase(onBroken);
    const recordInbound = createRecordInbound(write, () => false);
    await write((db) => addBusiness(db, "default"));
    // SQLite never sets this below what there is.
    sqlite.pragma("max_page_count = 1");
    const large = () => aMessage("x".repeat(100_000));
    const calls = [large(), aMessage(), large()].map((message) => recordInbound([message], NOON));
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ status: "rejected", reason: { code: "SQLITE_FULL" } });

    sqlite.pragma("max_page_count = 100000");
    await expect(recordInbound([aMessage()], NOON)).rejects.toThrow(/full/);
    expect(readRows(file, "select provider_id from dedupe_keys")).toEqual([]);
    expect(broken).toEqual(["SQLITE_FULL"]);
  });

  test("because another program holds the file fails too, and the next one works", async () => {
    const { write, sqlite, file } = await aDatabase();
    sqlite.pragma("busy_timeout = 0");
    const other = openOther(file);
    other.exec("begin immediate");
    const recordInbound = createRecordInbound(write, () => false);
    const calls = [aMessage(), aMessage()].map((message) => recordInbound([message], NOON));
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ reason: { code: "SQLITE_BUSY" } });
    other.exec("rollback");
    await write((db) => addBusiness(db, "default"));
    expect(await recordInbound([aMessage()], NOON)).toMatchObject([{ kind: "recorded" }]);
  });
});

async function aDatabase(onBroken: (error: Error) => void = () => {}) {
  const file = join(tempFolder(), "askline.db");
  const { sqlite, db, close } = openDatabase(file);
  onTestFinished(close);
  await migrate(db);
  return { sqlite, file, ...createWriter({ sqlite, db, onBroken }) };
}

function openOther(file: string) {
  const other = new Database(file);
  onTestFinished(() => void other.close());
  return other;
}

async function addBusiness(db: Queries, name: string) {
  await db.insertInto("businesses").values({ name, created_at: NOON }).execute();
}

async function listBusinesses(db: Queries) {
  const rows = await db.selectFrom("businesses").select("name").orderBy("id").execute();
  return rows.map(({ name }) => name);
}

/** Looks right until the transaction ends. */
async function addOrphanOnCommit(db: Queries) {
  await sql`pragma defer_foreign_keys = on`.execute(db);
  await db
    .insertInto("contact_addresses")
    .values({ business_id: 1, address: ANA, contact_id: 4_711 })
    .execute();
}
