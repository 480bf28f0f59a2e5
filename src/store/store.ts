import { codeOf, TellOperator } from "../errors.ts";
import type { Content, PartContent, ProviderAccount, StatusUpdate } from "../nouns.ts";
import { markComplete, missingSince } from "./back-fills.ts";
import { claimWork } from "./claim-work.ts";
import { configureLines, type ConfiguredLine } from "./configured-line.ts";
import { describeContact } from "./describe-contact.ts";
import { endTurn, type TurnEnd } from "./end-turn.ts";
import { loadExchanges, type WhichExchanges } from "./exchanges.ts";
import { beginHold, endHold } from "./holds.ts";
import { addNotice } from "./notices.ts";
import { parkTurn, postponeTurn, releaseTurn, type PostponedTurn } from "./postpone-turn.ts";
import { migrate } from "./migrate.ts";
import { openDatabase, type OpenDatabase } from "./open-database.ts";
import { recordOutcome, type PartOutcome } from "./part-outcome.ts";
import { listProviderIds, loadRemainder, wasHeardSince } from "./parts.ts";
import { createRecordInbound } from "./record-inbound.ts";
import { recordStatuses } from "./record-statuses.ts";
import { listConversationsWithWork, recover } from "./recover.ts";
import {
  dropSession,
  loadSession,
  resetConversation,
  saveSession,
  type SessionKey,
} from "./sessions.ts";
import { sweep } from "./sweep.ts";
import type { ClaimedPart, ClaimRequest } from "./work.ts";
import { countWaiting, oldestWaiting } from "./waiting.ts";
import { createWriter, type WriterOptions } from "./writer.ts";

export type Store = Awaited<ReturnType<typeof openStore>>;

export type StoreOptions = Pick<WriterOptions, "onBroken" | "onCommit"> & {
  /** Messages with which a contact wants no more: that counts from when they are stored. */
  isStop?: (content: Content) => boolean;
};

/**
 * The verbs of the store. Each is one transaction and resolves when it is on disk.
 * @throws TellOperator when another process uses the file
 */
export async function openStore(
  file: string,
  { isStop = () => false, ...listeners }: StoreOptions = {},
) {
  const { sqlite, db, close } = await openMigrated(file);
  const { write, writeSoon } = createWriter({ sqlite, db, ...listeners });
  return {
    recordInbound: createRecordInbound(write, isStop),
    recordStatuses: (updates: StatusUpdate[], now: number) =>
      writeSoon((db) => recordStatuses(db, updates, now)),

    claimWork: (request: ClaimRequest) => write((db) => claimWork(db, request)),
    endTurn: (end: TurnEnd, next: ClaimRequest) => write((db) => endTurn(db, end, next)),
    postponeTurn: (turn: PostponedTurn, next: ClaimRequest) =>
      write((db) => postponeTurn(db, turn, next)),
    parkTurn: (turn: { turnId: number; dueAt: number; notice: PartContent }, next: ClaimRequest) =>
      write((db) => parkTurn(db, turn, next)),
    releaseTurn: (turnId: number, dueAt: number) => write((db) => releaseTurn(db, turnId, dueAt)),
    addNotice: (turnId: number, notice: PartContent, next: ClaimRequest) =>
      write((db) => addNotice(db, turnId, notice, next)),
    recordOutcome: (part: ClaimedPart, outcome: PartOutcome, next: ClaimRequest) =>
      writeSoon((db) => recordOutcome(db, part, outcome, next)),

    listProviderIds: (part: ClaimedPart) => write((db) => listProviderIds(db, part)),
    wasHeardSince: (part: ClaimedPart, since: number) =>
      write((db) => wasHeardSince(db, part, since)),
    loadRemainder: (conversationId: number) => write((db) => loadRemainder(db, conversationId)),

    beginHold: (conversationId: number, now: number) =>
      write((db) => beginHold(db, conversationId, now)),
    endHold: (conversationId: number) => write((db) => endHold(db, conversationId)),

    loadExchanges: (conversationId: number, most: number, options?: WhichExchanges) =>
      write((db) => loadExchanges(db, conversationId, most, options)),
    describeContact: (conversationId: number, now: number) =>
      write((db) => describeContact(db, conversationId, now)),

    loadSession: (key: SessionKey, now: number) => write((db) => loadSession(db, key, now)),
    saveSession: (key: SessionKey, value: string, expiresAt: number) =>
      write((db) => saveSession(db, key, value, expiresAt)),
    dropSession: (key: SessionKey) => write((db) => dropSession(db, key)),
    resetConversation: (conversationId: number, now: number) =>
      write((db) => resetConversation(db, conversationId, now)),

    configureLines: (lines: ConfiguredLine[], now: number) =>
      write((db) => configureLines(db, lines, now)),
    sweep: (now: number) => write((db) => sweep(db, now)),
    recover: (now: number) => write((db) => recover(db, now)),
    listConversationsWithWork: () => write(listConversationsWithWork),
    missingSince: (account: ProviderAccount, overlapMs: number) =>
      write((db) => missingSince(db, account, overlapMs)),
    markComplete: (account: ProviderAccount, range: { since: number; until: number }) =>
      write((db) => markComplete(db, account, range)),
    oldestWaiting: () => write(oldestWaiting),
    countWaiting: () => write(countWaiting),
    close,
  };
}

async function openMigrated(file: string): Promise<OpenDatabase> {
  try {
    const database = openDatabase(file);
    await migrate(database.db);
    return database;
  } catch (error) {
    if (error instanceof TellOperator) throw error;
    const message = `The database ${file} cannot be opened (${codeOf(error)}). Check DATABASE_URL, the rights of its folder and the free space; if it is damaged, restore a backup; if a newer version made it, use that one.`;
    throw new TellOperator("database_unusable", message);
  }
}
