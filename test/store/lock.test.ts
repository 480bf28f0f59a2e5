import { spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { TellOperator } from "../../src/errors.ts";
import { openStore } from "../../src/store/store.ts";
import { readRows } from "../kit/read-rows.ts";
import { tempFolder } from "../kit/temp-folder.ts";

describe("a database that is in use", () => {
  test("is refused to a second one, until the first one closes it", async () => {
    const file = join(tempFolder(), "askline.db");
    const store = await openStore(file);
    const refused = openStore(file);
    await expect(refused).rejects.toBeInstanceOf(TellOperator);
    await expect(refused).rejects.toThrow(/Another Askline process is using .*DATABASE_URL/);
    await store.recordInbound([], 0);
    store.close();
    (await openStore(file)).close();
  });

  test("by another process is refused, and free as soon as that one was killed", async () => {
    const file = join(tempFolder(), "askline.db");
    const holder = await holdInAnotherProcess(file);
    await expect(openStore(file)).rejects.toBeInstanceOf(TellOperator);
    const ended = once(holder, "exit");
    holder.kill("SIGKILL");
    await ended;
    (await openStore(file)).close();
  });

  test("is in use by every name it has", async () => {
    const file = join(tempFolder(), "askline.db");
    const store = await openStore(file);
    onTestFinished(store.close);
    const link = join(tempFolder(), "link.db");
    symlinkSync(file, link);
    await expect(openStore(link)).rejects.toThrow(/Another Askline process/);
  });

  test("can still be read by others", async () => {
    const file = join(tempFolder(), "askline.db");
    const store = await openStore(file);
    onTestFinished(store.close);
    expect(readRows(file, "select name from businesses")).toEqual([]);
  });
});

async function holdInAnotherProcess(file: string) {
  const module = resolve(import.meta.dirname, "../../src/store/store.ts");
  const script = `
    const { openStore } = await import(${JSON.stringify(module)});
    await openStore(${JSON.stringify(file)});
    process.stdout.write("held");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const died = once(child, "exit").then(() => Promise.reject(new Error("The holder ended.")));
  died.catch(() => {});
  await Promise.race([once(child.stdout, "data"), died]);
  return child;
}
