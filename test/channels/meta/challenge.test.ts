import { describe, expect, test } from "vitest";
import type { MetaSettings } from "../../../src/settings/channel-settings.ts";
import { aMetaChannel } from "./a-meta-channel.ts";

const QUERY = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=vibecoding";

test("Meta is given its challenge, and nothing else", () => {
  expect(ask(QUERY)).toEqual({
    kind: "reply",
    reply: { status: 200, contentType: "text/plain", body: "1158201444" },
  });
});

describe("nobody else is given anything", () => {
  test.each([
    ["without a question", ""],
    ["with another token", QUERY.replace("vibecoding", "vibecodinG")],
    ["with a longer token", `${QUERY}1`],
    ["with an empty token", QUERY.replace("vibecoding", "")],
    ["without a token", QUERY.replace("hub.verify_token", "token")],
    ["for another mode", QUERY.replace("subscribe", "unsubscribe")],
    ["without a challenge", QUERY.replace("hub.challenge", "challenge")],
    [
      "with a page for a challenge",
      QUERY.replace("1158201444", "%3Cscript%3Ealert(1)%3C/script%3E"),
    ],
    ["with lines for a challenge", QUERY.replace("1158201444", "1%0d%0aSet-Cookie:a=b")],
    ["with an endless challenge", QUERY.replace("1158201444", "1".repeat(129))],
  ])("%s", (_name, query) => {
    expect(ask(query)).toMatchObject({ kind: "refusal", status: 403 });
  });

  test("without a token of ours, not even who knows it", () => {
    const query = QUERY.replace("vibecoding", "");
    expect(ask(query, { verifyToken: "" })).toMatchObject({ kind: "refusal", status: 403 });
  });
});

function ask(query: string, changes: Partial<MetaSettings> = {}) {
  const { channel } = aMetaChannel(changes);
  const webhook = channel.webhooks.find(({ method }) => method === "get");
  return webhook?.read({ originalUrl: `/webhook?${query}`, headers: {}, body: Buffer.alloc(0) });
}
