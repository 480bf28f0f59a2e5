import { readRows } from "../kit/read-rows.ts";
import type { Asked, Testimony } from "./answerers/answerer.ts";
import type { Change } from "./history.ts";
import type { Reply } from "./providers/provider.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world.ts";

export type StoredMessage = {
  id: number;
  providerId: string;
  conversation: number;
  turnId: number | null;
  state: string | null;
  reason: string | null;
  deaths: number | null;
  /** By the engine, as it said it. */
  said: string | null;
};

type StoredPart = {
  id: number;
  providerId: string | null;
  turnId: number;
  status: string;
  code: string | null;
  resends: number;
};

/** A question that came in at the engine. */
type Ask = Asked & { life: number };

/** What is in the database and what the outside saw, read once everything has settled. */
export type Evidence = Stage &
  Omit<Testimony, "asked"> & {
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

export function gatherEvidence(world: World): Evidence {
  const { file, ledger, lives, provider, answerer } = world;
  const rows = <Row>(sql: string) => readRows(file, sql) as Row[];
  const { asked, ...testimony } = answerer.testify();
  const lifeAt = (at: number) => lives.findLastIndex(({ startedAt }) => startedAt <= at);
  return {
    channel: provider.channel,
    engine: answerer.engine,
    ...testimony,
    ledger,
    messages: rows(MESSAGES),
    parts: rows(PARTS),
    replies: addressesIn(ledger).flatMap((address) => provider.repliesTo(address)),
    asks: asked.map((ask) => ({ ...ask, life: lifeAt(ask.at) })),
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

function addressesIn({ attempted }: World["ledger"]): string[] {
  return [...new Set([...attempted.values()].map(({ address }) => address))];
}

const MESSAGES = `
  select m.id, m.provider_id as providerId, m.conversation_id as conversation, m.turn_id as turnId,
    t.state, t.reason, t.deaths, a.text as said
  from messages m left join turns t on t.id = m.turn_id left join answers a on a.turn_id = t.id
  where m.direction = 'inbound' order by m.id`;

const PARTS = `
  select id, provider_id as providerId, turn_id as turnId, status, error_code as code, resends
  from messages where direction = 'outbound' order by id`;
