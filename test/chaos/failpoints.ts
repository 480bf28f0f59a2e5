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
type Death = {
  name: string;
  /** Twilio and AskYourDatabase when left out. */
  stage?: Stage;
  prepare(world: World, life: Life): void;
  /** Where the next servers die of the same message. */
  deaths?: Point[];
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
      "answer stored",
      "send about to leave",
      "send accepted, not stored",
      "outcome stored",
    ] as const
  ).map((point): Death => ({
    name: point,
    prepare: (_world, life) => life.arm(point),
    asks: point === "answer streams" ? 2 : 1,
  })),
  {
    name: "message created, answer not sent; no callbacks",
    prepare: withoutCallbacks(killAtCreation),
  },
  { name: "message created, answer not sent; callbacks", prepare: killAtCreation },
  { name: "callback stored, answer not sent", prepare: killAfterCallback },
  ...(["look-up about to leave", "look-up answered, not stored"] as const).map((point): Death => ({
    name: point,
    prepare: withoutCallbacks(killAtCreation),
    deaths: [point],
  })),
  {
    name: "the same answer kills three servers",
    prepare: (_world, life) => life.arm("answer streams"),
    deaths: ["answer streams", "answer streams"],
    asks: 3,
    state: "dead",
  },
  {
    name: "a run in a conversation at OpenAI streams",
    stage: { channel: "meta", engine: "openai" },
    prepare: (_world, life) => life.arm("answer streams"),
    asks: 2,
  },
  {
    name: "conversation at OpenAI kept, turn open",
    stage: { channel: "meta", engine: "openai" },
    prepare: (_world, life) => life.arm("session kept, turn open"),
  },
  {
    name: "place in the questionnaire kept, turn open",
    stage: { channel: "meta", engine: "questionnaire" },
    prepare: (_world, life) => life.arm("session kept, turn open"),
    asks: 0,
  },
];

/** Dies at one point `times` times, once for each of as many contacts, and resumes each time. */
export async function dieAt(death: Death, times: number): Promise<Judged> {
  return judge(async (world) => {
    let life = world.begin();
    for (let n = 0; n < times; n += 1) life = await dieAndResume(world, life, death, n);
    return life;
  }, death.stage);
}

async function dieAndResume(world: World, life: Life, death: Death, n: number): Promise<Life> {
  await life.ready;
  death.prepare(world, life);
  const deliver = createDeliver(world);
  const address = addressOf(n);
  let { id, heard } = await deliver.write({ address, question: questionOf(address, 1, random) });
  await mustDie(life, death.name);
  for (const point of death.deaths ?? []) await mustDie(world.begin({ point }), point);
  Object.assign(world.provider.behaviour, { callbacks: "in_order" });
  world.skip(180_000);
  const next = world.begin();
  await next.ready;
  while (!heard) heard = await deliver.again(id);
  await settle(world.file, 20_000);
  return next;
}

const random = createRandom(1);

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
