import type { LookUp, LostPart, OutgoingPart, SendOutcome } from "../../src/channels/channel.ts";
import type { Clock } from "../../src/clock.ts";
import type { DeliveryStatus, PartContent } from "../../src/nouns.ts";
import { aChannel } from "../kit/a-channel.ts";

/** A try to send a part, until it has an outcome. */
export type Send = {
  part: OutgoingPart;
  state: "open" | "abandoned" | SendOutcome["kind"];
  /** The provider has made the message, whether or not we hear of it. */
  created?: Created;
  /** Nobody found this part at the provider when it was looked for after this try. */
  wasLookedFor: boolean;
  end(outcome: SendOutcome): void;
};

/** A message that the provider really created: the contact has it. */
type Created = {
  sid: string;
  part: OutgoingPart;
  createdAt: number;
  /** When lists begin to show it. */
  listedAt: number;
  /** What the provider says of it, the newest at the end. */
  said: DeliveryStatus[];
  /** What a webhook told of it, and was acknowledged. */
  reported: DeliveryStatus[];
};

/** A provider whose sends stay open until the test ends them. */
export type OpenProvider = ReturnType<typeof createOpenProvider>;

export function createOpenProvider(clock: Clock, onSend: (part: OutgoingPart) => void) {
  const sends: Send[] = [];
  const messages: Created[] = [];
  const trouble = { failingLookUps: 0 };
  const { channels } = aChannel({
    send: (part) =>
      new Promise((resolve) => {
        onSend(part);
        const send: Send = { part, state: "open", wasLookedFor: false, end };
        sends.push(send);
        // Like the real one, it does not wait for ever; nor is a message created long after its try.
        const cancel = clock.after(SEND_DEADLINE_MS, () =>
          end({ kind: "unknown", code: "deadline" }),
        );

        function end(outcome: SendOutcome) {
          cancel();
          // Whoever waited for it may be dead.
          if (send.state !== "open") return;
          send.state = outcome.kind;
          resolve(outcome);
        }
      }),
    lookUp: async (part) => lookUp(part),
  });
  return { channels, sends, messages, trouble, openFor, triesOf, create, abandon };

  function openFor(address: string): Send | undefined {
    return sends.find(({ part, state }) => part.to === address && state === "open");
  }

  function triesOf(partId: number): Send[] {
    return sends.filter(({ part }) => part.partId === partId);
  }

  /** The contact gets the message of this send; lists show it after `lagMs`. */
  function create(send: Send, lagMs = 0): Created {
    const now = clock.now();
    const sid = `SM${messages.length + 1}`;
    const { part } = send;
    send.created ??= {
      sid,
      part,
      createdAt: now,
      listedAt: now + lagMs,
      said: [],
      reported: [],
    };
    if (send.created.sid === sid) messages.push(send.created);
    return send.created;
  }

  function abandon() {
    for (const send of sends) if (send.state === "open") send.state = "abandoned";
  }

  /** By its words, like the real ones: they know nothing of our parts. */
  function lookUp(part: LostPart): LookUp {
    if (trouble.failingLookUps > 0) {
      trouble.failingLookUps -= 1;
      throw new Error("The provider cannot be asked.");
    }
    const found = messages.findLast(
      (message) =>
        message.part.to === part.to &&
        textOf(message.part.content) === textOf(part.content) &&
        message.createdAt >= part.since - 60_000 &&
        message.listedAt <= clock.now() &&
        !part.knownProviderIds.has(message.sid),
    );
    if (found) return { kind: "found", providerId: found.sid, status: found.said.at(-1) ?? "sent" };
    for (const send of triesOf(part.partId)) send.wasLookedFor = true;
    return { kind: "absent" };
  }
}

const SEND_DEADLINE_MS = 20_000;

export function textOf(content: PartContent): string {
  return "text" in content ? content.text : content.url;
}
