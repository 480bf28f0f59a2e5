import type { SendOutcome } from "../../../src/channels/channel.ts";
import type { Action } from "../command.ts";
import { addressOf } from "../ledger.ts";
import type { OpenProvider, Send } from "../open-provider.ts";

export function sendOk(contact: number): Action {
  return toSend("SendOk", contact, (send, { create }) =>
    send.end({ kind: "sent", providerId: create(send).sid }),
  );
}

/** The provider has created the message; its answer is still on the way. */
export function sendCreated(contact: number): Action {
  return toSend("SendCreated", contact, (send, { create }) => void create(send));
}

/** Nobody hears what became of it. `lagMs`: it was created, and lists show it after so long. */
export function sendUnknown(contact: number, lagMs: number | undefined): Action {
  const created = lagMs === undefined ? "" : `, created, listed after ${lagMs / 1_000} s`;
  return toSend("SendUnknown", contact, unknown, created);

  function unknown(send: Send, { create }: OpenProvider) {
    if (lagMs !== undefined) create(send, lagMs);
    send.end({ kind: "unknown", code: "reset" });
  }
}

/** The provider says that it was not created, and so it must not be. What it took once is not too long. */
export function sendRefused(contact: number, outcome: SendOutcome): Action {
  const { act, isPossible, name } = toSend(
    "SendRefused",
    contact,
    (send) => send.end(outcome),
    `, ${told(outcome)}`,
  );
  return {
    name,
    act,
    isPossible(outside) {
      const { openFor, messages } = outside.provider;
      const send = openFor(addressOf(contact));
      const wasTaken = messages.some(({ part }) => part.partId === send?.part.partId);
      const mayBe = outcome.kind !== "refused" || !outcome.tooLong || !wasTaken;
      return isPossible?.(outside) === true && !send?.created && mayBe;
    },
  };
}

function toSend(
  name: string,
  contact: number,
  end: (send: Send, provider: OpenProvider) => void,
  how = "",
): Action {
  return {
    name: `${name}(contact ${contact}${how})`,
    isPossible: ({ provider }) => provider.openFor(addressOf(contact)) !== undefined,
    act({ outside: { provider } }) {
      const send = provider.openFor(addressOf(contact));
      if (send) end(send, provider);
    },
  };
}

function told(outcome: SendOutcome): string {
  return outcome.kind === "refused" && outcome.tooLong ? "too long" : outcome.kind;
}

export const REFUSALS: SendOutcome[] = [
  { kind: "refused", code: "63016", tooLong: false },
  { kind: "refused", code: "21617", tooLong: true },
  { kind: "not_sent", code: "refused_connection" },
  { kind: "not_sent", code: "20429", retryAfterSeconds: 90 },
  { kind: "not_now", code: "provider_down", retryAfterSeconds: 10, concerns: "account" },
  { kind: "tell_operator", code: "20003", message: "Check the token.", concerns: "account" },
];
