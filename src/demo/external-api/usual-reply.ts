import type { Submission } from "./verify.ts";

export type Reply = {
  continue_conversation?: boolean | null;
  message?: string | null;
  final_message?: string | null;
  additional_questions?: object[] | null;
};

/** What the demo's shop says to its questionnaire: whoever rates it low is asked why, once. */
export function usualReply({ answers }: Submission): Reply {
  const valueOf = (id: string) => answers.find((answer) => answer.id === id)?.value;
  const rating = valueOf("rating");
  if (typeof rating === "number" && rating < 3 && valueOf(WHY.id) === undefined)
    return {
      continue_conversation: true,
      message: "We are sorry to hear that.",
      additional_questions: [WHY],
    };
  const name = valueOf("name");
  const given = answers.filter(({ value }) => value !== null).length;
  return {
    continue_conversation: false,
    message: `Thank you${typeof name === "string" ? `, ${name}` : ""}!`,
    final_message: `We have noted ${given} answers. See you soon!`,
  };
}

const WHY = {
  id: "why",
  kind: "text",
  text: {
    en: "What should we do better?",
    es: "¿Qué deberíamos mejorar?",
    it: "Che cosa dovremmo migliorare?",
    fr: "Que devrions-nous améliorer ?",
    de: "Was sollen wir besser machen?",
    pt: "O que devemos melhorar?",
  },
};
