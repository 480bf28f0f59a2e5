import type { DeliveryStatus } from "../../../src/nouns.ts";
import { ACCOUNT } from "../../kit/a-message.ts";
import type { Action } from "../command.ts";

/** The provider tells what became of a message it created; a status may come late, twice, or in any order. */
export function status(which: number, told: DeliveryStatus, namesPart: boolean): Action {
  return {
    name: `Status(reply ${which}, ${told}${namesPart ? ", naming its part" : ""})`,
    isPossible: ({ provider }) => provider.messages.length > 0,
    act({ outside: { provider }, life }) {
      const message = provider.messages[which % provider.messages.length];
      if (!message) return;
      const { sid: providerId, part } = message;
      const update = { channel: "twilio" as const, account: ACCOUNT, providerId, status: told };
      const named = namesPart ? { partId: part.partId, to: part.to } : {};
      message.said.push(told);
      life()
        .receive({ kind: "delivery", messages: [], statuses: [{ ...update, ...named }] })
        .then(
          () => message.reported.push(told),
          // Killed before it was written down: the provider hears no 204.
          () => {},
        );
    },
  };
}
