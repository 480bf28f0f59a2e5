import { describe, expect, it } from "vitest";
import { sign } from "../../src/demo/meta/signature.ts";
import { ACCOUNT, aMetaStandInWithServer, create, SHEENA, USER_ID } from "./meta-stand-in.ts";

describe("delivery statuses", () => {
  it("tell sent, delivered and read in order, signed, with the data that was given along", async () => {
    const { standIn, server, valuesHeard } = await withAnOpenWindow();
    const created = await create(standIn, { biz_opaque_callback_data: "part:7" });
    const [, ...values] = await valuesHeard(4);
    const told = values.map(({ statuses }) => statuses[0]);
    expect(told.map(({ status }) => status)).toEqual(["sent", "delivered", "read"]);
    for (const status of told)
      expect(status).toMatchObject({
        id: created.json().messages[0].id,
        recipient_id: "16505551234",
        biz_opaque_callback_data: "part:7",
      });
    for (const { raw, signature } of server.heard)
      expect(signature).toBe(sign(ACCOUNT.appSecret, raw));
    expect(standIn.messagesTo(SHEENA)).toMatchObject([{ status: "read", callbackData: "part:7" }]);
  });

  it("name the number that the message went to, and no number that is hidden", async () => {
    const { standIn, valuesHeard } = await aMetaStandInWithServer();
    const sheena = standIn.contact(SHEENA, { userId: USER_ID, hidesPhone: true });
    await sheena.says("hi");
    await create(standIn, { to: undefined, recipient: USER_ID });
    const [, ...hidden] = await valuesHeard(4);
    for (const value of hidden) expect(JSON.stringify(value)).not.toContain("16505551234");
    await create(standIn);
    const shown = (await valuesHeard(7)).slice(4);
    expect(shown.map(({ statuses }) => statuses[0].recipient_id)).toEqual(
      Array(3).fill("16505551234"),
    );
  });

  it("all come when shuffled, and the message keeps its furthest status", async () => {
    const { standIn, valuesHeard } = await withAnOpenWindow({ callbacks: "shuffled" });
    await create(standIn);
    const [, ...values] = await valuesHeard(4);
    const told = new Set(values.map(({ statuses }) => statuses[0].status));
    expect(told).toEqual(new Set(["sent", "delivered", "read"]));
    expect(standIn.messagesTo(SHEENA)).toMatchObject([{ status: "read" }]);
  });

  it("stay away when switched off, while the message still arrives", async () => {
    const { standIn, server } = await withAnOpenWindow({ callbacks: "off", readReceipts: false });
    const delivered = new Promise<void>((resolve) => {
      standIn.onEvent(
        (event) => event.kind === "status" && event.status === "delivered" && resolve(),
      );
    });
    await create(standIn);
    await delivered;
    expect(standIn.messagesTo(SHEENA)).toMatchObject([{ status: "delivered" }]);
    expect(server.heard).toHaveLength(1);
  });
});

async function withAnOpenWindow(behaviour = {}) {
  const world = await aMetaStandInWithServer({ behaviour });
  await world.standIn.contact(SHEENA).says("How many orders?");
  return world;
}
