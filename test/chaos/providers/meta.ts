import { startMetaStandIn } from "../../../src/demo/meta/meta.ts";
import { newWamid } from "../../../src/demo/meta/wamid.ts";
import { NAME, type Provider } from "./provider.ts";

const ACCESS_TOKEN = "canary-token-of-the-system-user";
const APP_SECRET = "canary-secret-of-the-app";
const VERIFY_TOKEN = "canary-word-to-verify";
const ACCOUNT_ID = "102290129340398";
const PHONE_ID = "106540352242922";

/** How the numbers of contacts begin in the ids of their messages. */
const NUMBER_IN_ID = Buffer.from("155555510").toString("base64");

export async function startMeta(): Promise<Provider> {
  const meta = await startMetaStandIn({
    accessToken: ACCESS_TOKEN,
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
    accountId: ACCOUNT_ID,
    phoneId: PHONE_ID,
  });
  const contact = (address: string) => meta.contact(address, { name: NAME });
  return {
    ...meta,
    channel: "meta",
    settings: {
      WHATSAPP_ACCESS_TOKEN: ACCESS_TOKEN,
      WHATSAPP_APP_SECRET: APP_SECRET,
      VERIFY_TOKEN,
      WHATSAPP_ACCOUNT_ID: ACCOUNT_ID,
      WHATSAPP_PHONE_ID: PHONE_ID,
      GRAPH_API_URL: meta.url,
    },
    secrets: [ACCESS_TOKEN, APP_SECRET, VERIFY_TOKEN, NUMBER_IN_ID],
    redelivers: true,
    deliverTo: (serverUrl) => meta.deliverTo({ callUrl: `${serverUrl}/webhook` }),
    newId: (address) => newWamid("inbound", address),
    says: ({ address, text, id }) => contact(address).says(text, { id }),
    redeliver: (address, id) => contact(address).redeliver(id),
    // What carries no id of a part is none of ours, and counts as part 0.
    repliesTo: (address) =>
      meta.messagesTo(address).map(({ id, partId = 0 }) => ({ providerId: id, partId, address })),
  };
}
