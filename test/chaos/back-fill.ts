import { setTimeout as delay } from "node:timers/promises";
import { readRows } from "../kit/read-rows.ts";
import { createDeliver } from "./deliver.ts";
import { judge, type Judged } from "./judge.ts";
import { addressOf, questionOf } from "./load.ts";
import { mustDie } from "./must-die.ts";
import type { Point } from "./preload/points.ts";
import { createRandom } from "./random.ts";
import { settle } from "./settle.ts";
import type { World } from "./world.ts";

const POINTS = [
  "back-fill about to leave",
  "back-fill answered, not stored",
  "before a message is committed",
] as const satisfies Point[];

/**
 * Dies while it looks for a message that nobody could deliver, and is never delivered again: at each
 * point, one server after the other, and so for `times` messages. One message before them was heard:
 * a new database is not back-filled.
 */
export async function dieInBackFill(times: number): Promise<Judged> {
  return judge(async (world) => {
    const deliver = createDeliver(world);
    const random = createRandom(1);
    const write = (address: string) =>
      deliver.write({ address, question: questionOf(address, 1, random) });
    let life = world.begin();
    await life.ready;
    await write(addressOf(times));
    for (let n = 0; n < times; n += 1) {
      await settle(world.file, 20_000);
      await life.kill();
      await write(addressOf(n));
      for (const point of POINTS) await mustDie(world.begin({ point }), point);
      life = world.begin();
      await life.ready;
      await isStored(world, n + 2);
    }
    await settle(world.file, 20_000);
    return life;
  });
}

async function isStored({ file }: World, count: number): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  const stored = () => readRows(file, "select id from messages where direction = 'inbound'").length;
  while (stored() < count) {
    if (performance.now() > giveUpAt) throw new Error("The message was not found in 10 s.");
    await delay(20);
  }
}
