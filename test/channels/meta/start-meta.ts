import { onTestFinished } from "vitest";
import type { MetaSettings } from "../../../src/settings/channel-settings.ts";
import { startMetaStandIn } from "../../../src/demo/meta/meta.ts";
import { aMetaChannel, SETTINGS } from "./a-meta-channel.ts";

/** The channel, and Meta as the stand-in plays it. */
export async function startMeta(changes: Partial<MetaSettings> = {}) {
  // Nobody has to write first, so that a test can begin with what it is about.
  const behaviour = { window: "off", callbacks: "off" } as const;
  const meta = await startMetaStandIn({ ...SETTINGS, behaviour });
  onTestFinished(() => meta.close());
  return { meta, ...aMetaChannel({ apiUrl: meta.url, ...changes }) };
}
