import Database from "better-sqlite3";
import type { PartStatus, TurnState } from "../../src/nouns.ts";
import type { Change } from "../chaos/history.ts";

type MessageRow = {
  id: number;
  name: string;
  conversationId: number;
  address: string;
  createdAt: number;
  turnId: number | null;
  state: TurnState | null;
};

export type TurnRow = {
  id: number;
  conversationId: number;
  state: TurnState;
  reason: string | null;
  attempts: number;
  deaths: number;
  running: number;
  dueAt: number;
  hasAnswer: number;
};

export type PartRow = {
  id: number;
  conversationId: number;
  address: string;
  turnId: number | null;
  content: string;
  status: PartStatus;
  sid: string | null;
  code: string | null;
  attempts: number;
  resends: number;
  dueAt: number;
  createdAt: number;
};

export type ConversationRow = {
  id: number;
  address: string;
  optedOut: number;
  held: number;
};

/** What is committed. */
export type Rows = {
  messages: MessageRow[];
  turns: TurnRow[];
  parts: PartRow[];
  conversations: ConversationRow[];
  history: Change[];
};

/** Looks into the file from beside the process, with one connection for many looks. */
export function openRows(file: string) {
  const database = new Database(file, { readonly: true });
  const select = <Row>(sql: string) => database.prepare<[], Row>(sql);
  const messages = select<MessageRow>(MESSAGES);
  const turns = select<TurnRow>(TURNS);
  const parts = select<PartRow>(PARTS);
  const conversations = select<ConversationRow>(CONVERSATIONS);
  const history = select<Change>(`select * from history order by id`);
  return {
    read: (): Rows => ({
      messages: messages.all(),
      turns: turns.all(),
      parts: parts.all(),
      conversations: conversations.all(),
      history: history.all(),
    }),
    damage: (): unknown[] => [
      ...select<{ integrity_check: string }>("pragma integrity_check")
        .all()
        .filter((row) => row.integrity_check !== "ok"),
      ...select("pragma foreign_key_check").all(),
    ],
    close: () => void database.close(),
  };
}

const MESSAGES = `
  select m.id, m.provider_id as name, m.conversation_id as conversationId, c.address,
    m.created_at as createdAt, m.turn_id as turnId, t.state
  from messages m join conversations c on c.id = m.conversation_id
    left join turns t on t.id = m.turn_id
  where m.direction = 'inbound' order by m.id`;

const TURNS = `
  select t.id, t.conversation_id as conversationId, t.state, t.reason, t.attempts, t.deaths,
    t.running, t.due_at as dueAt, a.turn_id is not null as hasAnswer
  from turns t left join answers a on a.turn_id = t.id order by t.id`;

const PARTS = `
  select m.id, m.conversation_id as conversationId, c.address, m.turn_id as turnId, m.content,
    m.status, m.provider_id as sid, m.error_code as code, m.attempts, m.resends,
    m.due_at as dueAt, m.created_at as createdAt
  from messages m join conversations c on c.id = m.conversation_id
  where m.direction = 'outbound' order by m.id`;

const CONVERSATIONS = `
  select c.id, c.address, p.opted_out_at is not null as optedOut,
    h.began_at is not null as held
  from conversations c join contacts p on p.id = c.contact_id
    left join holds h on h.conversation_id = c.id`;
