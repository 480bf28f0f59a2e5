import { z } from "zod";
import { item } from "./item.ts";
import { localized } from "./localized.ts";

export type Questionnaire = z.output<typeof questionnaireSchema>;

/**
 * What stands in `QUESTIONNAIRE_FILE`; `src/demo/questionnaire.json` shows all of it. Every text may
 * be a string, or an object by language (`en`, `es`, `it`, `fr`, `de`, `pt`), and is read as Markdown.
 *
 * - `greeting`: said before the first question; `ended`: said at the end, unless the external API says something
 * - `questions`: in the order they are asked, each with `id`, `text`, `kind` (`text`, `email`, `number`,
 *   `date`, `phone`, `choice`), and if needed `required` (true), `error`, for a number `min` and `max`,
 *   for a choice `choices`: `[{ id, title, description }]`
 * - `expiresAfterHours` (24): when an unfinished one is forgotten
 * - `mostQuestions` (50): together with those that the external API adds
 */
export const questionnaireSchema = z
  .strictObject({
    greeting: localized(1_000).optional(),
    questions: z
      .array(item)
      .min(1)
      .max(200)
      .superRefine(haveOwnIds, { when: () => true }),
    ended: localized(1_000).optional(),
    expiresAfterHours: z.number().positive().max(720).default(24),
    mostQuestions: z.int().min(1).max(200).default(50),
  })
  .refine(({ questions, mostQuestions }) => questions.length <= mostQuestions, {
    path: ["mostQuestions"],
    message: "is less than there are questions; raise it",
  });

/** Also among questions that are wrong in themselves, so that everything is told at once. */
function haveOwnIds(questions: unknown, context: z.RefinementCtx): void {
  const ids =
    z.array(z.object({ id: z.string() }).catch({ id: "" })).safeParse(questions).data ?? [];
  ids.forEach(({ id }, place) => {
    const isKnown = id !== "" && ids.findIndex((other) => other.id === id) < place;
    const message = "stands at an earlier question already; give each question its own";
    if (isKnown) context.addIssue({ code: "custom", path: [place, "id"], message });
  });
}
