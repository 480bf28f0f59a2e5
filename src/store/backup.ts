import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { TellOperator } from "../errors.ts";
import { lockDatabase } from "./lock.ts";

export type CheckedCopy = { messages: number };

/**
 * Writes a consistent copy of the database to `target`, also while the server writes to it:
 * everything that was committed before it began is in it. The copy is checked before it gets its name.
 * @throws TellOperator when there is nothing to copy, or the target is there already
 */
export function backUp(file: string, target: string): CheckedCopy {
  if (!existsSync(file))
    throw new TellOperator("no_database", `There is no database at ${file}. Compare DATABASE_URL.`);
  refuseExisting(target);
  mkdirSync(dirname(target), { recursive: true });
  const unchecked = `${target}.unchecked`;
  rmSync(unchecked, { force: true });
  const db = new Database(file, { readonly: true });
  try {
    db.prepare("vacuum into ?").run(unchecked);
  } finally {
    db.close();
  }
  const copy = checkCopy(unchecked);
  nameDurably(unchecked, target);
  return copy;
}

/**
 * Puts a copy in the place of the database, which is kept beside it as `….before-restore`.
 * @throws TellOperator when the copy is damaged or no database of Askline, or a server is running
 */
export function restore(source: string, file: string): CheckedCopy {
  const copy = checkCopy(source);
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockDatabase(file);
  try {
    const incoming = `${file}.incoming`;
    cpSync(source, incoming);
    setAside(file);
    nameDurably(incoming, file);
    return copy;
  } finally {
    lock.release();
  }
}

/** Reads every page and every reference. @throws TellOperator when something is wrong with it */
function checkCopy(file: string): CheckedCopy {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return readChecked(db);
    } finally {
      db.close();
    }
  } catch {
    throw new TellOperator(
      "damaged_copy",
      `${file} is damaged, or no database of Askline. Nothing was changed; take another copy.`,
    );
  }
}

function readChecked(db: Database.Database): CheckedCopy {
  const integrity = db.pragma("integrity_check", { simple: true });
  const orphans = db.pragma("foreign_key_check") as unknown[];
  if (integrity !== "ok" || orphans.length > 0) throw new Error("damaged");
  return db.prepare("select count(*) as messages from messages").get() as CheckedCopy;
}

/** The old database with its write-ahead log, which belongs to it and to no other. */
function setAside(file: string) {
  for (const ending of ["-shm", "-wal", ""]) {
    if (!existsSync(file + ending)) continue;
    renameSync(file + ending, `${file}.before-restore${ending}`);
  }
}

function refuseExisting(target: string) {
  if (existsSync(target))
    throw new TellOperator(
      "copy_exists",
      `${target} is there already. Name another file; nothing was written.`,
    );
}

function nameDurably(from: string, to: string) {
  sync(from);
  renameSync(from, to);
  sync(dirname(to));
}

function sync(path: string) {
  const descriptor = openSync(path, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
