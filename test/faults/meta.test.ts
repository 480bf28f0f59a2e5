import { expect, test } from "vitest";
import { createMeta } from "../../src/channels/meta/meta.ts";
import type { MetaEndpoint, MetaFault } from "../../src/demo/meta/fault.ts";
import { startMetaStandIn } from "../../src/demo/meta/meta.ts";
import { SETTINGS } from "../channels/meta/a-meta-channel.ts";
import { aProviderId } from "../kit/a-message.ts";
import { FAULTS } from "./faults.ts";
import { AT_MOST_MS, waitedAsSaid } from "./impatient.ts";
import { createMeet, sending, sendingTableIsSound } from "./sending-table.ts";
import type { FaultAt, ProviderOfTable } from "./start-channel.ts";
import { expectedRow, named, print, readTable } from "./table.ts";

const META: ProviderOfTable<MetaEndpoint, MetaFault> = {
  from: SETTINGS.phoneId,
  startStandIn() {
    const behaviour = { window: "off", callbacks: "off" } as const;
    return startMetaStandIn({ ...SETTINGS, behaviour });
  },
  createChannel: (url, dependencies) =>
    createMeta({ ...dependencies, settings: { ...SETTINGS, apiUrl: url } }),
};

/** send: the outcome of sending a part. created: how many messages Meta has after it. waits: for which limit. */
const TABLE = readTable<"fault" | "send" | "created" | "waits">(`
  fault                                | send                                   | created | waits
  nobody listens                       | not_sent not_connected                 | 0       | -
  certificate signed by itself         | not_sent not_connected                 | 0       | -
  no TLS where it is expected          | not_sent not_connected                 | 0       | -
  TLS handshake reset                  | not_sent not_connected                 | 0       | -
  TLS handshake silent                 | not_sent not_connected                 | 0       | connect
  reset on accept                      | unknown reset / not_sent not_connected | 0       | -
  reset, request not passed on         | unknown reset                          | 0       | -
  reset before the answer              | unknown reset                          | 1       | -
  silence from the first               | unknown idle_timeout                   | 0       | idle
  silence, request not passed on       | unknown idle_timeout                   | 0       | idle
  silence in place of the answer       | unknown idle_timeout                   | 1       | idle
  answer drips                         | unknown idle_timeout                   | 1       | idle
  answer drips in its body             | unknown deadline                       | 1       | total
  answer reset in its body             | unknown reset                          | 1       | -
  answer ends in its body              | unknown reset                          | 1       | -
  created, then 500                    | unknown 131000                         | 1       | -
  created, then reset                  | unknown reset                          | 1       | -
  created, then silence                | unknown idle_timeout                   | 1       | idle
  200 with a page                      | unknown unreadable_200                 | 0       | -
  200 with half of its JSON            | unknown unreadable_200                 | 0       | -
  200 with nothing                     | unknown unreadable_200                 | 0       | -
  200 with other JSON                  | unknown no_id                          | 0       | -
  301                                  | tell_operator http_301                 | 0       | -
  302                                  | tell_operator http_302                 | 0       | -
  303                                  | unknown http_303                       | 0       | -
  307                                  | tell_operator http_307                 | 0       | -
  308                                  | tell_operator http_308                 | 0       | -
  400                                  | refused http_400                       | 0       | -
  401                                  | tell_operator http_401                 | 0       | -
  403                                  | tell_operator http_403                 | 0       | -
  404                                  | refused http_404                       | 0       | -
  408                                  | unknown http_408                       | 0       | -
  409                                  | refused http_409                       | 0       | -
  413                                  | refused http_413                       | 0       | -
  429                                  | not_sent http_429 in 15 s              | 0       | -
  429 Retry-After: 7                   | not_sent http_429 in 7 s               | 0       | -
  429 Retry-After: a date              | not_sent http_429 in 60 s              | 0       | -
  429 Retry-After: absurd              | not_sent http_429 in 3600 s            | 0       | -
  429 Retry-After: soon                | not_sent http_429 in 15 s              | 0       | -
  500                                  | unknown http_500                       | 0       | -
  501                                  | unknown http_501                       | 0       | -
  502                                  | unknown http_502                       | 0       | -
  502 with a page                      | unknown http_502                       | 0       | -
  503                                  | unknown http_503                       | 0       | -
  503 Retry-After: 7                   | unknown http_503                       | 0       | -
  400 and code 131026, not on WhatsApp | refused 131026                         | 0       | -
  400 and code 131047, after 24 hours  | refused 131047                         | 0       | -
  400 and code 131056, too many to one | not_sent 131056 in 4 s                 | 0       | -
  400 and code 130429, too many to all | not_sent 130429 in 15 s                | 0       | -
  401 and code 190, our token          | tell_operator 190                      | 0       | -
  500 and code 131045, our number      | tell_operator 131045                   | 0       | -
`);

const AT_META: Record<string, FaultAt<MetaFault>> = {
  ...FAULTS,
  "created, then 500": { answer: { kind: "created_then_500" } },
  "created, then reset": { answer: { kind: "created_then_reset" } },
  "created, then silence": { answer: { kind: "created_then_hang" } },
  "400 and code 131026, not on WhatsApp": { answer: { kind: "error", code: 131026 } },
  "400 and code 131047, after 24 hours": { answer: { kind: "error", code: 131047 } },
  "400 and code 131056, too many to one": { answer: { kind: "error", code: 131056 } },
  "400 and code 130429, too many to all": { answer: { kind: "error", code: 130429 } },
  "401 and code 190, our token": { answer: { kind: "error", code: 190 } },
  "500 and code 131045, our number": { answer: { kind: "error", code: 131045 } },
};

const meet = createMeet(META);

for (const { waits, ...expected } of TABLE) {
  test(`${expected.fault}: sending is ${expected.send}`, async () => {
    const fault = named(expected.fault, AT_META);
    const [sent, typed] = await Promise.all([
      meet(fault, "create", sending(META.from)),
      meet(fault, "typing", (channel) => channel.showTyping(aProviderId()).then(() => "shown")),
    ]);
    const row = { fault: expected.fault, send: sent.gave, created: sent.created };
    print({ ...row, ms: String(sent.tookMs) });
    expect(row).toEqual(expectedRow(expected));
    expect(typed.gave).toBe("shown");
    expect([sent.tookMs]).toSatisfy(waitedAsSaid(waits));
    expect(typed.tookMs).toBeLessThan(AT_MOST_MS);
  });
}

sendingTableIsSound(TABLE, AT_META);
