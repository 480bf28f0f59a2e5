import { afterEach, describe, expect, it, vi } from "vitest";
import { ACCOUNT, aMetaStandInWithServer, askGraph, SHEENA, valueIn } from "./meta-stand-in.ts";

afterEach(() => void vi.useRealTimers());

describe("media", () => {
  const bytes = Buffer.from("a picture");

  it("is looked up by its id, and fetched with the same token", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).sends({ kind: "image", bytes, contentType: "image/jpeg" });
    const { image } = valueIn(server.heard[0]?.raw ?? "").messages[0];
    const found = (await askGraph(standIn, `/v25.0/${image.id}`)).json();
    expect(found).toEqual({
      messaging_product: "whatsapp",
      url: expect.stringContaining(`${standIn.url}/`),
      mime_type: "image/jpeg",
      sha256: image.sha256,
      file_size: "9",
      id: image.id,
    });
    for (const url of [found.url, image.url]) {
      const file = await askGraph(standIn, url);
      expect(file).toMatchObject({ status: 200, text: "a picture" });
      expect(file.headers.get("content-type")).toBe("image/jpeg");
      expect((await askGraph(standIn, url, { headers: {} })).status).toBe(401);
    }
  });

  it("has addresses that live for 5 minutes, and ids that live for 7 days", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).sends({ kind: "voice", bytes });
    const { audio } = valueIn(server.heard[0]?.raw ?? "").messages[0];
    vi.setSystemTime(Date.now() + 5 * 60 * 1000);
    expect((await askGraph(standIn, audio.url)).status).toBe(404);
    const { url } = (await askGraph(standIn, `/v25.0/${audio.id}`)).json();
    expect((await askGraph(standIn, url)).text).toBe("a picture");
    vi.setSystemTime(Date.now() + 7 * DAY_MS);
    expect((await askGraph(standIn, `/v25.0/${audio.id}`)).json().error.code).toBe(100);
  });

  it("belongs to the number that is named", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).sends({ kind: "image", bytes });
    const path = `/v25.0/${valueIn(server.heard[0]?.raw ?? "").messages[0].image.id}`;
    const ours = await askGraph(standIn, `${path}?phone_number_id=${ACCOUNT.phoneId}`);
    expect(ours.status).toBe(200);
    expect((await askGraph(standIn, `${path}?phone_number_id=999`)).status).toBe(400);
  });
});

const DAY_MS = 24 * 60 * 60 * 1000;
