import type { Channel } from "./channels/channel.ts";
import { createMeta } from "./channels/meta/meta.ts";
import { createTwilio } from "./channels/twilio/twilio.ts";
import { withBreaker } from "./channels/with-breaker.ts";
import { withPace } from "./channels/with-pace.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Http } from "./http/http.ts";
import type { Log } from "./log.ts";
import { meterChannel } from "./metrics/meter-channel.ts";
import { markDown, type Metrics } from "./metrics/metrics.ts";
import type { ConfiguredLine } from "./store/configured-line.ts";

type Dependencies = { config: Config; http: Http; clock: Clock; log: Log; metrics: Metrics };

/** The channels of the settings, each metered and behind a breaker of its own, and their lines. */
export function buildChannels(dependencies: Dependencies) {
  const { config, log, metrics } = dependencies;
  const { twilio, meta, maxTextLength } = config;
  const all: Channel[] = [];
  const lines: ConfiguredLine[] = [];
  if (twilio) {
    const channel = createTwilio({ ...dependencies, settings: twilio, maxTextLength });
    add(channel, twilio.fromNumber);
  }
  if (meta) add(createMeta({ ...dependencies, settings: meta }), meta.phoneId);
  return { all, lines };

  function add(channel: Channel, address: string) {
    const { name, account } = channel;
    const metered = meterChannel(channel, metrics);
    all.push(withPace(withBreaker(metered, { log, onChange: markDown(metrics, name) })));
    lines.push({ channel: name, account, address });
  }
}
