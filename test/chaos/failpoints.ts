import type { TurnState } from "../../src/nouns.ts";
import { createDeliver } from "./deliver.ts";
import { judge, type Judged } from "./judge.ts";
import type { Life } from "./life.ts";
import { addressOf, questionOf } from "./load.ts";
import { mustDie } from "./must-die.ts";
import type { Point } from "./preload/points.ts";
import { createRandom } from "./random.ts";
import { settle } from "./settle.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world.ts";

/** A way to die: prepared before the contact writes, over when the server is dead. */
export type Death = {
  name: string;
  /** Where alone it can happen. */
  on?: Partial<Stage>;
  /** How many messages each contact has written before that, and has heard the answers to. */
  before?: number;
  prepare(world: World, life: Life): void;
  /** Where the next servers die of the same message. */
  deaths?: Point[];
  /** How long nobody is there; what nobody tells of is sent again after two minutes. */
  outageMs?: number;
  /** How often the engine hears the question; 1 when left out. */
  asks?: number;
  /** How the message ends; answered when left out. */
  state?: TurnState;
};

export const DEATHS: readonly Death[] = [
  ...(
    [
      "before a message is committed",
      "message committed, 200 not sent",
      "turn claimed",
      "answer streams",
      "send accepted, not stored",
    ] as const
  ).map((point): Death => ({
    name: point,
    prepare: (_world, life) => life.arm(point),
    asks: point === "answer streams" ? 2 : 1,
  })),
  // A part, or the one after it, counts as being sent and has not left: nobody can tell of it.
  ...(["answer stored", "send about to leave", "outcome stored"] as const).map((point): Death => ({
    name: point,
    prepare: (_world, life) => life.arm(point),
    outageMs: 180_000,
  })),
  { name: "message created, answer not sent; callbacks", prepare: killAtCreation },
  { name: "callback stored, answer not sent", prepare: killAfterCallback },
  {
    name: "message created, answer not sent; no callbacks; twice while it is looked up",
    on: { channel: "twilio" },
    prepare: withoutCallbacks(killAtCreation),
    deaths: ["look-up about to leave", "look-up answered, not stored"],
  },
  {
    name: "the same answer kills three servers",
    prepare: (_world, life) => life.arm("answer streams"),
    deaths: ["answer streams", "answer streams"],
    asks: 3,
    state: "dead",
  },
  {
    name: "a run in a conversation at OpenAI streams",
    on: { engine: "openai" },
    prepare: (_world, life) => life.arm("answer streams"),
    asks: 2,
  },
  {
    name: "conversation at OpenAI kept, turn open",
    on: { engine: "openai" },
    prepare: (_world, life) => life.arm("session kept, turn open"),
  },
  {
    name: "place in the questionnaire kept, turn open",
    on: { engine: "questionnaire" },
    prepare: (_world, life) => life.arm("session kept, turn open"),
    asks: 0,
  },
  {
    name: "answers about to leave for the API, and again when it has taken them in",
    on: { channel: "meta", engine: "questionnaire" },
    before: 3,
    prepare: (_world, life) => life.arm("answers about to leave"),
    deaths: ["answers taken in, not heard"],
    asks: 0,
  },
  {
    name: "reply to the answers not stored",
    on: { channel: "meta", engine: "questionnaire" },
    before: 3,
    prepare: (_world, life) => life.arm("reply to the answers not stored"),
    asks: 0,
  },
];

/** Dies at one point `times` times, once for each of as many contacts, and resumes each time. */
export async function dieAt(death: Death, times: number, stage: Stage): Promise<Judged> {
  return judge(async (world) => {
    const addresses = Array.from({ length: times }, (_, n) => addressOf(n));
    let life = world.begin();
    await life.ready;
    await talkBefore(world, death, addresses);
    for (const address of addresses) life = await dieAndResume(world, life, death, address);
    return life;
  }, stage);
}

async function talkBefore(world: World, { before = 0 }: Death, addresses: string[]) {
  const deliver = createDeliver(world);
  for (let n = 1; n <= before; n += 1) {
    await Promise.all(addresses.map((address) => deliver.write(theirs(address, n))));
    await settle(world.file, 20_000);
  }
}

async function dieAndResume(
  world: World,
  life: Life,
  death: Death,
  address: string,
): Promise<Life> {
  // Whoever is never asked what became of a message tells of it until it is heard.
  Object.assign(world.provider.behaviour, { callbacks: "in_order", redeliver: 8 });
  death.prepare(world, life);
  const deliver = createDeliver(world);
  let { id, heard } = await deliver.write(theirs(address, (death.before ?? 0) + 1));
  await mustDie(life, death.name);
  for (const point of death.deaths ?? []) await mustDie(world.begin({ point }), point);
  world.skip(death.outageMs ?? 0);
  const next = world.begin();
  await next.ready;
  while (!heard) heard = await deliver.again(id);
  await settle(world.file, 20_000);
  return next;
}

const random = createRandom(1);

function theirs(address: string, n: number) {
  return { address, question: questionOf(address, n, random) };
}

/** The provider has the message and has said nothing yet. */
function killAtCreation({ provider }: World, life: Life): void {
  const off = provider.onEvent(({ kind }) => {
    if (kind !== "created") return;
    off();
    void life.kill();
  });
}

/** The provider has called back, and was heard, before it answers the request. */
function killAfterCallback({ provider }: World, life: Life): void {
  provider.faults.next("create", { kind: "callback_before_answer" });
  const off = provider.onEvent((event) => {
    if (event.kind !== "status" || event.status !== "delivered") return;
    off();
    void life.kill();
  });
}

function withoutCallbacks(prepare: Death["prepare"]): Death["prepare"] {
  return (world, life) => {
    world.provider.behaviour.callbacks = "off";
    prepare(world, life);
  };
}
