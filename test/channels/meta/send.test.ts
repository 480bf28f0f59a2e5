import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { Channel } from "../../../src/channels/channel.ts";
import type { StatusUpdate } from "../../../src/nouns.ts";
import { ANA, HIDDEN } from "../../kit/a-message.ts";
import { anOutgoingPart } from "../../kit/an-outgoing-part.ts";
import { startPeer } from "../../kit/start-peer.ts";
import { aMetaChannel, SETTINGS } from "./a-meta-channel.ts";
import { startMeta } from "./start-meta.ts";

const PART = anOutgoingPart(SETTINGS.phoneId, { partId: 42 });
const CREATED = {
  messages: [{ id: "wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA" }],
};

describe("what is sent is what Meta documents", () => {
  const common = { messaging_product: "whatsapp", recipient_type: "individual" };
  const text = { type: "text", text: { preview_url: false, body: "Forty-two." } };

  test.each<[string, Partial<typeof PART>, object]>([
    [
      "to a number, with its plus",
      {},
      { ...common, to: ANA, ...text, biz_opaque_callback_data: `part:42:${ANA}` },
    ],
    [
      "to a user id, never in `to`",
      { to: HIDDEN },
      { ...common, recipient: HIDDEN, ...text, biz_opaque_callback_data: `part:42:${HIDDEN}` },
    ],
    [
      "in answer to a message",
      { quotes: "wamid.1" },
      {
        ...common,
        to: ANA,
        context: { message_id: "wamid.1" },
        ...text,
        biz_opaque_callback_data: `part:42:${ANA}`,
      },
    ],
    [
      "a picture by its address",
      { content: { kind: "picture", url: "https://charts.example/1.png" } },
      {
        ...common,
        to: ANA,
        type: "image",
        image: { link: "https://charts.example/1.png" },
        biz_opaque_callback_data: `part:42:${ANA}`,
      },
    ],
  ])("%s", async (_name, changes, body) => {
    const { channel, requests } = await startGraph([{ status: 200, body: CREATED }]);
    expect(await channel.send({ ...PART, ...changes })).toEqual({
      kind: "sent",
      providerId: CREATED.messages[0]?.id,
    });
    expect(requests).toEqual([
      {
        method: "POST",
        path: `/v25.0/${SETTINGS.phoneId}/messages`,
        authorization: `Bearer ${SETTINGS.accessToken}`,
        body,
      },
    ]);
  });
});

/** All of Meta's codes that are known here, by what is to be done. */
const STEPS: Record<string, number[]> = {
  tell_operator: [
    0, 190, 3, 10, 200, 299, 368, 33, 2500, 130497, 131005, 131030, 131031, 131037, 131042, 131045,
    131048, 133010,
  ],
  not_sent: [2, 4, 80007, 130429, 131016, 131056, 131057, 133004],
  unknown: [1, 131000],
  refused: [
    100, 130472, 131008, 131009, 131021, 131026, 131047, 131049, 131050, 131051, 131052, 131053,
    131060, 131062, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 133016, 999,
  ],
};

describe("an error of Meta's says by its code what is to be done", () => {
  const all = Object.entries(STEPS).flatMap(([kind, codes]) =>
    codes.map((code) => [code, kind] as const),
  );

  test.each(all)("%s is %s, whatever its status", async (code, kind) => {
    const body = { error: { code, message: "canary", error_data: { details: "canary" } } };
    for (const status of code === 999 ? [400] : [400, 403, 500]) {
      const { channel } = await startGraph([{ status, body }]);
      const outcome = await channel.send(PART);
      expect(outcome).toMatchObject({ kind, code: String(code) });
      expect(JSON.stringify(outcome)).not.toContain("canary");
    }
  });

  test.each(STEPS["tell_operator"] ?? [])("%s is told with the setting to repair", async (code) => {
    const { channel } = await startGraph([{ status: 400, body: { error: { code } } }]);
    const concerns = [130497, 131030].includes(code) ? "contact" : "account";
    const message = expect.stringMatching(/(WHATSAPP|GRAPH_API)_[A-Z_]+/);
    expect(await channel.send(PART)).toMatchObject({ concerns, message });
  });

  test("a number that Meta does not know is told with the setting to repair", async () => {
    const { channel } = await startMeta();
    const message = expect.stringContaining("WHATSAPP_PHONE_ID");
    const outcome = await channel.send({ ...PART, from: "999" });
    expect(outcome).toMatchObject({ kind: "tell_operator", code: "100_33", message });
  });

  test("while contacts report the number, nothing is tried for ten minutes", async () => {
    const { channel } = await startGraph([{ status: 400, body: { error: { code: 131048 } } }]);
    expect(await channel.send(PART)).toMatchObject({ retryAfterSeconds: 600 });
  });

  test("too much for one contact is tried again after 4, 16, 64 s, never after more than an hour", async () => {
    const limit = { status: 400, body: { error: { code: 131056 } } };
    const { channel } = await startGraph([limit, limit, limit, limit]);
    const waits = [];
    for (const attempt of [1, 2, 3, 9]) waits.push(await channel.send({ ...PART, attempt }));
    expect(waits).toMatchObject(
      [4, 16, 64, 3_600].map((retryAfterSeconds) => ({ retryAfterSeconds })),
    );
  });

  test.each([2, 4, 80007, 130429, 131016, 131057, 133004])(
    "%s asks for some patience",
    async (code) => {
      const { channel } = await startGraph([{ status: 400, body: { error: { code } } }]);
      const { retryAfterSeconds = 0 } = (await channel.send(PART)) as {
        retryAfterSeconds?: number;
      };
      expect(retryAfterSeconds).toBeGreaterThanOrEqual(15);
    },
  );
});

