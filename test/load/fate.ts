import { readRows } from "../kit/read-rows.ts";
import { wasAcknowledged, type Ack } from "./send-webhooks.ts";

/** What is in the database of what was sent. */
export type Fate = {
  stored: number;
  /** Heard a 200 and is not there. */
  lost: number;
  /** Is there, and nobody has sent it. */
  unexpected: number;
  doubled: number;
  /** How many messages ended in which way; `waiting` and `open` are due. */
  ends: Record<string, number>;
};

export function fateOf(file: string, acks: readonly Ack[]): Fate {
  const ids = readRows(file, IDS).map(({ id }) => String(id));
  const stored = new Set(ids);
  const attempted = new Set(acks.map(({ sid }) => sid));
  const ends = readRows(file, ENDS).map(({ state, count }) => [String(state), Number(count)]);
  return {
    stored: stored.size,
    lost: acks.filter((ack) => wasAcknowledged(ack) && !stored.has(ack.sid)).length,
    unexpected: [...stored].filter((id) => !attempted.has(id)).length,
    doubled: ids.length - stored.size,
    ends: Object.fromEntries(ends),
  };
}

export function tellEnds({ ends }: Pick<Fate, "ends">): string {
  return Object.entries(ends)
    .map(([state, count]) => `${count.toLocaleString("en")} ${state}`)
    .join(", ");
}

const IDS = `select provider_id as id from messages where direction = 'inbound'`;

const ENDS = `
  select coalesce(t.state || coalesce(' (' || t.reason || ')', ''), 'waiting') as state,
    count(*) as count
  from messages m left join turns t on t.id = m.turn_id
  where m.direction = 'inbound' group by 1 order by 2 desc`;
