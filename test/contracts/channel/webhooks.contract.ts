import { expect, test } from "vitest";
import type { StartProvider } from "../channel.contract.ts";

export function webhooksContract(start: StartProvider) {
  test("refuse whoever does not prove where a request comes from", async () => {
    const { channel } = await start();
    expect(channel.webhooks.length).toBeGreaterThan(0);
    for (const webhook of channel.webhooks)
      for (const body of ["", "a=1", "{}", '{"object":"whatsapp_business_account","entry":[]}'])
        for (const headers of UNPROVEN) {
          const request = { originalUrl: webhook.path, headers, body: Buffer.from(body) };
          expect(webhook.read(request)).toMatchObject({ kind: "refusal", status: 403 });
        }
  });

  test("have a bound and a success that sends nothing to the contact", async () => {
    const { channel } = await start();
    for (const { maxBytes, accepted, path } of channel.webhooks) {
      expect(path).toMatch(/^\//);
      expect(maxBytes).toBeLessThanOrEqual(5_000_000);
      expect([200, 204]).toContain(accepted.status);
      expect(accepted.contentType).not.toBe("text/plain");
    }
  });
}

const UNPROVEN = [
  {},
  { "x-twilio-signature": "" },
  { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
  { "x-hub-signature-256": "sha256=" },
  { "x-hub-signature-256": `sha256=${"0".repeat(64)}` },
];
