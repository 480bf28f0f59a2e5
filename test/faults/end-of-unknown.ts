import type { FastJourney } from "./start-fast-journey.ts";

/** What becomes of a part whose outcome is unknown. */
export type End = "found" | "sent again" | "settled by its status";

/** Only after two minutes is a part sent again; whoever is slow on a busy machine has more time. */
export function timesFor(end: End): number {
  return end === "sent again" ? 60 : 20;
}

/** The part that was spoiled is the first whose outcome is unknown. */
export function endOfUnknown({ server }: FastJourney): End {
  const { lines } = server();
  const unknown = lines.find(({ msg }) => msg === "part unknown");
  const lookUps = lines.filter(
    ({ msg, partId }) => msg === "part looked up" && partId === unknown?.["partId"],
  );
  if (!unknown) throw new Error("The outcome of every part was known.");
  if (lookUps.some(({ outcome }) => outcome === "resend")) return "sent again";
  return lookUps.some(({ outcome }) => outcome === "found") ? "found" : "settled by its status";
}

/** The reply of the last turn is known to be at the provider: nothing is left to do. */
export async function settled({ server }: FastJourney, turns: number): Promise<void> {
  await server().waitForLine(
    ({ msg, turnId }) => /^part (sent|looked up)$/.test(msg) && turnId === turns,
  );
}
