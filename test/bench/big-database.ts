import { join } from "node:path";
import { migrate } from "../../src/store/migrate.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { ACCOUNT_SID, NUMBER } from "./account.ts";
import { temporaryFolder } from "./temporary-folder.ts";

type BigDatabase = { file: string; tookMs: number; remove(): void };

/** A year of a busy line: questions and answers in turn, all of them done and delivered. */
export async function buildBigDatabase(messages: number): Promise<BigDatabase> {
  const startedAt = performance.now();
  const { path, remove } = temporaryFolder();
  const file = join(path, "askline.db");
  const { sqlite, db, close } = openDatabase(file);
  await migrate(db);
  sqlite.pragma("synchronous = off");
  sqlite.pragma("foreign_keys = off");
  sqlite.transaction(() => {
    for (const statement of STATEMENTS)
      sqlite.prepare(statement).run({ turns: messages / 2, ...LINE });
  })();
  close();
  return { file, remove, tookMs: performance.now() - startedAt };
}

const LINE = {
  account: ACCOUNT_SID,
  number: NUMBER,
  contacts: 10_000,
  at: Date.now() - 31_536_000_000,
};

const COUNT = (name: string) =>
  `with recursive counted (n) as (select 1 union all select n + 1 from counted where n < @${name})`;

/** A minute between two turns, and every contact in turn. */
const CONVERSATION = "n % @contacts + 1";
const AT = "@at + n * 60000";

const STATEMENTS = [
  `insert into businesses (id, name, created_at) values (1, 'default', @at)`,
  `insert into lines (id, business_id, channel, account, address, enabled, created_at)
    values (1, 1, 'twilio', @account, @number, 1, @at)`,
  `${COUNT("contacts")} insert into contacts (id, business_id, name, created_at)
    select n, 1, 'Ana', @at from counted`,
  `${COUNT("contacts")} insert into contact_addresses (business_id, address, contact_id)
    select 1, printf('+1555%07d', n), n from counted`,
  `${COUNT("contacts")} insert into conversations (id, line_id, contact_id, address, created_at)
    select n, 1, n, printf('+1555%07d', n), @at from counted`,
  `${COUNT("turns")} insert into dedupe_keys (channel, account, provider_id, received_at)
    select 'twilio', @account, printf('SM%032x', n), ${AT} from counted`,
  `${COUNT("turns")} insert into turns
      (id, conversation_id, state, attempts, running, deaths, due_at, created_at, ended_at)
    select n, ${CONVERSATION}, 'answered', 1, 0, 0, ${AT}, ${AT}, ${AT} + 4000 from counted`,
  `${COUNT("turns")} insert into answers
      (turn_id, engine, text, pictures, sources, cut_off, took_ms, created_at)
    select n, 'askyourdatabase', 'There were ' || n || ' orders last week.', '[]', '[]', 0, 4000,
      ${AT} + 4000 from counted`,
  `${COUNT("turns")} insert into messages
      (id, conversation_id, direction, turn_id, content, provider_id, created_at)
    select 2 * n, ${CONVERSATION}, 'inbound', n,
      '{"kind":"text","text":"How many orders came in last week? ' || n || '"}',
      printf('SM%032x', n), ${AT} from counted`,
  `${COUNT("turns")} insert into messages
      (id, conversation_id, direction, turn_id, content, provider_id, created_at, status, attempts, due_at, attempted_at)
    select 2 * n + 1, ${CONVERSATION}, 'outbound', n,
      '{"kind":"text","text":"There were ' || n || ' orders last week."}',
      printf('SM1%031x', n), ${AT} + 4000, 'delivered', 1, ${AT} + 4000, ${AT} + 4000 from counted`,
];
