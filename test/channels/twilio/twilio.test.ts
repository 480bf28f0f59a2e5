import type { TwilioFault } from "../../../src/demo/twilio/fault.ts";
import {
  channelContract,
  ONE_MINUTE_PAST_NOON,
  type MediaFault,
  type SendFault,
} from "../../contracts/channel.contract.ts";
import { aProviderId, LINE } from "../../kit/a-message.ts";
import { NOWHERE } from "../../kit/start-peer.ts";
import { sendFile } from "./send-file.ts";
import { startTwilio } from "./start-twilio.ts";
import { USUAL_FAULTS } from "../usual-faults.ts";

channelContract("Twilio", async ({ unreachable = false } = {}) => {
  const nowhere = unreachable ? NOWHERE : undefined;
  const { channel, twilio } = await startTwilio(
    nowhere === undefined ? {} : { apiUrl: nowhere, messagingApiUrl: nowhere },
  );
  return {
    channel,
    from: LINE,
    spoil: (fault) => twilio.faults.next("create", FAULTS[fault]),
    spoilLookUp: (fault) => twilio.faults.next("list", FAULTS[fault]),
    spoilTyping: (fault) => twilio.faults.next("typing", FAULTS[fault]),
    sendFile: async (file) => (nowhere ?? twilio.url) + (await sendFile(twilio, file)),
    spoilMedia: (fault) => twilio.faults.next("media", MEDIA_FAULTS[fault]),
    arrived: (address) =>
      twilio.messagesTo(address).map(({ body, mediaUrls }) => mediaUrls[0] ?? body),
    typing: () => twilio.typing.map(({ sid }) => sid),
    aProviderId,
  };
});

const FAULTS: Record<SendFault | "reset", TwilioFault> = {
  refused: { kind: "error", code: 21610 },
  busy: { kind: "error", code: 20429 },
  busy_for_7_seconds: { kind: "error", code: 20429, headers: { "Retry-After": "7" } },
  busy_until_a_date: {
    kind: "error",
    code: 20429,
    headers: { "Retry-After": ONE_MINUTE_PAST_NOON },
  },
  busy_for_absurdly_long: { kind: "error", code: 20429, headers: { "Retry-After": "99999999" } },
  setting_wrong: { kind: "error", code: 63007 },
  credentials_wrong: { kind: "error", code: 20003 },
  ...USUAL_FAULTS,
};

const MEDIA_FAULTS: Record<MediaFault, TwilioFault> = {
  "5xx": FAULTS["5xx"],
  reset: { kind: "reset" },
  silence: { kind: "hang" },
  not_there_yet: { kind: "error", code: 20404 },
  busy: FAULTS.busy,
  busy_for_7_seconds: FAULTS.busy_for_7_seconds,
  credentials_wrong: FAULTS.credentials_wrong,
  leads_inside: { kind: "status", status: 302, headers: { Location: "https://10.0.0.1/" } },
};
