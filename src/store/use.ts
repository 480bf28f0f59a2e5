import { sql } from "kysely";
import { literal } from "./literal.ts";
import { prepared } from "./prepared.ts";
import type { Use } from "./work.ts";
import type { Queries } from "./writer.ts";

type Asker = {
  conversationId: number;
  contactId: number;
  businessId: number;
  limitToldAt: number | null;
  /** The newest message of the turn: what came after it counts against its own. */
  upTo: { id: number; createdAt: number };
  now: number;
};

/** What a contact and its business used. Days are those of UTC. */
export async function loadUse(db: Queries, asker: Asker): Promise<Use> {
  const { conversationId, contactId, businessId, limitToldAt, upTo, now } = asker;
  const since = upTo.createdAt - 600_000;
  const newest = await selectNewest(db, { conversationId, upTo: upTo.id, since });
  const today = await loadAnswersToday(db, { contactId, businessId, now });
  const sentAt = upTo.createdAt;
  // One that was found late is younger in the database than what was sent after it.
  const within = (ms: number) => newest.filter(({ at }) => at > sentAt - ms && at <= sentAt).length;
  return {
    messagesInMinute: within(60_000),
    messagesInTenMinutes: within(600_000),
    contactAnswersToday: today.ofContact,
    businessAnswersToday: today.ofBusiness,
    limitToldAt: limitToldAt ?? undefined,
  };
}

export async function loadAnswersToday(
  db: Queries,
  { contactId, businessId, now }: Pick<Asker, "contactId" | "businessId" | "now">,
) {
  const [today] = await selectAnswers(db, { day: dayOf(now), contactId, businessId });
  return { ofContact: today?.ofContact ?? 0, ofBusiness: Number(today?.ofBusiness ?? 0) };
}

/** Of as many as the highest limit that can be set is about: whoever writes for years is not read whole. */
const selectNewest = prepared<{ conversationId: number; upTo: number; since: number }>()(
  (db, value) =>
    db
      .selectFrom((from) =>
        from
          .selectFrom("messages")
          .select("created_at as at")
          .where("conversation_id", "=", value("conversationId"))
          .where("direction", "=", literal("inbound"))
          .where("id", "<=", value("upTo"))
          .orderBy("id", "desc")
          .limit(sql.lit(MOST_MESSAGES))
          .as("newest"),
      )
      .select("at")
      .where("at", ">", value("since")),
);

/** 2.5 times `CONTACT_MESSAGES_PER_MINUTE`, and one more. */
const MOST_MESSAGES = 1_001;

const selectAnswers = prepared<{ day: string; contactId: number; businessId: number }>()(
  (db, value) =>
    db.selectNoFrom((from) => [
      from
        .selectFrom("usage")
        .select("answers")
        .where("day", "=", value("day"))
        .where("business_id", "=", value("businessId"))
        .where("contact_id", "=", value("contactId"))
        .as("ofContact"),
      from
        .selectFrom("usage")
        .select((row) => row.fn.sum("answers").as("answers"))
        .where("day", "=", value("day"))
        .where("business_id", "=", value("businessId"))
        .as("ofBusiness"),
    ]),
);

/** Counts an answer of this conversation's contact. */
export async function countAnswer(db: Queries, conversationId: number, now: number) {
  await addAnswer(db, { conversationId, day: dayOf(now) });
}

const addAnswer = prepared<{ conversationId: number; day: string }>()((db, value) =>
  db
    .insertInto("usage")
    .columns(["day", "business_id", "contact_id", "answers"])
    .expression((from) =>
      from
        .selectFrom("conversations as c")
        .innerJoin("lines as l", "l.id", "c.line_id")
        .select([
          sql<string>`${value("day")}`.as("day"),
          "l.business_id",
          "c.contact_id",
          sql<number>`1`.as("answers"),
        ])
        .where("c.id", "=", value("conversationId")),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["day", "business_id", "contact_id"])
        .doUpdateSet((row) => ({ answers: row("usage.answers", "+", 1) })),
    ),
);

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
