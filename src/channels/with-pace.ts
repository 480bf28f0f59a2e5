import type { Channel } from "./channel.ts";

/**
 * A part that would come too fast for its contact waits, and is not handed over. This stands before
 * the breaker: what was never asked says nothing about whether the provider is there.
 */
export function withPace(channel: Channel): Channel {
  const { pace } = channel;
  if (!pace) return channel;

  return {
    ...channel,
    async send(part) {
      const waitSeconds = pace.take(part.to);
      return waitSeconds > 0 ? paced(waitSeconds) : channel.send(part);
    },
  };
}

function paced(retryAfterSeconds: number) {
  return { kind: "not_now", code: "paced", retryAfterSeconds, concerns: "contact" } as const;
}
