import { sql, type Kysely } from "kysely";

// Ids are never given out again: a late callback or a log line must not come to mean another row.
const TABLES = [
  `create table businesses (
    id integer primary key,
    name text not null unique,
    created_at integer not null
  ) strict`,
  `create table lines (
    id integer primary key,
    business_id integer not null references businesses (id),
    channel text not null,
    account text not null,
    address text not null,
    enabled integer not null check (enabled in (0, 1)),
    created_at integer not null,
    unique (channel, account, address)
  ) strict`,
  `create table contacts (
    id integer primary key autoincrement,
    business_id integer not null references businesses (id),
    name text,
    created_at integer not null
  ) strict`,
  `create table contact_addresses (
    business_id integer not null references businesses (id),
    address text not null,
    contact_id integer not null references contacts (id),
    primary key (address, business_id)
  ) strict, without rowid`,
  `create table conversations (
    id integer primary key autoincrement,
    line_id integer not null references lines (id),
    contact_id integer not null references contacts (id),
    address text not null,
    created_at integer not null,
    unique (line_id, contact_id)
  ) strict`,
  `create index conversations_of_contact on conversations (contact_id, line_id)`,
  `create table dedupe_keys (
    channel text not null,
    account text not null,
    provider_id text not null,
    received_at integer not null,
    primary key (channel, account, provider_id)
  ) strict, without rowid`,
  `create table turns (
    id integer primary key autoincrement,
    conversation_id integer not null references conversations (id),
    state text not null check (state in ('open', 'answered', 'handed_over', 'ignored', 'dead')),
    reason text,
    attempts integer not null,
    running integer not null check (running in (0, 1)),
    deaths integer not null,
    due_at integer not null,
    created_at integer not null,
    ended_at integer,
    check ((state = 'open') = (ended_at is null))
  ) strict`,
  `create unique index turns_open on turns (conversation_id) where state = 'open'`,
  `create index turns_of_conversation on turns (conversation_id, id)`,
  `create table answers (
    turn_id integer primary key references turns (id),
    engine text not null,
    text text not null,
    pictures text not null,
    sources text not null,
    cut_off integer not null check (cut_off in (0, 1)),
    took_ms integer not null,
    created_at integer not null
  ) strict`,
  `create table remainders (
    conversation_id integer primary key references conversations (id),
    turn_id integer not null references turns (id),
    text text not null
  ) strict`,
  `create table messages (
    id integer primary key autoincrement,
    conversation_id integer not null references conversations (id),
    direction text not null check (direction in ('inbound', 'outbound')),
    turn_id integer references turns (id),
    content text not null,
    provider_id text,
    reply_to text,
    created_at integer not null,
    status text check (status in ('queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'failed')),
    attempts integer not null default 0,
    due_at integer,
    attempted_at integer,
    sent_to text,
    error_code text,
    resends integer not null default 0,
    check ((direction = 'outbound') = (status is not null))
  ) strict`,
  `create index messages_of_conversation on messages (conversation_id, id)`,
  `create index messages_of_turn on messages (turn_id) where turn_id is not null`,
  `create index messages_waiting on messages (conversation_id, id)
    where direction = 'inbound' and turn_id is null`,
  `create index parts_unsent on messages (conversation_id, id)
    where status in ('queued', 'sending', 'unknown')`,
  `create index parts_by_provider_id on messages (provider_id)
    where direction = 'outbound' and provider_id is not null`,
  `create table early_statuses (
    channel text not null,
    account text not null,
    provider_id text not null,
    status text not null,
    error_code text,
    received_at integer not null,
    primary key (channel, account, provider_id)
  ) strict, without rowid`,
  `create table sessions (
    conversation_id integer not null references conversations (id),
    engine text not null,
    value text not null,
    expires_at integer not null,
    primary key (conversation_id, engine)
  ) strict`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await sql.raw(table).execute(db);
}
