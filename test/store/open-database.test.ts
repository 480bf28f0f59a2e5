import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { NOON } from "../kit/open-test-store.ts";
import { tempFolder } from "../kit/temp-folder.ts";

const FULL = 2;

test("every commit waits for the disk, also when the file is opened again", () => {
  const file = join(tempFolder(), "a-new-folder", "askline.db");
  for (let time = 1; time <= 2; time += 1) {
    const { sqlite, close } = openDatabase(file);
    expect(sqlite.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(sqlite.pragma("synchronous", { simple: true })).toBe(FULL);
    expect(sqlite.pragma("foreign_keys", { simple: true })).toBe(1);
    sqlite.exec("create table if not exists anything (id integer)");
    close();
  }
});

test("the trap this is about is still there: an existing file opens at less than FULL", () => {
  const file = join(tempFolder(), "askline.db");
  openDatabase(file).close();
  const sqlite = new Database(file);
  onTestFinished(() => void sqlite.close());
  expect(sqlite.pragma("synchronous", { simple: true })).not.toBe(FULL);
});

describe("the tables", () => {
  test.each([
    ["a number as a name", "insert into businesses (name, created_at) values (x'00', 1)"],
    ["a word as a time", "insert into businesses (name, created_at) values ('a', 'noon')"],
    ["an unknown business", line({ business_id: "4711" })],
    ["a line that is half enabled", line({ enabled: "2" })],
    ["a turn that ended without a time", turn({ state: "'answered'" })],
    ["a turn in an unknown state", turn({ state: "'lost'" })],
    ["two open turns in a conversation", `${turn({})}; ${turn({})}`],
    ["a part without a status", message({ status: "null" })],
    ["a part in an unknown status", message({ status: "'lost'" })],
    ["an inbound message with a status", message({ direction: "'inbound'" })],
  ])("refuse %s", async (_name, statement) => {
    const { sqlite, db, close } = openDatabase(join(tempFolder(), "askline.db"));
    onTestFinished(close);
    await migrate(db);
    sqlite.exec(`insert into businesses (id, name, created_at) values (1, 'default', ${NOON});
      insert into contacts (id, business_id, created_at) values (1, 1, ${NOON});
      ${line({ id: "1" })};
      insert into conversations (id, line_id, contact_id, address, created_at)
        values (1, 1, 1, '+1', ${NOON})`);
    expect(() => sqlite.exec(statement)).toThrow(/constraint|cannot store/);
  });

  test("take what is right", async () => {
    const { sqlite, db, close } = openDatabase(join(tempFolder(), "askline.db"));
    onTestFinished(close);
    await migrate(db);
    sqlite.pragma("foreign_keys = off");
    for (const statement of [line({}), turn({}), message({})])
      expect(() => sqlite.exec(statement)).not.toThrow();
  });
});

type Values = Record<string, string>;

function line(changes: Values) {
  const values = { business_id: "1", channel: "'twilio'", account: "'AC1'", address: "'+1'" };
  return insert("lines", { ...values, enabled: "1", created_at: "1", ...changes });
}

function turn(changes: Values) {
  const counts = { attempts: "0", running: "0", deaths: "0", due_at: "1", created_at: "1" };
  return insert("turns", { conversation_id: "1", state: "'open'", ...counts, ...changes });
}

function message(changes: Values) {
  const values = { conversation_id: "1", direction: "'outbound'", content: "'{}'" };
  return insert("messages", { ...values, created_at: "1", status: "'queued'", ...changes });
}

function insert(table: string, values: Values) {
  const columns = Object.keys(values).join(", ");
  return `insert into ${table} (${columns}) values (${Object.values(values).join(", ")})`;
}