describe("without a code, the status says it", () => {
  test.each([
    [302, "tell_operator"],
    [303, "unknown"],
    [400, "refused"],
    [401, "tell_operator"],
    [403, "tell_operator"],
    [404, "refused"],
    [408, "unknown"],
    [429, "not_sent"],
    [500, "unknown"],
    [502, "unknown"],
    [504, "unknown"],
  ])("%s is %s", async (status, kind) => {
    for (const body of ["<html>", "", "null", '{"error":"no"}', '{"error":{"code":"190"}}']) {
      const { channel } = await startGraph([{ status, body }]);
      expect(await channel.send(PART)).toMatchObject({ kind, code: `http_${status}` });
    }
  });
});

test.each([
  "<html>",
  "",
  "null",
  "[]",
  "{}",
  '{"messages":[]}',
  '{"messages":[{"id":7}]}',
  '{"messages":{}}',
])("a success without an id may have been one: %s", async (body) => {
  const { channel } = await startGraph([{ status: 200, body }]);
  expect((await channel.send(PART)).kind).toBe("unknown");
});

test("a text that is too long is not even sent", async () => {
  const { channel, requests } = await startGraph([]);
  const content = { kind: "text", text: "x".repeat(4_097) } as const;
  expect(await channel.send({ ...PART, content })).toEqual({
    kind: "refused",
    code: "too_long",
    tooLong: true,
  });
  expect(requests).toEqual([]);
});

test("only Meta sees the token: not whoever it points to, and no log", async () => {
  const redirect = { status: 307, body: "", headers: { location: "/elsewhere" } };
  const { channel, requests, entries } = await startGraph([redirect, redirect]);
  expect((await channel.send(PART)).kind).toBe("tell_operator");
  await channel.showTyping("wamid.1");
  expect(requests.map(({ path }) => path)).not.toContain("/elsewhere");
  expect(entries).toEqual([
    { level: "debug", code: "http_307", providerId: "wamid.1", message: "typing not shown" },
  ]);
});

test.each([ANA, HIDDEN])(
  "a part whose outcome is unknown is known again by the statuses that follow: to %s",
  async (to) => {
    const { channel, meta } = await startMeta();
    // Meta knows both addresses of this person, whichever we wrote to.
    meta.contact(ANA, { userId: HIDDEN });
    const statuses: StatusUpdate[] = [];
    const { url } = await startPeer((request, response) => {
      void readStatuses(channel, request).then((read) => statuses.push(...read));
      response.end();
    });
    meta.deliverTo({ callUrl: `${url}/webhook` });
    meta.behaviour.callbacks = "in_order";
    meta.faults.next("create", { kind: "created_then_reset" });
    expect((await channel.send({ ...PART, to })).kind).toBe("unknown");
    await expect.poll(() => statuses.map(({ status }) => status)).toContain("read");
    const [{ id } = { id: "" }] = meta.messagesTo(to);
    for (const status of statuses) expect(status).toMatchObject({ partId: 42, to, providerId: id });
  },
);

async function readStatuses(channel: Channel, request: IncomingMessage): Promise<StatusUpdate[]> {
  const webhook = channel.webhooks.find(({ method }) => method === "post");
  const body = Buffer.concat(await request.toArray());
  const read = webhook?.read({ originalUrl: "/webhook", headers: request.headers, body });
  if (read?.kind !== "delivery") throw new Error("It was no delivery.");
  return read.statuses;
}

type Answer = { status: number; body: object | string; headers?: Record<string, string> };

type Asked = { method?: string; path?: string; authorization?: string; body: unknown };

/** A Graph API that gives these answers, one after the other, and keeps what it was asked. */
async function startGraph(answers: Answer[]) {
  const requests: Asked[] = [];
  const { url } = await startPeer((request, response) => {
    void keep(request).then(() => answer(response, answers.shift() ?? { status: 500, body: "" }));
  });
  return { requests, ...aMetaChannel({ apiUrl: url }) };

  async function keep(request: IncomingMessage) {
    const { method = "", url: path = "", headers } = request;
    const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString());
    requests.push({ method, path, authorization: headers.authorization ?? "", body });
  }
}

function answer(response: ServerResponse, { status, body, headers }: Answer) {
  response.writeHead(status, headers);
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

test("an answer whose question cannot be quoted goes out without the quote, once", async () => {
  const { meta, channel } = await startMeta();
  const gone = "wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA";
  const outcome = await channel.send({ ...PART, quotes: gone });
  expect(outcome.kind).toBe("sent");
  expect(meta.messagesTo(ANA)).toMatchObject([{ body: "Forty-two." }]);
});
