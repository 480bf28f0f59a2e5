import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGate } from "../../src/queue/gate.ts";

test("so many are let in at a time", () => {
  const gate = createGate(2);
  expect([gate.tryEnter(), gate.tryEnter(), gate.tryEnter()]).toEqual([true, true, false]);
  gate.leave();
  expect([gate.tryEnter(), gate.tryEnter()]).toEqual([true, false]);
});

test("the others come in one by one, in the order they came", async () => {
  const gate = createGate(1);
  const entered: string[] = [];
  for (const name of ["first", "second", "third"]) void gate.enter().then(() => entered.push(name));
  await nextTurn();
  expect(entered).toEqual(["first"]);
  for (const expected of [
    ["first", "second"],
    ["first", "second", "third"],
  ]) {
    gate.leave();
    await nextTurn();
    expect(entered).toEqual(expected);
  }
});

test("nobody overtakes those who wait", async () => {
  const gate = createGate(1);
  gate.tryEnter();
  const waiting = gate.enter();
  gate.leave();
  expect(gate.tryEnter()).toBe(false);
  expect(await waiting).toBe(true);
});

test("when it closes, whoever waits is sent away and nobody comes in any more", async () => {
  const gate = createGate(1);
  gate.tryEnter();
  const waiting = gate.enter();
  gate.close();
  expect(await waiting).toBe(false);
  gate.leave();
  expect([gate.tryEnter(), await gate.enter()]).toEqual([false, false]);
});
