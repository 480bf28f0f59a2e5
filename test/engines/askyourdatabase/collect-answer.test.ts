import { expect, test } from "vitest";
import { collectAnswer } from "../../../src/engines/askyourdatabase/collect-answer.ts";

const LIMITS = { baseUrl: "https://ayd.example", maxBytes: 1_000_000 };

test("hundreds of thousands of sources hold up nobody, and fifty of a sane size are kept", async () => {
  const { answer, ignored } = await collectAnswer(manySources(), LIMITS);
  expect(ignored).toBe(0);
  expect(answer.sources).toHaveLength(50);
  const largest = Math.max(...answer.sources.map(({ text }) => Buffer.byteLength(text)));
  expect(largest).toBeLessThanOrEqual(20_000);
}, 10_000);

async function* manySources() {
  for (let count = 0; count < 50; count += 1) yield sql(`${count}${"é".repeat(40_000)}`);
  for (let piece = 0; piece < 50; piece += 1)
    yield Buffer.concat(Array.from({ length: 2_000 }, () => sql("select 1")));
}

function sql(text: string): Buffer {
  return Buffer.from(`data: ${JSON.stringify({ isSQL: true, sql: text })}\n\n`);
}
