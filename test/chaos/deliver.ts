import { randomBytes } from "node:crypto";
import type { TwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import type { Ledger } from "./ledger.ts";

type Dependencies = { twilio: TwilioStandIn; ledger: Ledger };
type Message = { address: string; question: string };

/** A message that no server has seen yet; its id is known before it is delivered. */
export function createDeliver({ twilio, ledger }: Dependencies) {
  return { write, again };

  /** Writes a message: true when it heard its 200. */
  async function write(message: Message): Promise<{ sid: string; heard: boolean }> {
    const sid = `SM${randomBytes(16).toString("hex")}`;
    ledger.attempted.set(sid, message);
    const contact = twilio.contact(message.address, { name: NAME });
    return { sid, heard: await heard(sid, contact.says(message.question, { messageSid: sid })) };
  }

  /** The provider delivers the same message again. */
  function again(sid: string): Promise<boolean> {
    const { address } = ledger.attempted.get(sid) ?? { address: "" };
    return heard(sid, twilio.contact(address).redeliver(sid));
  }

  async function heard(sid: string, delivery: Promise<{ status: number }>): Promise<boolean> {
    // Nobody listens, or it died before it answered.
    const status = await delivery.then((answer) => answer.status).catch(() => 503);
    if (status === 200) ledger.acknowledged.add(sid);
    else if (status !== 503) ledger.refusals.push(status);
    return status === 200;
  }
}

export const NAME = "Canary Name";
