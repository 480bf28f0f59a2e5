import { sql } from "kysely";
import { joinConversations } from "./join-conversations.ts";
import { unsent } from "./literal.ts";
import { NEWEST_INBOUND_AT } from "./newest-inbound.ts";
import type { Queries } from "./writer.ts";

/** Conversations that are no more, each with the one that has now what was in it. */
export type Joined = Map<number, number>;

type Merge = {
  one: number;
  other: number;
  /** The line whose conversation is woken next. */
  lineId: number;
  /** When the newest message was sent that is not stored yet, by its conversation. */
  newestAt: ReadonlyMap<number, number>;
};

/**
 * Makes one contact of two, and one conversation of theirs on each line. Nothing when both are
 * being worked on: they stay two until a message names both addresses again, but what either
 * asked for with STOP holds for both at once.
 */
export async function mergeContacts(
  db: Queries,
  { one, other, lineId, newestAt }: Merge,
): Promise<{ contactId: number; joined: Joined } | undefined> {
  const ids = { stays: Math.min(one, other), goes: Math.max(one, other) };
  await shareOptOut(db, ids);
  const joins = joinsOf(await selectConversations(db, ids), lineId);
  if (!joins) return undefined;
  for (const { goes, stays } of joins) {
    const isNewer = wroteAt(goes, newestAt) > wroteAt(stays, newestAt);
    const { address } = isNewer ? goes : stays;
    await joinConversations(db, { goes: goes.id, stays: stays.id, address });
  }
  await moveRest(db, ids);
  return {
    contactId: ids.stays,
    joined: new Map(joins.map(({ goes, stays }) => [goes.id, stays.id])),
  };
}

type Ids = { stays: number; goes: number };

async function shareOptOut(db: Queries, { stays, goes }: Ids) {
  await sql`
    update contacts set
      opted_out_at = (select max(opted_out_at) from contacts where id in (${stays}, ${goes})),
      opted_out_up_to = (select max(opted_out_up_to) from contacts where id in (${stays}, ${goes}))
    where id in (${stays}, ${goes})`.execute(db);
}

type Candidate = {
  id: number;
  lineId: number;
  address: string;
  newestAt: number;
  /** A worker has a turn or a part of it in its hands. */
  isWorkedOn: number;
  hasOpenTurn: number;
  /** Something is due, or waits for its time. */
  hasWork: number;
};

async function selectConversations(db: Queries, { stays, goes }: Ids): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select c.id, c.line_id as "lineId", c.address, ${NEWEST_INBOUND_AT} as "newestAt",
      exists (${OPEN_TURN} and running = 1) or exists (${UNSENT} and status != 'queued') as "isWorkedOn",
      exists (${OPEN_TURN}) as "hasOpenTurn",
      exists (${OPEN_TURN}) or exists (${UNSENT}) or exists (${WAITING}) as "hasWork"
    from conversations c where c.contact_id in (${stays}, ${goes}) order by c.id`.execute(db);
  return rows;
}

const OPEN_TURN = sql`select 1 from turns where conversation_id = c.id and state = 'open'`;
const UNSENT = sql`select 1 from messages where conversation_id = c.id and status in ${unsent}`;
const WAITING = sql`select 1 from messages
  where conversation_id = c.id and direction = 'inbound' and turn_id is null`;

type Join = { stays: Candidate; goes: Candidate };

/** All of them or none. Where there is a choice, the older one stays. */
function joinsOf(conversations: Candidate[], lineId: number): Join[] | undefined {
  const joins: Join[] = [];
  for (const [older, newer] of Map.groupBy(conversations, (one) => one.lineId).values()) {
    if (!older || !newer) continue;
    const join = [
      { stays: older, goes: newer },
      { stays: newer, goes: older },
    ].find((one) => mayJoin(one, lineId));
    if (!join) return undefined;
    joins.push(join);
  }
  return joins;
}

function mayJoin({ stays, goes }: Join, lineId: number): boolean {
  if (goes.isWorkedOn || (goes.hasOpenTurn && stays.hasOpenTurn)) return false;
  // On other lines nobody would be woken for what moved.
  return goes.lineId === lineId || !goes.hasWork;
}

function wroteAt({ id, newestAt }: Candidate, unstored: ReadonlyMap<number, number>): number {
  return Math.max(newestAt, unstored.get(id) ?? 0);
}

/** Also what the contact that goes has on lines where the other one never wrote. */
async function moveRest(db: Queries, { stays, goes }: Ids) {
  await sql`update conversations set contact_id = ${stays} where contact_id = ${goes}`.execute(db);
  await sql`update contact_addresses set contact_id = ${stays} where contact_id = ${goes}`.execute(
    db,
  );
  await sql`
    insert into usage (day, business_id, contact_id, answers)
    select day, business_id, ${stays}, answers from usage where contact_id = ${goes}
    on conflict do update set answers = answers + excluded.answers`.execute(db);
  await sql`delete from usage where contact_id = ${goes}`.execute(db);
  await sql`
    update contacts as c set name = coalesce(c.name, g.name), language = coalesce(c.language, g.language)
    from contacts as g where c.id = ${stays} and g.id = ${goes}`.execute(db);
  await sql`delete from contacts where id = ${goes}`.execute(db);
}
