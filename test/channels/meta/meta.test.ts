import type { MetaFault } from "../../../src/demo/meta/fault.ts";
import type { MetaStandIn } from "../../../src/demo/meta/meta.ts";
import {
  channelContract,
  ONE_MINUTE_PAST_NOON,
  type MediaFault,
  type SendFault,
} from "../../contracts/channel.contract.ts";
import { ANA } from "../../kit/a-message.ts";
import { NOWHERE } from "../../kit/start-peer.ts";
import { SETTINGS } from "./a-meta-channel.ts";
import { sendFile } from "./send-file.ts";
import { startMeta } from "./start-meta.ts";
import { USUAL_FAULTS } from "../usual-faults.ts";

channelContract(
  "Meta",
  async ({ unreachable = false } = {}) => {
    const { channel, meta } = await startMeta(unreachable ? { apiUrl: NOWHERE } : {});
    return {
      channel,
      from: SETTINGS.phoneId,
      spoil: (fault) => meta.faults.next("create", FAULTS[fault]),
      spoilLookUp() {
        throw new Error("There is nothing to ask Meta for.");
      },
      spoilTyping: (fault) => meta.faults.next("typing", FAULTS[fault]),
      sendFile: async (file) => sendFile(channel, meta, file),
      spoilMedia: (fault) => meta.faults.next("download", MEDIA_FAULTS[fault]),
      arrived: (address) =>
        meta.messagesTo(address).map(({ body, mediaUrls }) => mediaUrls[0] ?? body),
      typing: () => meta.typing.map(({ id }) => id),
      aProviderId: () => idOfAQuestion(meta),
    };
  },
  { listsSent: false },
);

/** Meta only shows typing in answer to a message that there is. */
function idOfAQuestion(meta: MetaStandIn): string {
  return meta.contact(ANA).writes({ kind: "text", text: "How many customers do we have?" }).id;
}

const FAULTS: Record<SendFault | "reset", MetaFault> = {
  refused: { kind: "error", code: 131026 },
  busy: { kind: "error", code: 130429 },
  busy_for_7_seconds: { kind: "error", code: 130429, headers: { "Retry-After": "7" } },
  busy_until_a_date: {
    kind: "error",
    code: 130429,
    headers: { "Retry-After": ONE_MINUTE_PAST_NOON },
  },
  busy_for_absurdly_long: { kind: "error", code: 80007, headers: { "Retry-After": "99999999" } },
  setting_wrong: { kind: "error", code: 131045 },
  credentials_wrong: { kind: "error", code: 190 },
  ...USUAL_FAULTS,
};

const MEDIA_FAULTS: Record<MediaFault, MetaFault> = {
  "5xx": FAULTS["5xx"],
  reset: { kind: "reset" },
  silence: { kind: "hang" },
  not_there_yet: { kind: "status", status: 404 },
  busy: FAULTS.busy,
  busy_for_7_seconds: FAULTS.busy_for_7_seconds,
  credentials_wrong: FAULTS.credentials_wrong,
  leads_inside: { kind: "status", status: 302, headers: { Location: "https://10.0.0.1/" } },
};
