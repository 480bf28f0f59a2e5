import type { Clock } from "../../clock.ts";
import type { MetaSettings } from "../../settings/channel-settings.ts";
import type { Delivery, Refusal, Webhook, WebhookRequest } from "../channel.ts";
import { createAnswerChallenge } from "./challenge.ts";
import { createReadDelivery } from "./read-delivery.ts";
import { createIsSigned } from "./signature.ts";

/** What Meta calls: once to see whether the address is ours, then with all that happens. */
export function metaWebhooks(dependencies: {
  clock: Clock;
  log: Record<"warn" | "error", (fields: object, message: string) => void>;
  settings: MetaSettings;
}): Webhook[] {
  const { settings } = dependencies;
  const isSigned = createIsSigned(settings.appSecret);
  const readDelivery = createReadDelivery(dependencies);
  const common = { path: "/webhook", accepted: { status: 200 } };
  return [
    { ...common, method: "get", maxBytes: 0, read: createAnswerChallenge(settings.verifyToken) },
    {
      ...common,
      method: "post",
      maxBytes: MAX_BYTES,
      contentType: "application/json",
      read: readSigned,
    },
  ];

  function readSigned({ headers, body }: WebhookRequest): Delivery | Refusal {
    if (!isSigned(headers["x-hub-signature-256"], body))
      return { kind: "refusal", status: 403, reason: SIGNATURE_REPAIR };
    return (
      readDelivery(body) ?? { kind: "refusal", status: 400, reason: "signed, but no JSON object" }
    );
  }
}

/** Meta sends up to 3 MB at once, and does not say how it counts. */
const MAX_BYTES = 3 * 1024 * 1024 + 64 * 1024;

const SIGNATURE_REPAIR =
  "no valid signature: WHATSAPP_APP_SECRET must be the app secret of the Meta app that calls this address";
