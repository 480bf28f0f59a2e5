import { describe, expect, test } from "vitest";
import { ANA, BEN } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("who asks too often is told once, and the others do not notice", async () => {
    const { provider, database } = await startJourney(
      { CONTACT_MESSAGES_PER_MINUTE: "3" },
      { channel },
    );
    const ana = provider.contact(ANA);
    for (let count = 0; count < 8; count += 1) await ana.says(`Top products ${count}`);
    const parts = await provider.waitForMessages(ANA, 4);
    expect(parts.at(-1)?.body).toMatch(/wait a minute/);
    await provider.contact(BEN).says("Top products");
    await provider.waitForMessages(BEN, 1);
    expect(database.asked).toHaveLength(4);
    expect(provider.messagesTo(ANA)).toHaveLength(4);
  });

  test("the answers of a day are counted, also over a restart", async () => {
    const { provider, database, server, restart } = await startJourney(
      {
        CONTACT_ANSWERS_PER_DAY: "1",
      },
      { channel },
    );
    await provider.contact(ANA).says("Top products");
    await provider.waitForMessages(ANA, 1);
    await server().kill();
    await restart();
    await provider.contact(ANA).says("Top products");
    const [, told] = await provider.waitForMessages(ANA, 2);
    expect(told?.body).toMatch(/today's limit/);
    expect(database.asked).toHaveLength(1);
  });

  test("after STOP a contact is left alone, also over a restart, until START", async () => {
    const { provider, database, server, restart } = await startJourney({}, { channel });
    await provider.contact(ANA).says("Stop");
    const [stopped] = await provider.waitForMessages(ANA, 1);
    expect(stopped?.body).toMatch(/START/);
    await server().kill();
    await restart();
    await provider.contact(ANA).says("Top products");
    const ended = await server().waitForLine(({ msg }) => msg === "turn ended");
    expect(ended).toMatchObject({ state: "ignored", reason: "opted_out" });
    await provider.contact(ANA).says("START");
    await provider.waitForMessages(ANA, 2);
    await provider.contact(ANA).says("Top products");
    await provider.waitForMessages(ANA, 3);
    expect(database.asked).toHaveLength(1);
  });
});
