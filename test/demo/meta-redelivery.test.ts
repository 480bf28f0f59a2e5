import { describe, expect, it } from "vitest";
import { aMetaStandIn, aMetaStandInWithServer, SHEENA, valueIn } from "./meta-stand-in.ts";

describe("a webhook that is not answered with 200", () => {
  const behaviour = { redeliver: 3, redeliverAfterMs: 1, callbacks: "off" } as const;

  it("comes again, the same to the byte, until it is", async () => {
    const { standIn, server, answer } = await aMetaStandInWithServer({ behaviour });
    answer.status = 503;
    const delivered = standIn.contact(SHEENA).says("are you there?");
    await server.heardCount(2);
    answer.status = 200;
    expect((await delivered).status).toBe(503);
    await answered(standIn, 200);
    const bodies = new Set(server.heard.map(({ raw, signature }) => raw + signature));
    expect(bodies.size).toBe(1);
  });

  it("is given up on after as many repeats as were asked for", async () => {
    const { standIn, server, answer } = await aMetaStandInWithServer({
      behaviour: { ...behaviour, redeliverAfterMs: 0 },
    });
    answer.status = 500;
    const sheena = standIn.contact(SHEENA);
    await sheena.says("one");
    await server.heardCount(4);
    // Would there be a fifth time, it came before the repeats of this one.
    await sheena.says("two");
    const heard = await server.heardCount(8);
    const texts = heard.map(({ raw }) => valueIn(raw).messages[0].text.body);
    expect(texts).toEqual([...Array(4).fill("one"), ...Array(4).fill("two")]);
  });

  it("does not come again by itself", async () => {
    const { standIn, server, answer } = await aMetaStandInWithServer({
      behaviour: { redeliverAfterMs: 0 },
    });
    answer.status = 500;
    for (const text of ["one", "two", "three"]) await standIn.contact(SHEENA).says(text);
    const texts = server.heard.map(({ raw }) => valueIn(raw).messages[0].text.body);
    expect(texts).toEqual(["one", "two", "three"]);
  });

  it("comes again when nobody listened", async () => {
    const { server } = await aMetaStandInWithServer();
    const standIn = await aMetaStandIn({ behaviour });
    standIn.deliverTo({ callUrl: "http://127.0.0.1:1/webhook" });
    await expect(standIn.contact(SHEENA).says("are you there?")).rejects.toThrow();
    standIn.deliverTo({ callUrl: `${server.url}/webhook` });
    await server.heardCount(1);
    expect(valueIn(server.heard[0]?.raw ?? "").messages[0].text.body).toBe("are you there?");
  });
});

async function answered(standIn: Awaited<ReturnType<typeof aMetaStandIn>>, status: number) {
  return new Promise<void>((resolve) => {
    standIn.onEvent((event) => {
      if (event.kind === "webhook" && event.status === status) resolve();
    });
  });
}
