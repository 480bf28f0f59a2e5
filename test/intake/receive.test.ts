import { describe, expect, test } from "vitest";
import { createReceive } from "../../src/intake/receive.ts";
import type { Content, StatusUpdate } from "../../src/nouns.ts";
import type { Store } from "../../src/store/store.ts";
import { ACCOUNT, aMessage, aProviderId, HIDDEN } from "../kit/a-message.ts";
import { countCommits } from "../kit/count-commits.ts";
import { collectLog } from "../kit/collect-log.ts";
import { aPartToResend, aSendingPart, aSentPart } from "../kit/in-conversation.ts";
import { openTestStore } from "../kit/open-test-store.ts";
import { readRows } from "../kit/read-rows.ts";
import { createTestClock } from "../kit/test-clock.ts";

const WINDOW_MS = 1_000;

describe("a message", () => {
  test("is on disk when it is received, and its conversation is woken when it is due", async () => {
    const { store, file } = await openTestStore();
    const { receive, woken, clock } = aReceiver(store);
    await receive(delivery([aMessage()]));
    expect(readRows(file, "select conversation_id as id from messages")).toEqual([{ id: 1 }]);
    expect(woken).toEqual([[1, clock.now() + WINDOW_MS]]);
  });

  test("that comes again wakes nobody", async () => {
    const { store } = await openTestStore();
    const { receive, woken, entries } = aReceiver(store);
    const message = aMessage();
    await receive(delivery([message]));
    await receive(delivery([message]));
    expect(woken).toHaveLength(1);
    const { providerId } = message;
    expect(entries).toMatchObject([
      { message: "message received", providerId },
      { message: "message repeated", providerId },
    ]);
  });

  test("of each of a batch is taken, whatever it is", async () => {
    const { store, file } = await openTestStore();
    const { receive, woken } = aReceiver(store);
    const unsupported: Content = { kind: "unsupported", type: "sticker" };
    const other = { address: HIDDEN, aliases: [] };
    await receive(
      delivery([
        aMessage(),
        aMessage("", { content: unsupported }),
        aMessage("", { line: "+14155230000" }),
        aMessage("", { from: other }),
      ]),
    );
    expect(readRows(file, "select id from messages")).toHaveLength(4);
    expect(new Set(woken.map(([conversationId]) => conversationId)).size).toBe(3);
  });

  test("that cannot be stored is not received, and nobody is woken", async () => {
    const { store } = await openTestStore();
    const broken = () => Promise.reject(new Error("disk full"));
    const { receive, woken } = aReceiver({ ...store, recordInbound: broken });
    await expect(receive(delivery([aMessage()]))).rejects.toThrow("disk full");
    expect(woken).toEqual([]);
  });
});

describe("a status", () => {
  test.each([
    { of: "a part", part: aSendingPart },
    { of: "a part that was to be sent again", part: aPartToResend },
  ])(
    "that is the first word wakes its conversation, as something may wait behind it: $of",
    async ({ part }) => {
      const { store } = await openTestStore();
      const { partId, conversationId, to } = await part(store);
      const { receive, woken } = aReceiver(store);
      await receive(delivery([], [aStatus({ partId, to })]));
      expect(woken).toEqual([[conversationId, undefined]]);
    },
  );

  test("of a part that was sent is written down, once, and wakes nobody", async () => {
    const { store } = await openTestStore();
    const { providerId } = await aSentPart(store);
    const { receive, woken, entries } = aReceiver(store);
    const status = aStatus({ providerId, status: "delivered" });
    await receive(delivery([], [status, status, aStatus({})]));
    expect(woken).toEqual([]);
    expect(entries.map(({ level, message }) => [level, message])).toEqual([
      ["info", "part status"],
      ["debug", "status without effect"],
      ["debug", "status without effect"],
    ]);
  });

  test("that cannot be stored is not received", async () => {
    const { store } = await openTestStore();
    const broken = () => Promise.reject(new Error("disk full"));
    const { receive } = aReceiver({ ...store, recordStatuses: broken });
    await expect(receive(delivery([], [aStatus({})]))).rejects.toThrow("disk full");
  });
});

test("messages and statuses of one delivery are on disk with one commit", async () => {
  const { store, file } = await openTestStore();
  const { receive } = aReceiver(store);
  const before = countCommits(file);
  await receive(delivery([aMessage(), aMessage()], [aStatus({}), aStatus({})]));
  expect(countCommits(file) - before).toBe(1);
});

test("nothing that somebody wrote, and no address, is logged", async () => {
  const { store } = await openTestStore();
  const { receive, entries } = aReceiver(store);
  const from = { address: "+15555550101", aliases: [HIDDEN], name: "Canary" };
  await receive(delivery([aMessage("canary", { from, line: "+14155230000" })], [aStatus({})]));
  expect(entries).toHaveLength(2);
  expect(JSON.stringify(entries)).not.toMatch(/canary|5555550101|1349120865|14155230000/i);
});

function aReceiver(store: Pick<Store, "recordInbound" | "recordStatuses">) {
  const clock = createTestClock();
  const { log, entries } = collectLog();
  const woken: [number, number | undefined][] = [];
  const receive = createReceive({
    store,
    clock,
    log,
    wake: (conversationId, at) => void woken.push([conversationId, at]),
    dueAt: (_content, now) => now + WINDOW_MS,
  });
  return { receive, woken, clock, entries };
}

function delivery(messages: ReturnType<typeof aMessage>[], statuses: StatusUpdate[] = []) {
  return { kind: "delivery", messages, statuses } as const;
}

function aStatus(changes: Partial<StatusUpdate>): StatusUpdate {
  const status = "sent" as const;
  return { channel: "twilio", account: ACCOUNT, providerId: aProviderId(), status, ...changes };
}
