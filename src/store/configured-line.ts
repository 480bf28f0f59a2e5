import type { ProviderAccount } from "../nouns.ts";
import type { Queries } from "./writer.ts";

export type ConfiguredLine = ProviderAccount & { address: string };

/** Makes the business `default` own exactly the lines of the settings; others keep what they have, disabled. */
export async function configureLines(db: Queries, lines: ConfiguredLine[], now: number) {
  const { id } = await db
    .insertInto("businesses")
    .values({ name: "default", created_at: now })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ name: "default" }))
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.updateTable("lines").set({ enabled: 0 }).where("business_id", "=", id).execute();
  for (const { channel, account, address } of lines) {
    await db
      .insertInto("lines")
      .values({ business_id: id, channel, account, address, enabled: 1, created_at: now })
      .onConflict((conflict) =>
        conflict.columns(["channel", "account", "address"]).doUpdateSet({ enabled: 1 }),
      )
      .execute();
  }
}
