import Database from "better-sqlite3";
import { openStore } from "../../src/store/store.ts";

/** A change of state that was committed. */
export type Change = {
  id: number;
  subject: "part" | "turn";
  row: number;
  from: string;
  to: string;
};

/**
 * Makes the database and lets it write down every change of a part's status and of a turn's state,
 * in the transaction in which it happens: no kill can hide one from us.
 */
export async function recordHistory(file: string): Promise<void> {
  (await openStore(file)).close();
  const database = new Database(file);
  database.exec(`
    create table history (id integer primary key, subject, row, "from", "to");
    create trigger part_history after update of status on messages
      when old.status is not new.status begin
        insert into history values (null, 'part', new.id, old.status, new.status);
      end;
    create trigger turn_history after update of state on turns
      when old.state is not new.state begin
        insert into history values (null, 'turn', new.id, old.state, new.state);
      end;`);
  database.close();
}
