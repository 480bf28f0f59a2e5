import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Clock } from "../../src/clock.ts";
import type { Queue, WorkConversation } from "../../src/queue/queue.ts";
import { collectLog } from "../kit/collect-log.ts";
import { createTestClock } from "../kit/test-clock.ts";

export type CreateQueue = (dependencies: {
  work: WorkConversation;
  clock: Clock;
  log: { error(fields: object, message: string): void };
}) => Queue;

/** What holds for the queue, whatever decides underneath. */
export function queueContract(name: string, create: CreateQueue) {
  describe(`the queue: ${name}`, () => {
    test("works on a conversation when it is woken, and then leaves it alone", async () => {
      const { queue, begun, clock } = aQueue(create);
      queue.wake(1);
      await clock.advance(3_600_000);
      expect(begun).toEqual([1]);
    });

    test("has one worker for a conversation, however often it is woken", async () => {
      const { queue, begun, finish } = aQueue(create, { slow: true });
      for (let time = 1; time <= 5; time += 1) queue.wake(1);
      await nextTurn();
      expect(begun).toEqual([1]);
      await finish(1);
      expect(begun).toEqual([1, 1]);
      await finish(1);
      expect(begun).toEqual([1, 1]);
    });

    test("looks again when it is woken while it works: nothing is overlooked", async () => {
      const { queue, begun, finish } = aQueue(create, { slow: true });
      queue.wake(1);
      await nextTurn();
      queue.wake(1);
      await finish(1);
      expect(begun).toEqual([1, 1]);
    });

    test("works on conversations side by side", async () => {
      const { queue, begun, finish } = aQueue(create, { slow: true });
      for (const conversationId of [1, 2, 3]) queue.wake(conversationId);
      await nextTurn();
      expect(begun).toEqual([1, 2, 3]);
      await finish(2);
      queue.wake(2);
      await nextTurn();
      expect(begun).toEqual([1, 2, 3, 2]);
    });

    test("wakes at the time that was named, not before, and once", async () => {
      const { queue, begun, clock } = aQueue(create);
      queue.wake(1, clock.now() + 1_000);
      queue.wake(1, clock.now() + 1_000);
      await clock.advance(999);
      expect(begun).toEqual([]);
      await clock.advance(1);
      expect(begun).toEqual([1]);
      await clock.advance(3_600_000);
      expect(begun).toEqual([1]);
    });

    test("takes the earlier of two times", async () => {
      for (const [first, second] of [
        [5_000, 1_000],
        [1_000, 5_000],
      ] as const) {
        const { queue, begun, clock } = aQueue(create);
        queue.wake(1, clock.now() + first);
        queue.wake(1, clock.now() + second);
        await clock.advance(1_000);
        expect(begun).toEqual([1]);
      }
    });

    test("comes back when the work says so", async () => {
      const { queue, begun, clock } = aQueue(create, {
        until: (times, now) => (times < 3 ? now + 2_000 : undefined),
      });
      queue.wake(1);
      await clock.advance(2_000);
      expect(begun).toEqual([1, 1]);
      await clock.advance(60_000);
      expect(begun).toEqual([1, 1, 1]);
    });

    test("tries again after a failure, ever later, and logs it without its text", async () => {
      const { queue, begun, clock, entries } = aQueue(create, {
        until: (times) => {
          if (times < 4) throw new Error("+15555550101 said hello");
          return undefined;
        },
      });
      queue.wake(1);
      await clock.advance(1_999);
      expect(begun).toHaveLength(1);
      await clock.advance(1);
      expect(begun).toHaveLength(2);
      await clock.advance(60_000);
      expect(begun).toHaveLength(4);
      expect(entries).toHaveLength(3);
      expect(entries[0]).toMatchObject({ conversationId: 1, code: "Error" });
      expect(JSON.stringify(entries)).not.toContain("5555550101");
    });

    test("a failing conversation does not stop the others", async () => {
      const { queue, begun } = aQueue(create, {
        until: (_times, _now, conversationId) => {
          if (conversationId === 1) throw new Error("No.");
          return undefined;
        },
      });
      for (const conversationId of [1, 2]) queue.wake(conversationId);
      await nextTurn();
      queue.wake(2);
      await nextTurn();
      expect(begun).toEqual([1, 2, 2]);
    });

    describe("when it stops", () => {
      test("waits for what runs and begins nothing new", async () => {
        const { queue, begun, finish, clock } = aQueue(create, { slow: true });
        queue.wake(1);
        queue.wake(2);
        queue.wake(3, clock.now() + 1_000);
        await nextTurn();
        queue.wake(1);
        let stopped = false;
        const stop = queue.stop().then(() => (stopped = true));
        queue.wake(4);
        await clock.advance(5_000);
        await finish(1);
        expect(stopped).toBe(false);
        await finish(2);
        await stop;
        await clock.advance(3_600_000);
        expect(begun).toEqual([1, 2]);
      });

      test("and nothing runs, it is done at once", async () => {
        const { queue, clock, begun } = aQueue(create);
        queue.wake(1);
        queue.wake(2, clock.now() + 1_000);
        await nextTurn();
        await queue.stop();
        expect(clock.nextInMs()).toBeUndefined();
        await clock.advance(5_000);
        expect(begun).toEqual([1]);
      });
    });
  });
}

type Behaviour = {
  /** Each piece of work lasts until `finish`. */
  slow?: boolean;
  until?: (times: number, now: number, conversationId: number) => number | undefined;
};

function aQueue(create: CreateQueue, { slow = false, until }: Behaviour = {}) {
  const clock = createTestClock();
  const { log, entries } = collectLog();
  const begun: number[] = [];
  const running = new Map<number, () => void>();
  const work: WorkConversation = async (conversationId) => {
    begun.push(conversationId);
    if (running.has(conversationId)) throw new Error("Two workers in one conversation.");
    if (slow) await new Promise<void>((resolve) => running.set(conversationId, resolve));
    running.delete(conversationId);
    return until?.(begun.length, clock.now(), conversationId);
  };
  const finish = async (conversationId: number) => {
    running.get(conversationId)?.();
    await nextTurn();
  };
  return { queue: create({ work, clock, log }), begun, finish, clock, entries };
}
