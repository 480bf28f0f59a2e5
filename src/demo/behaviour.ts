/** How WhatsApp behaves by itself, whoever the provider is. */
export type WhatsAppBehaviour = {
  /** Whether and in which order delivery statuses are sent to the webhook. */
  callbacks: "in_order" | "shuffled" | "off";
  /** How long after the step before. */
  sentAfterMs: number;
  deliveredAfterMs: number;
  readAfterMs: number;
  /** False for contacts who switched read receipts off. */
  readReceipts: boolean;
};

export const WHATSAPP_AT_ONCE: WhatsAppBehaviour = {
  callbacks: "in_order",
  sentAfterMs: 0,
  deliveredAfterMs: 0,
  readAfterMs: 0,
  readReceipts: true,
};
