import { randomBytes } from "node:crypto";
import { startMetaStandIn } from "../meta/meta.ts";
import { createMetaProvider } from "../phone/meta-provider.ts";
import { LIKE_PEOPLE } from "./like-people.ts";
import type { PlayedChannel } from "./played.ts";

export async function playMeta(): Promise<PlayedChannel> {
  const account = {
    accessToken: randomBytes(16).toString("hex"),
    appSecret: randomBytes(16).toString("hex"),
    verifyToken: randomBytes(8).toString("hex"),
    accountId: "102290129340398",
    phoneId: "106540352242922",
  };
  const meta = await startMetaStandIn({ ...account, behaviour: LIKE_PEOPLE });
  return {
    provider: createMetaProvider(meta),
    settings: {
      WHATSAPP_ACCESS_TOKEN: account.accessToken,
      WHATSAPP_APP_SECRET: account.appSecret,
      VERIFY_TOKEN: account.verifyToken,
      WHATSAPP_ACCOUNT_ID: account.accountId,
      WHATSAPP_PHONE_ID: account.phoneId,
      GRAPH_API_URL: meta.url,
    },
    deliverTo: (serverUrl) => meta.deliverTo({ callUrl: `${serverUrl}/webhook` }),
    close: () => meta.close(),
  };
}
