import { expect, test } from "vitest";
import { Never, RetryAfter, RetryLater, TellOperator } from "../../../src/errors.ts";
import { startPeer } from "../../kit/start-peer.ts";
import type { StartProvider } from "../channel.contract.ts";

export function mediaContract(start: StartProvider) {
  test("what a contact sent is fetched to the byte, as often as it is asked for", async () => {
    const { channel, sendFile } = await start();
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    const url = await sendFile({ bytes, contentType: "image/jpeg" });
    for (const media of [await channel.fetchMedia(url), await channel.fetchMedia(url)]) {
      expect(media.contentType).toBe("image/jpeg");
      expect(bytes.equals(media.bytes)).toBe(true);
    }
  });

  test("what kind of file it is comes without further words", async () => {
    const { channel, sendFile } = await start();
    const url = await sendFile({ ...VOICE, contentType: "Audio/OGG; codecs=opus" });
    expect((await channel.fetchMedia(url)).contentType).toBe("audio/ogg");
  });

  test("an address elsewhere is refused for good, and nobody there is asked", async () => {
    const { channel, sendFile } = await start();
    let asked = 0;
    const elsewhere = await startPeer((_request, response) => {
      asked += 1;
      response.end("OggS");
    });
    const own = new URL(await sendFile(VOICE));
    for (const url of [elsewhere.url + own.pathname, `${elsewhere.url}/?${own.href}`, "", "/"])
      await expect(channel.fetchMedia(url)).rejects.toThrow(Never);
    expect(asked).toBe(0);
  });

  test.each([
    ["5xx", RetryLater],
    ["reset", RetryLater],
    ["silence", RetryLater],
    ["not_there_yet", RetryLater],
    ["busy", RetryLater],
    ["busy_for_7_seconds", RetryAfter],
    ["credentials_wrong", TellOperator],
    ["leads_inside", Never],
  ] as const)("after %s it is known what to do next", async (fault, kind) => {
    const { channel, sendFile, spoilMedia } = await start();
    const url = await sendFile(VOICE);
    spoilMedia(fault);
    await expect(channel.fetchMedia(url)).rejects.toThrow(kind);
    expect((await channel.fetchMedia(url)).bytes).toHaveLength(VOICE.bytes.length);
  });

  test("a file of 16 MB is fetched, and one that is larger is refused for good", async () => {
    const { channel, sendFile } = await start();
    const fetched = async (size: number) => {
      const url = await sendFile({ ...VOICE, bytes: Buffer.alloc(size) });
      // The size alone: a test that fails would print all of these bytes.
      return (await channel.fetchMedia(url)).bytes.length;
    };
    expect(await fetched(LARGEST)).toBe(LARGEST);
    const failure = fetched(LARGEST + 1);
    await expect(failure).rejects.toThrow(Never);
    await expect(failure).rejects.toMatchObject({ code: "too_large" });
  });

  test("the time a provider asks for is passed on", async () => {
    const { channel, sendFile, spoilMedia } = await start();
    const url = await sendFile(VOICE);
    spoilMedia("busy_for_7_seconds");
    await expect(channel.fetchMedia(url)).rejects.toMatchObject({ retryAfterSeconds: 7 });
  });

  test("a provider that cannot be reached may be asked again", async () => {
    const { channel, sendFile } = await start({ unreachable: true });
    const url = await sendFile(VOICE);
    await expect(channel.fetchMedia(url)).rejects.toThrow(RetryLater);
  });
}

const LARGEST = 16 * 1024 * 1024;
const VOICE = { bytes: Buffer.from("OggS"), contentType: "audio/ogg" };
