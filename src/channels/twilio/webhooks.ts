import type { TwilioSettings } from "../../settings/channel-settings.ts";
import type { Delivery, Refusal, Webhook, WebhookRequest } from "../channel.ts";
import { readForm, type Form } from "./form.ts";
import { parseMessage } from "./parse-message.ts";
import { parseStatus, STATUS_PATH } from "./parse-status.ts";
import { createIsSigned } from "./signature.ts";

/** What Twilio calls: messages that come in, and what became of those that went out. */
export function twilioWebhooks(settings: TwilioSettings): Webhook[] {
  const isSigned = createIsSigned(settings.authToken);
  const common = {
    method: "post" as const,
    maxBytes: 64 * 1024,
    contentType: "application/x-www-form-urlencoded",
  };
  return [
    {
      ...common,
      path: "/whatsapp",
      read: (request) => readVerified(request, settings.webhookUrl, readMessage),
      // Anything of type text/plain would be sent to the contact as a reply.
      accepted: { status: 200, contentType: "text/xml", body: "<Response/>" },
    },
    {
      ...common,
      path: STATUS_PATH,
      read: (request) =>
        readVerified(request, settings.publicUrl + request.originalUrl, readStatus),
      accepted: { status: 204 },
    },
  ];

  function readVerified(
    request: WebhookRequest,
    url: string,
    read: (form: Form, request: WebhookRequest) => Delivery | undefined,
  ): Delivery | Refusal {
    const { parameters, form } = readForm(request.body);
    const signature = request.headers["x-twilio-signature"];
    if (!isSigned(signature, url, parameters))
      return { kind: "refusal", status: 403, reason: SIGNATURE_REPAIR };
    if (form && form["AccountSid"] !== settings.accountSid)
      return { kind: "refusal", status: 400, reason: "signed, but not for this account" };
    const delivery = form && read(form, request);
    return delivery ?? { kind: "refusal", status: 400, reason: "signed, but no message of Twilio" };
  }

  function readMessage(form: Form): Delivery | undefined {
    const message = parseMessage(form, settings);
    return message && { kind: "delivery", messages: [message], statuses: [] };
  }

  function readStatus(form: Form, { originalUrl }: WebhookRequest): Delivery | undefined {
    const status = parseStatus(form, originalUrl, settings.accountSid);
    return status && { kind: "delivery", messages: [], statuses: [status] };
  }
}

const SIGNATURE_REPAIR =
  "no valid signature: TWILIO_WEBHOOK_URL (or PUBLIC_URL) must be exactly the URL in the Twilio console, and TWILIO_AUTH_TOKEN its auth token";
