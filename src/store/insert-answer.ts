import type { Answer, EngineName } from "../nouns.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

export type StoredAnswer = Answer & { engine: EngineName; tookMs: number };

export async function insertAnswer(
  db: Queries,
  turnId: number,
  { engine, text, pictures, sources, cutOff, tookMs, tokens }: StoredAnswer,
  now: number,
) {
  await insertAnswerRow(db, {
    turnId,
    engine,
    text,
    tookMs,
    now,
    pictures: JSON.stringify(pictures),
    sources: JSON.stringify(sources),
    cutOff: cutOff ? 1 : 0,
    input: tokens?.input ?? null,
    cached: tokens?.cached ?? null,
    output: tokens?.output ?? null,
  });
}

const insertAnswerRow = prepared<{
  turnId: number;
  engine: EngineName;
  text: string;
  pictures: string;
  sources: string;
  cutOff: number;
  input: number | null;
  cached: number | null;
  output: number | null;
  tookMs: number;
  now: number;
}>()((db, value) =>
  db.insertInto("answers").values({
    turn_id: value("turnId"),
    engine: value("engine"),
    text: value("text"),
    pictures: value("pictures"),
    sources: value("sources"),
    cut_off: value("cutOff"),
    input_tokens: value("input"),
    cached_tokens: value("cached"),
    output_tokens: value("output"),
    took_ms: value("tookMs"),
    created_at: value("now"),
  }),
);
