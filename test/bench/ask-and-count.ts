import { setTimeout as delay } from "node:timers/promises";
import { openConnections } from "./connection.ts";
import { openLoop } from "./load.ts";
import { signedRequest } from "./signed-requests.ts";
import type { Stage } from "./stand-ins.ts";

type Answered = {
  /** From each webhook due to leave to its answer at the Twilio stand-in. */
  repliesMs: number[];
  asked: number;
  /** Replies a second from the first question to the last reply: less than was asked when it jams. */
  perSecond: number;
  /** Answers to questions that had been answered already, or that nobody asked. */
  surplus: number;
  /** Webhooks that heard another status than 200. */
  wrong: number;
};

/**
 * Asks `count` questions at a steady rate and waits for the answers, which repeat the question and
 * so say whose they are. Gives up on what is missing when nothing has come for 10 s.
 */
export async function askAndCount(
  { twilio, server }: Stage,
  load: { count: number; perSecond: number; contacts: number },
): Promise<Answered> {
  const texts = Array.from({ length: load.count }, (_, index) => `Question ${index}`);
  const open = new Map<string, number>();
  const answered: Answered = {
    repliesMs: [],
    asked: load.count,
    perSecond: 0,
    surplus: 0,
    wrong: 0,
  };
  const startedAt = performance.now();
  let lastAt = startedAt;
  const stopListening = twilio.onEvent((event) => {
    if (event.kind !== "created") return;
    const askedAt = open.get(event.message.body);
    if (askedAt === undefined) answered.surplus += 1;
    else answered.repliesMs.push(performance.now() - askedAt);
    lastAt = performance.now();
    open.delete(event.message.body);
  });
  const connections = await openConnections(server.port, 16);
  const sent = await openLoop({
    connections,
    requests: texts.map((text, index) => signedRequest({ contact: index % load.contacts, text })),
    perSecond: load.perSecond,
    onSend: (index) => open.set(texts[index] ?? "", performance.now()),
  });
  await waitForTheRest(open);
  stopListening();
  for (const connection of connections) connection.close();
  const perSecond = (answered.repliesMs.length / (lastAt - startedAt)) * 1000;
  return { ...answered, perSecond, wrong: sent.wrong };
}

async function waitForTheRest(open: ReadonlyMap<string, number>): Promise<void> {
  let size = open.size;
  for (let quietMs = 0; open.size > 0 && quietMs < 10_000; quietMs += 20) {
    await delay(20);
    if (open.size !== size) quietMs = 0;
    size = open.size;
  }
}
