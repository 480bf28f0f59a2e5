import { createMeta } from "../../../src/channels/meta/meta.ts";
import type { MetaSettings } from "../../../src/settings/channel-settings.ts";
import { collectLog } from "../../kit/collect-log.ts";
import { createTestClock } from "../../kit/test-clock.ts";
import { impatientHttp } from "../impatient-http.ts";

/** Those of Meta's own samples. */
export const SETTINGS: MetaSettings = {
  accessToken: "EAAB0123456789abcdef0123456789",
  accountId: "102290129340398",
  phoneId: "106540352242922",
  appSecret: "app_secret_test",
  verifyToken: "vibecoding",
  apiUrl: "http://127.0.0.1:9",
  apiVersion: "v25.0",
};

/** The channel alone. */
export function aMetaChannel(changes: Partial<MetaSettings> = {}) {
  const { log, entries } = collectLog();
  const clock = createTestClock();
  const settings = { ...SETTINGS, ...changes };
  return { channel: createMeta({ http: impatientHttp(), clock, log, settings }), clock, entries };
}
