import { startMetaStandIn } from "../../../src/demo/meta/meta.ts";
import { newWamid } from "../../../src/demo/meta/wamid.ts";
import { META } from "../../kit/accounts.ts";
import { metaSettings } from "../../kit/start-stand-ins.ts";
import { NAME, type Provider } from "./provider.ts";

/** How the numbers of contacts begin in the ids of their messages. */
const NUMBER_IN_ID = Buffer.from("155555510").toString("base64");

export async function startMeta(): Promise<Provider> {
  const meta = await startMetaStandIn(META);
  meta.behaviour.redeliverAfterMs = 100;
  const contact = (address: string) => meta.contact(address, { name: NAME });
  return {
    ...meta,
    channel: "meta",
    settings: metaSettings({ meta }),
    secrets: [META.accessToken, META.appSecret, META.verifyToken, NUMBER_IN_ID],
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
