import type { PartStatus } from "../nouns.ts";
import { prepared } from "./prepared.ts";

export const setStatus = prepared<{
  partId: number;
  status: PartStatus;
  errorCode: string | null;
  providerId: string | null;
}>()((db, value) =>
  db
    .updateTable("messages")
    .set({
      status: value("status"),
      error_code: value("errorCode"),
      provider_id: value("providerId"),
    })
    .where("id", "=", value("partId")),
);
