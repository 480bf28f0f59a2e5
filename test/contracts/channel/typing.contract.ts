import { expect, test } from "vitest";
import type { StartProvider } from "../channel.contract.ts";

export function typingContract(start: StartProvider) {
  test("is shown in answer to a message", async () => {
    const { channel, typing, aProviderId } = await start();
    const inReplyTo = aProviderId();
    await channel.showTyping(inReplyTo);
    expect(typing()).toEqual([inReplyTo]);
  });

  test("is a courtesy: whatever goes wrong, nothing is thrown", async () => {
    const { channel, spoilTyping, aProviderId } = await start();
    for (const fault of ["5xx", "reset", "page_in_place_of_an_answer"] as const) {
      spoilTyping(fault);
      await expect(channel.showTyping(aProviderId())).resolves.toBeUndefined();
    }
    await expect(channel.showTyping("no id of the provider")).resolves.toBeUndefined();
    const unreachable = await start({ unreachable: true });
    await expect(unreachable.channel.showTyping(aProviderId())).resolves.toBeUndefined();
  });
}
