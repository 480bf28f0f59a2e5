import type { Channel } from "../channels/channel.ts";
import type { Metrics } from "./metrics.ts";

/** The same channel; how long its sends take and what comes of them is counted. */
export function meterChannel(channel: Channel, metrics: Pick<Metrics, "sendSeconds">): Channel {
  return {
    ...channel,
    async send(part) {
      const end = metrics.sendSeconds.startTimer({ channel: channel.name });
      const outcome = await channel.send(part);
      end({ outcome: outcome.kind });
      return outcome;
    },
  };
}
