import { subscribe } from "node:diagnostics_channel";
import Database from "better-sqlite3";
import { COMMITS, REQUESTS, type Point } from "./points.ts";

/**
 * Loaded before the server: kills it without warning at a named point, which is given at its start
 * (CHAOS_POINT) or while it runs (a message from its parent). The server itself knows nothing of it.
 */
let armed = process.env["CHAOS_POINT"] as Point | undefined;
let migrationStatementsLeft = Number(process.env["CHAOS_STATEMENTS"] ?? 0);
let ran: string[] = [];

process.on("message", (point: Point) => (armed = point));
process.channel?.unref();

watchStatements();
watchRequests("create");
watchRequests("headers");

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

function watchStatements(): void {
  const prepare = Database.prototype.prepare;
  Database.prototype.prepare = function prepareWatched(this: Database.Database, text: string) {
    const statement = prepare.call(this, text) as Database.Statement<unknown[]>;
    const { run, all } = statement;
    statement.run = (...given) => around(text, given, () => run.apply(statement, given));
    statement.all = (...given) => around(text, given, () => all.apply(statement, given));
    return statement;
  } as typeof prepare;
}

function around<Result>(text: string, given: unknown[], work: () => Result): Result {
  const isCommit = /^commit\b/i.test(text);
  if (isCommit) dieAtCommit("before");
  const result = work();
  if (isCommit) dieAtCommit("after");
  ran = isCommit ? [] : [...ran.slice(-200), `${text} ${JSON.stringify(given)}`];
  if (armed === "migration" && /^create (table|index|unique)/.test(text)) countDown();
  return result;
}

function dieAtCommit(when: "before" | "after"): void {
  const point = armed && COMMITS[armed];
  if (point?.when === when && ran.some((text) => point.sql.test(text))) die();
}

function countDown(): void {
  migrationStatementsLeft -= 1;
  if (migrationStatementsLeft === 0) die();
}

type Request = { method: string; path: string; body: Buffer | null };

/** The channels of undici, through which everything goes out. */
function watchRequests(when: "create" | "headers"): void {
  subscribe(`undici:request:${when}`, (message) => {
    const { request } = message as { request: Request };
    const { method, path, body } = request;
    const point = armed && REQUESTS[armed];
    if (point?.when !== when) return;
    if (point.request.test(`${method} ${path} ${body?.toString() ?? ""}`)) die();
  });
}
