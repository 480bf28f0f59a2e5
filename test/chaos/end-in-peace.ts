import { createDeliver } from "./deliver.ts";
import { settle } from "./settle.ts";
import type { World } from "./world.ts";

/**
 * Nobody writes any more, nothing goes wrong, and the server finishes what is due. Gives the codes
 * with which it exited: turns that two servers died of are tried 20 s after each other, and a
 * restart minutes later spares us to wait for that.
 */
export async function endInPeace(world: World): Promise<(number | null)[]> {
  const { provider, answerer, file } = world;
  provider.faults.clear();
  answerer.heal();
  const codes: (number | null)[] = [];
  for (;;) {
    world.skip(180_000);
    const life = world.begin();
    await life.ready;
    if (provider.redelivers) await createDeliver(world).catchUp();
    const left = await settle(file, 3_000).catch((error: Error) => error);
    codes.push(await life.finish());
    if (!left) return codes;
    if (codes.length > MOST_RESTARTS)
      throw new Error(`${left.message}\nThe last words:\n${life.lastWords()}`);
  }
}

const MOST_RESTARTS = 20;
