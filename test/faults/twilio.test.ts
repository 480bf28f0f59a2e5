import { expect, test } from "vitest";
import { createTwilio } from "../../src/channels/twilio/twilio.ts";
import type { TwilioEndpoint, TwilioFault } from "../../src/demo/twilio/fault.ts";
import { startTwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import { SETTINGS, startTwilio } from "../channels/twilio/start-twilio.ts";
import { ANA, aProviderId, LINE } from "../kit/a-message.ts";
import { anOutgoingPart } from "../kit/an-outgoing-part.ts";
import { FAULTS } from "./faults.ts";
import { AT_MOST_MS, waitedAsSaid } from "./impatient.ts";
import { createMeet, sending, sendingTableIsSound } from "./sending-table.ts";
import type { FaultAt, ProviderOfTable } from "./start-channel.ts";
import { expectedRow, nameAndCode, named, print, readTable } from "./table.ts";

const TWILIO: ProviderOfTable<TwilioEndpoint, TwilioFault> = {
  from: LINE,
  startStandIn() {
    const { accountSid, authToken, fromNumber: number } = SETTINGS;
    const behaviour = { callbacks: "off" } as const;
    return startTwilioStandIn({ accountSid, authToken, number, behaviour });
  },
  createChannel: (url, dependencies) =>
    createTwilio({
      ...dependencies,
      settings: { ...SETTINGS, apiUrl: url, messagingApiUrl: url },
      maxTextLength: 1600,
    }),
};

/**
 * send: the outcome of sending a part. created: how many messages Twilio has after it.
 * ask: what looking a part up, and listing what contacts sent, throw. waits: for which limit.
 */
const TABLE = readTable<"fault" | "send" | "created" | "ask" | "waits">(`
  fault                          | send                                   | created | ask                                           | waits
  nobody listens                 | not_sent not_connected                 | 0       | HttpFailure not_connected                     | -
  certificate signed by itself   | not_sent not_connected                 | 0       | HttpFailure not_connected                     | -
  no TLS where it is expected    | not_sent not_connected                 | 0       | HttpFailure not_connected                     | -
  TLS handshake reset            | not_sent not_connected                 | 0       | HttpFailure not_connected                     | -
  TLS handshake silent           | not_sent not_connected                 | 0       | HttpFailure not_connected                     | connect
  reset on accept                | unknown reset / not_sent not_connected | 0       | HttpFailure reset / HttpFailure not_connected | -
  reset, request not passed on   | unknown reset                          | 0       | HttpFailure reset                             | -
  reset before the answer        | unknown reset                          | 1       | HttpFailure reset                             | -
  silence from the first         | unknown idle_timeout                   | 0       | HttpFailure idle_timeout                      | idle
  silence, request not passed on | unknown idle_timeout                   | 0       | HttpFailure idle_timeout                      | idle
  silence in place of the answer | unknown idle_timeout                   | 1       | HttpFailure idle_timeout                      | idle
  answer drips                   | unknown idle_timeout                   | 1       | HttpFailure idle_timeout                      | idle
  answer drips in its body       | unknown deadline                       | 1       | HttpFailure deadline                          | total
  answer reset in its body       | unknown reset                          | 1       | HttpFailure reset                             | -
  answer ends in its body        | unknown reset                          | 1       | HttpFailure reset                             | -
  created, then 500              | unknown 20500                          | 1       | TwilioRefusal 20500                           | -
  created, then reset            | unknown reset                          | 1       | HttpFailure reset                             | -
  created, then silence          | unknown idle_timeout                   | 1       | HttpFailure idle_timeout                      | idle
  200 with a page                | unknown unreadable_200                 | 0       | HttpFailure unreadable_200                    | -
  200 with half of its JSON      | unknown unreadable_200                 | 0       | HttpFailure unreadable_200                    | -
  200 with nothing               | unknown unreadable_200                 | 0       | HttpFailure unreadable_200                    | -
  200 with other JSON            | unknown no_sid                         | 0       | TypeError TypeError                           | -
  301                            | tell_operator http_301                 | 0       | TwilioRefusal http_301                        | -
  302                            | tell_operator http_302                 | 0       | TwilioRefusal http_302                        | -
  303                            | unknown http_303                       | 0       | TwilioRefusal http_303                        | -
  307                            | tell_operator http_307                 | 0       | TwilioRefusal http_307                        | -
  308                            | tell_operator http_308                 | 0       | TwilioRefusal http_308                        | -
  400                            | refused http_400                       | 0       | TwilioRefusal http_400                        | -
  400 and code 21610, opted out  | refused 21610                          | 0       | TwilioRefusal 21610                           | -
  400 and code 21617, too long   | refused 21617, too long                | 0       | TwilioRefusal 21617                           | -
  400 and code 63007, our number | tell_operator 63007                    | 0       | TwilioRefusal 63007                           | -
  401                            | tell_operator http_401                 | 0       | TwilioRefusal http_401                        | -
  403                            | tell_operator http_403                 | 0       | TwilioRefusal http_403                        | -
  404                            | refused http_404                       | 0       | TwilioRefusal http_404                        | -
  408                            | unknown http_408                       | 0       | TwilioRefusal http_408                        | -
  409                            | refused http_409                       | 0       | TwilioRefusal http_409                        | -
  413                            | refused http_413                       | 0       | TwilioRefusal http_413                        | -
  429                            | not_sent http_429                      | 0       | TwilioRefusal http_429                        | -
  429 and code 20429             | not_sent 20429                         | 0       | TwilioRefusal 20429                           | -
  429 Retry-After: 7             | not_sent http_429 in 7 s               | 0       | TwilioRefusal http_429                        | -
  429 Retry-After: a date        | not_sent http_429 in 60 s              | 0       | TwilioRefusal http_429                        | -
  429 Retry-After: absurd        | not_sent http_429 in 3600 s            | 0       | TwilioRefusal http_429                        | -
  429 Retry-After: soon          | not_sent http_429                      | 0       | TwilioRefusal http_429                        | -
  500                            | unknown http_500                       | 0       | TwilioRefusal http_500                        | -
  501                            | unknown http_501                       | 0       | TwilioRefusal http_501                        | -
  502                            | unknown http_502                       | 0       | TwilioRefusal http_502                        | -
  502 with a page                | unknown http_502                       | 0       | TwilioRefusal http_502                        | -
  503                            | unknown http_503                       | 0       | TwilioRefusal http_503                        | -
  503 Retry-After: 7             | unknown http_503                       | 0       | TwilioRefusal http_503                        | -
`);

const AT_TWILIO: Record<string, FaultAt<TwilioFault>> = {
  ...FAULTS,
  "created, then 500": { answer: { kind: "created_then_500" } },
  "created, then reset": { answer: { kind: "created_then_reset" } },
  "created, then silence": { answer: { kind: "created_then_hang" } },
  "400 and code 21610, opted out": { answer: { kind: "error", code: 21610 } },
  "400 and code 21617, too long": { answer: { kind: "error", code: 21617 } },
  "400 and code 63007, our number": { answer: { kind: "error", code: 63007 } },
  "429 and code 20429": { answer: { kind: "error", code: 20429 } },
};

const meet = createMeet(TWILIO);

for (const { waits, ...expected } of TABLE) {
  test(`${expected.fault}: sending is ${expected.send}`, async () => {
    const fault = named(expected.fault, AT_TWILIO);
    const [sent, lookedUp, listed, typed] = await Promise.all([
      meet(fault, "create", sending(LINE)),
      meet(fault, "list", (channel) => channel.lookUp(aLostPart()).then(say, nameAndCode)),
      meet(fault, "list", (channel) => channel.listInbound(0).then(say, nameAndCode)),
      meet(fault, "typing", (channel) => channel.showTyping(aProviderId()).then(() => "shown")),
    ]);
    const row = {
      fault: expected.fault,
      send: sent.gave,
      created: sent.created,
      ask: lookedUp.gave,
    };
    print({ ...row, ms: String(sent.tookMs) });
    expect(row).toEqual(expectedRow(expected));
    expect({ ask: listed.gave }).toEqual(expectedRow({ ask: expected.ask }));
    expect(typed.gave).toBe("shown");
    expect([sent, lookedUp, listed].map(({ tookMs }) => tookMs)).toSatisfy(waitedAsSaid(waits));
    expect(typed.tookMs).toBeLessThan(AT_MOST_MS);
  });
}

sendingTableIsSound(TABLE, AT_TWILIO);

test("a list that breaks on its second page is no list", async () => {
  const { channel, twilio } = await startTwilio();
  twilio.deliverTo("http://127.0.0.1:9/whatsapp");
  const says = Array.from({ length: 201 }, () => twilio.contact(ANA).says("Hello?"));
  await Promise.allSettled(says);
  expect(await channel.listInbound(0)).toHaveLength(201);
  twilio.faults.next("list", { kind: "slow", delayMs: 0 });
  twilio.faults.next("list", { kind: "html" });
  await expect(channel.listInbound(0)).rejects.toThrow("http_502");
});

function aLostPart() {
  return { ...anOutgoingPart(LINE), since: Date.now(), knownProviderIds: new Set<string>() };
}

/** What came although nothing should have. */
const say = (value: object) => JSON.stringify(value);
