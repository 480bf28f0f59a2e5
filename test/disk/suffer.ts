import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/store/store.ts";
import { readRows } from "../kit/read-rows.ts";
import { sendWebhook } from "./send-webhook.ts";
import { startTracedServer, type Fault, type TracedServer } from "./traced-server.ts";

export type Suffered = {
  fault: Fault;
  happened: boolean;
  /** What each webhook was answered, in order. */
  statuses: (number | undefined)[];
  acknowledged: string[];
  stored: string[];
  ended: Awaited<ReturnType<TracedServer["end"]>>;
  integrity: string;
};

const ENDS_WITHIN_MS = 400;

export const WEBHOOKS = ["SM", "SM", "SM"].map((kind, index) => `${kind}${index}`.padEnd(34, "0"));

/** Lets one system call go wrong while messages come in, and says what is left after a new start. */
export async function suffer(template: string, fault: Fault): Promise<Suffered> {
  const folder = mkdtempSync(join(tmpdir(), "askline-disk-"));
  try {
    cpSync(template, folder, { recursive: true });
    const server = await startTracedServer(folder, fault);
    const statuses: Suffered["statuses"] = [];
    for (const providerId of WEBHOOKS) statuses.push(await sendWebhook(server.url, providerId));
    const ended = await server.end(ENDS_WITHIN_MS);
    const acknowledged = WEBHOOKS.filter((_, index) => statuses[index] === 200);
    const happened = server.hasFailed() || ended === "killed by the fault";
    return { fault, happened, statuses, acknowledged, ended, ...(await startAnew(folder)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the next process finds. */
async function startAnew(folder: string): Promise<{ stored: string[]; integrity: string }> {
  const file = join(folder, "askline.db");
  const store = await openStore(file);
  await store.recover(Date.now());
  store.close();
  const [check] = readRows(file, "pragma integrity_check");
  const rows = readRows(file, "select provider_id as id from messages where direction = 'inbound'");
  return {
    stored: rows.map(({ id }) => String(id)),
    integrity: String(check?.["integrity_check"]),
  };
}
