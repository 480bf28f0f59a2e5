import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createParser } from "eventsource-parser";
import { expect, onTestFinished } from "vitest";
import type { PageEvent } from "../../src/demo/phone/page-event.ts";

/** The demo as `npm run demo` starts it, on a free port; its own folder shows what it leaves behind. */
export async function aDemo(settings: Record<string, string> = {}, options: string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), "askline-test-"));
  const main = fileURLToPath(new URL("../../src/demo/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, ...options], {
    env: { PORT: "0", ...settings, TMPDIR: folder },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => (output += String(piece)));
  const exited = once(child, "exit").then(([code]) => code as number | null);
  onTestFinished(async () => {
    // Killed, it could not stop the server that it has started.
    child.kill("SIGINT");
    await exited;
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    exited,
    output: () => output,
    async said(words: RegExp): Promise<string> {
      while (!words.test(output)) {
        const more = once(child.stdout, "data", { signal: AbortSignal.timeout(20_000) });
        const code = await Promise.race([more, exited]);
        if (typeof code === "number") throw new Error(output);
      }
      return output;
    },
    interrupt() {
      child.kill("SIGINT");
      return exited;
    },
  };
}

export async function post(url: string, body: object): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.status).toBe(202);
}

/** The page's events, from the beginning. */
export function watch(url: string) {
  const seen: PageEvent[] = [];
  const changed = new EventTarget();
  const parser = createParser({
    onEvent({ data }) {
      seen.push(JSON.parse(data));
      changed.dispatchEvent(new Event("change"));
    },
  });
  const stream = async () => {
    const { body } = await fetch(`${url}/events`);
    const decoder = new TextDecoder();
    for await (const piece of body ?? []) parser.feed(decoder.decode(piece, { stream: true }));
  };
  stream().catch(() => {});
  return {
    async until(matches: (event: PageEvent) => boolean): Promise<PageEvent> {
      for (;;) {
        const found = seen.find(matches);
        if (found) return found;
        await once(changed, "change", { signal: AbortSignal.timeout(15_000) });
      }
    },
  };
}
