import { handleWhenResult } from "cockatiel";
import { createBreaker, pauseSeconds } from "../breaker.ts";
import { Unavailable } from "../errors.ts";
import type { Channel, SendOutcome } from "./channel.ts";

type Dependencies = {
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
  onChange(isDown: boolean): void;
};

/** While a provider is down, or refuses our account, `send` gives `not_now`: parts wait, and keep their tries. */
export function withBreaker(channel: Channel, { log, onChange }: Dependencies): Channel {
  const ids = { channel: channel.name };
  const breaker = createBreaker({
    failures: handleWhenResult((outcome) => isOutage(outcome as SendOutcome)),
    onChange(isDown) {
      onChange(isDown);
      if (isDown) log.warn(ids, "channel is down, replies wait");
      else log.info(ids, "channel is back");
    },
  });

  return { ...channel, send };

  async function send(part: Parameters<Channel["send"]>[0]): Promise<SendOutcome> {
    try {
      return await breaker.run(async (isProbe) => {
        const outcome = await channel.send(part);
        return isProbe ? asProbe(outcome) : outcome;
      });
    } catch (error) {
      if (error instanceof Unavailable) return notNow("channel_down");
      throw error;
    }
  }
}

/** While we only tried the line, it costs the part neither a try nor its second chance. */
function asProbe(outcome: SendOutcome): SendOutcome {
  if (outcome.kind === "unknown") return { ...outcome, whileDown: true };
  return outcome.kind === "not_sent" && isOutage(outcome)
    ? notNow(outcome.code, outcome.retryAfterSeconds)
    : outcome;
}

function notNow(code: string, named = 0): SendOutcome {
  return {
    kind: "not_now",
    code,
    retryAfterSeconds: Math.max(pauseSeconds(), named),
    concerns: "account",
  };
}

function isOutage(outcome: SendOutcome): boolean {
  switch (outcome.kind) {
    case "not_sent":
      return outcome.concerns !== "contact";
    case "unknown":
      return true;
    case "not_now":
    case "tell_operator":
      return outcome.concerns === "account";
    case "sent":
    case "refused":
      return false;
    default:
      return outcome satisfies never;
  }
}
