import { expect, test } from "vitest";
import type { Channel, LostPart, OutgoingPart } from "../../../src/channels/channel.ts";
import { BEN } from "../../kit/a-message.ts";
import { anOutgoingPart } from "../../kit/an-outgoing-part.ts";
import type { StartProvider } from "../channel.contract.ts";

export function lookingUpContract(start: StartProvider) {
  test("a part that arrived is found, with its id and where it is", async () => {
    const { channel, from } = await start();
    const part = anOutgoingPart(from);
    const sent = await channel.send(part);
    const found = await channel.lookUp(aLostPart(part));
    expect(found).toEqual({
      kind: "found",
      providerId: sent.kind === "sent" && sent.providerId,
      status: expect.stringMatching(/^(sent|delivered|read)$/),
    });
  });

  test.each(["created_then_reset", "created_then_5xx"] as const)(
    "a part is found although sending it ended with %s",
    async (fault) => {
      const { channel, from, spoil } = await start();
      const part = anOutgoingPart(from);
      spoil(fault);
      await channel.send(part);
      expect((await channel.lookUp(aLostPart(part))).kind).toBe("found");
    },
  );

  test("a part that never arrived is absent", async () => {
    const { channel, from, spoil } = await start();
    const part = anOutgoingPart(from);
    expect(await channel.lookUp(aLostPart(part))).toEqual({ kind: "absent" });
    spoil("reset_before");
    await channel.send(part);
    expect(await channel.lookUp(aLostPart(part))).toEqual({ kind: "absent" });
  });

  test("another text, another contact or an older message is not taken for it", async () => {
    const { channel, from } = await start();
    const part = anOutgoingPart(from);
    await channel.send(anOutgoingPart(from, { content: { kind: "text", text: "Forty-three." } }));
    await channel.send(anOutgoingPart(from, { to: BEN }));
    expect(await channel.lookUp(aLostPart(part))).toEqual({ kind: "absent" });
    await channel.send(part);
    const since = Date.now() + 600_000;
    expect(await channel.lookUp(aLostPart(part, { since }))).toEqual({ kind: "absent" });
  });

  test("of identical texts, one that is known to be another part is not taken for it", async () => {
    const { channel, from } = await start();
    const part = anOutgoingPart(from);
    const [first, second] = [await idOf(channel, part), await idOf(channel, part)];
    const lookUp = (...known: string[]) =>
      channel.lookUp(aLostPart(part, { knownProviderIds: new Set(known) }));
    expect(await lookUp(first)).toMatchObject({ providerId: second });
    expect(await lookUp(second)).toMatchObject({ providerId: first });
    expect(await lookUp(first, second)).toEqual({ kind: "absent" });
  });

  test("blanks around a text do not hide it", async () => {
    const { channel, from } = await start();
    const [bare, padded] = ["Forty-two.", "\n Forty-two. \n"].map((text) =>
      anOutgoingPart(from, { content: { kind: "text", text } }),
    );
    if (!bare || !padded) throw new Error("There are two of them.");
    await channel.send(bare);
    expect((await channel.lookUp(aLostPart(padded))).kind).toBe("found");
  });

  test("a picture is found, and a text is not taken for one", async () => {
    const { channel, from } = await start();
    const url = "https://charts.example/1.png";
    const picture = anOutgoingPart(from, { content: { kind: "picture", url } });
    await channel.send(anOutgoingPart(from));
    expect(await channel.lookUp(aLostPart(picture))).toEqual({ kind: "absent" });
    const providerId = await idOf(channel, picture);
    expect(await channel.lookUp(aLostPart(picture))).toMatchObject({ providerId });
  });

  test("a part is found behind many others", async () => {
    const { channel, from } = await start();
    const part = anOutgoingPart(from);
    const providerId = await idOf(channel, part);
    const others = Array.from({ length: 70 }, (_, index) =>
      channel.send(anOutgoingPart(from, { content: { kind: "text", text: `Other ${index}` } })),
    );
    await Promise.all(others);
    expect(await channel.lookUp(aLostPart(part))).toMatchObject({ providerId });
  });

  test.each(["5xx", "reset"] as const)(
    "a provider that cannot be asked is no answer: %s",
    async (fault) => {
      const { channel, from, spoilLookUp } = await start();
      spoilLookUp(fault);
      await expect(channel.lookUp(aLostPart(anOutgoingPart(from)))).rejects.toThrow();
    },
  );

  test("a provider that cannot be reached is no answer", async () => {
    const { channel, from } = await start({ unreachable: true });
    await expect(channel.lookUp(aLostPart(anOutgoingPart(from)))).rejects.toThrow("not_connected");
  });
}

/** Of a provider that cannot be asked what it was sent. */
export function notListingContract(start: StartProvider) {
  test("nothing is there, not even what arrived, and nobody is asked", async () => {
    const { channel, from } = await start();
    const part = anOutgoingPart(from);
    await channel.send(part);
    expect(await channel.lookUp(aLostPart(part))).toEqual({ kind: "absent" });
    const unreachable = await start({ unreachable: true });
    expect(await unreachable.channel.lookUp(aLostPart(part))).toEqual({ kind: "absent" });
  });
}

function aLostPart(part: OutgoingPart, changes: Partial<LostPart> = {}): LostPart {
  return { ...part, since: Date.now(), knownProviderIds: new Set(), ...changes };
}

async function idOf(channel: Channel, part: OutgoingPart): Promise<string> {
  const outcome = await channel.send(part);
  if (outcome.kind !== "sent") throw new Error(`It was not sent: ${outcome.kind}.`);
  return outcome.providerId;
}
