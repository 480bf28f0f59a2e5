import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createParser } from "eventsource-parser";
import { expect, it, onTestFinished } from "vitest";
import type { PageEvent } from "../../src/demo/phone/page-event.ts";

it("starts with one command, answers the phone, and leaves nothing behind", async () => {
  const taken = await aTakenPort();
  const demo = await aDemo({ PORT: String(taken), TWILIO_ACCOUNT_SID: "nonsense" });
  const banner = await demo.said(/Open the phone[\s\S]*Ctrl-C/);
  expect(banner).toContain(`Port ${taken} is taken`);
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(banner) ?? [];

  const page = await fetch(url);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(await page.text()).toContain("<title>Askline demo</title>");

  const seen = watch(url);
  await post(`${url}/messages`, { contact: "+15555550101", text: "Draw a chart of our sales" });
  const reply = await seen.until(
    (event) => event.kind === "message" && event.message.pictures.length > 0,
  );
  const [picture] = reply.kind === "message" ? reply.message.pictures : [];
  const chart = await fetch(`${url}${picture}`);
  expect(chart.headers.get("content-type")).toBe("image/png");
  await seen.until(
    ({ kind, ...event }) => kind === "card" && JSON.stringify(event).includes("select "),
  );

  await post(`${url}/messages/again`, { contact: "+15555550101" });
  await seen.until((event) => JSON.stringify(event).includes("Delivered a second time"));

  const interruptedAt = performance.now();
  expect(await demo.interrupt()).toBe(0);
  expect(performance.now() - interruptedAt).toBeLessThan(10_000);
  expect(await readdir(demo.folder)).toEqual([]);
}, 60_000);

async function aDemo(settings: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "askline-test-"));
  const main = fileURLToPath(new URL("../../src/demo/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main], { env: { ...settings, TMPDIR: folder } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece) => (output += String(piece)));
  const exited = once(child, "exit").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
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

async function aTakenPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function post(url: string, body: object): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.status).toBe(202);
}

/** The page's events, from the beginning. */
function watch(url: string) {
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
