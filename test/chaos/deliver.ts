import type { Ledger } from "./ledger.ts";
import type { Provider } from "./providers/provider.ts";

type Dependencies = { provider: Provider; ledger: Ledger };
type Message = { address: string; question: string };

/** A message that no server has seen yet; its id is known before it is delivered. */
export function createDeliver({ provider, ledger }: Dependencies) {
  return { write, again, catchUp };

  /** Writes a message: true when it heard its 200. */
  async function write(message: Message): Promise<{ id: string; heard: boolean }> {
    const { address, question: text } = message;
    const id = provider.newId(address);
    ledger.attempted.set(id, message);
    return { id, heard: await heard(id, provider.says({ address, text, id })) };
  }

  /** The provider delivers the same message again. */
  function again(id: string): Promise<boolean> {
    const { address } = ledger.attempted.get(id) ?? { address: "" };
    return heard(id, provider.redeliver(address, id));
  }

  /** The provider delivers all that was not heard, long after it was written. */
  async function catchUp(): Promise<void> {
    const missed = [...ledger.attempted.keys()].filter((id) => !ledger.acknowledged.has(id));
    for (const id of missed) {
      ledger.late.add(id);
      if (!(await again(id))) ledger.refusals.push(503);
    }
  }

  async function heard(id: string, delivery: Promise<{ status: number }>): Promise<boolean> {
    // Nobody listens, or it died before it answered.
    const status = await delivery.then((answer) => answer.status).catch(() => 503);
    if (status === 200) ledger.acknowledged.add(id);
    else if (status !== 503) ledger.refusals.push(status);
    return status === 200;
  }
}
