import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { buildChannels } from "../src/build-channels.ts";
import { readConfig } from "../src/config.ts";
import { createHttp } from "../src/http/http.ts";
import { createMetrics } from "../src/metrics/metrics.ts";
import { DATABASE, META } from "./kit/accounts.ts";
import { anOutgoingPart } from "./kit/an-outgoing-part.ts";
import { NOWHERE } from "./kit/start-peer.ts";
import { metaSettings } from "./kit/start-stand-ins.ts";
import { createTestClock } from "./kit/test-clock.ts";

test("a contact of Meta's who has had enough waits, also while Meta is down", async () => {
  const config = readConfig({
    ...metaSettings({ meta: { url: NOWHERE } }),
    ASKYOURDATABASE_API_KEY: DATABASE.apiKey,
    ASKYOURDATABASE_CHAT_ID: DATABASE.chatbotId,
  });
  const http = createHttp();
  onTestFinished(() => http.close());
  const dependencies = { config, http, clock: createTestClock(), metrics: createMetrics() };
  const { all } = buildChannels({ ...dependencies, log: pino({ enabled: false }) });
  const codes: (string | undefined)[] = [];
  for (let count = 0; count < 46; count += 1) {
    const outcome = await all[0]?.send(anOutgoingPart(META.phoneId));
    codes.push(outcome && "code" in outcome ? outcome.code : undefined);
  }
  expect([codes[0], codes[5], codes[44], codes[45]]).toEqual([
    "not_connected",
    "channel_down",
    "channel_down",
    "paced",
  ]);
});
