import type { Part } from "../../src/demo/twilio/parts.ts";
import { readRows } from "../kit/read-rows.ts";
import type { Change } from "./history.ts";
import type { World } from "./world.ts";

export type StoredMessage = {
  id: number;
  providerId: string;
  conversation: number;
  turnId: number | null;
  state: string | null;
  reason: string | null;
  deaths: number | null;
};

export type StoredPart = {
  id: number;
  providerId: string | null;
  turnId: number;
  status: string;
  code: string | null;
  resends: number;
};

/** A reply that the provider was given, whoever remembers it. */
export type Reply = Part & { address: string; partId: number };

/** A question that came in at the engine. */
export type Ask = { question: string; at: number; endedAt: number; life: number };

/** What is in the database and what the outside saw, read once everything has settled. */
export type Evidence = {
  ledger: World["ledger"];
  messages: StoredMessage[];
  parts: StoredPart[];
  replies: Reply[];
  asks: Ask[];
  history: Change[];
  running: number;
  damage: unknown[];
  leaks: number;
  deaths: string[];
};

export function gatherEvidence({ file, ledger, lives, twilio, database }: World): Evidence {
  const rows = <Row>(sql: string) => readRows(file, sql) as Row[];
  const addresses = [...new Set([...ledger.attempted.values()].map(({ address }) => address))];
  const lifeAt = (at: number) => lives.findLastIndex(({ startedAt }) => startedAt <= at);
  return {
    ledger,
    messages: rows(MESSAGES),
    parts: rows(PARTS),
    replies: addresses.flatMap((address) =>
      twilio.messagesTo(address).map((part) => ({ ...part, address, partId: partIdOf(part) })),
    ),
    asks: database.asked.map(({ question, at, endedAt = Infinity }) => {
      return { question, at, endedAt, life: lifeAt(at) };
    }),
    history: rows(`select * from history order by id`),
    running: rows(`select 1 from turns where running = 1`).length,
    damage: [
      ...rows<{ integrity_check: string }>("pragma integrity_check").filter(
        ({ integrity_check }) => integrity_check !== "ok",
      ),
      ...rows("pragma foreign_key_check"),
    ],
    leaks: lives.reduce((sum, life) => sum + life.leaks(), 0),
    deaths: lives.filter((life) => life.diedByItself()).map((life) => life.lastWords()),
  };
}

/** Every part has a status callback of its own. */
function partIdOf({ statusCallback = "" }: Part): number {
  return Number(URL.parse(statusCallback)?.searchParams.get("part"));
}

const MESSAGES = `
  select m.id, m.provider_id as providerId, m.conversation_id as conversation, m.turn_id as turnId,
    t.state, t.reason, t.deaths
  from messages m left join turns t on t.id = m.turn_id
  where m.direction = 'inbound' order by m.id`;

const PARTS = `
  select id, provider_id as providerId, turn_id as turnId, status, error_code as code, resends
  from messages where direction = 'outbound' order by id`;
