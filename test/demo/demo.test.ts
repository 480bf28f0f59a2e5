import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { aDemo, post, watch } from "./a-demo.ts";

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

async function aTakenPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
