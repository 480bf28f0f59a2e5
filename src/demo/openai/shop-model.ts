import { answerQuestion } from "../askyourdatabase/questions.ts";
import type { Shop } from "../askyourdatabase/shop.ts";
import type { Model, Said } from "./world.ts";

/**
 * A model that knows the demo's shop, sums up when its instructions ask for that, and shows that it
 * remembers: the question before, or what a summary has kept of it.
 */
export function createShopModel(shop: Shop): Model {
  return function say({ instructions, history, question }) {
    if (/^summari[sz]e/i.test(instructions)) return sumUp(question);
    const { text } = answerQuestion(shop, question, "");
    return [text, memoryOf(history)].filter(Boolean).join("\n\n");
  };
}

/** From the lines of a transcript, what the contact asked about. */
function sumUp(transcript: string): string {
  const earlier = /^earlier: (.*)$/m.exec(transcript)?.[1];
  const asked = [...transcript.matchAll(/^user: (.*)$/gm)].map(([, line = ""]) => firstWords(line));
  const about = `The contact asked: ${asked.join("; ")}`;
  return [earlier, about].filter(Boolean).join(" ");
}

function memoryOf(history: Said[]): string {
  const before = history.findLast(({ role }) => role === "user");
  if (before) return `_Earlier you asked: ${firstWords(before.text)}_`;
  const summary = history.find(({ text }) => text.startsWith("Summary"));
  return summary ? `_I remember: ${summary.text.split("\n").at(-1)}_` : "";
}

function firstWords(text: string): string {
  return text.split(/\s+/).slice(0, 12).join(" ");
}
