import { z } from "zod";
import { START_WORDS, STOP_WORDS } from "../../opt-words.ts";
import { plainWord } from "../../plain-word.ts";
import { LANGUAGES } from "./languages.ts";
import { localized, textIn } from "./localized.ts";

/**
 * One question of a questionnaire: an item, as `Question` is what an engine is asked.
 *
 * `required` is true unless said otherwise; `error` is what a contact reads after a wrong answer,
 * before the question is asked again. The same for those of the file and those the external API adds.
 */
export type Item = z.output<typeof item>;
export type ChoiceItem = Extract<Item, { kind: "choice" }>;

export const LONGEST_ID = 60;
const id = z.string().regex(new RegExp(`^[\\w-]{1,${LONGEST_ID}}$`));

const choice = z.strictObject({
  id,
  title: localized(72),
  description: localized(72).optional(),
});

const common = {
  id,
  text: localized(1_000),
  required: z.boolean().default(true),
  error: localized(500).optional(),
};

export const item = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("text") }),
  z.strictObject({ ...common, kind: z.literal("email") }),
  z
    .strictObject({
      ...common,
      kind: z.literal("number"),
      min: z.number().optional(),
      max: z.number().optional(),
    })
    .refine(({ min = -Infinity, max = Infinity }) => min <= max, {
      path: ["min"],
      message: "is more than max; exchange the two",
    }),
  z.strictObject({ ...common, kind: z.literal("date") }),
  z.strictObject({ ...common, kind: z.literal("phone") }),
  z.strictObject({
    ...common,
    kind: z.literal("choice"),
    choices: z.array(choice).min(1).max(20).superRefine(tellApart),
  }),
]);

const OPT_WORDS = `${STOP_WORDS} ${START_WORDS}`.split(" ");

type Choices = z.output<typeof choice>[];

/** Contacts answer with a title or with its place in the list: both must mean one choice only. */
function tellApart(choices: Choices, context: z.RefinementCtx): void {
  choices.forEach(({ id }, place) => {
    if (choices.findIndex((other) => other.id === id) < place)
      refuse([place, "id"], "stands at an earlier choice already; give each choice its own");
    const numbers = titlesOf(choices, place).filter((title) => /^\d+$/.test(title));
    if (numbers.some((title) => title !== String(place + 1)))
      refuse([place, "title"], "is a number, but not its place in the list; put a word to it");
    if (titlesOf(choices, place).some((title) => OPT_WORDS.includes(plainWord(title))))
      refuse([place, "title"], "ends or begins all messages when it is typed; use another word");
    if (LANGUAGES.some((language) => isTaken(choices, place, language)))
      refuse([place, "title"], "reads like that of an earlier choice; give each its own");
  });

  function refuse(path: PropertyKey[], message: string): void {
    context.addIssue({ code: "custom", path, message });
  }
}

function titlesOf(choices: Choices, place: number): string[] {
  return LANGUAGES.map((language) => titleOf(choices[place], language));
}

function isTaken(choices: Choices, place: number, language: (typeof LANGUAGES)[number]): boolean {
  const title = titleOf(choices[place], language);
  return choices.slice(0, place).some((earlier) => titleOf(earlier, language) === title);
}

function titleOf(
  choice: Choices[number] | undefined,
  language: (typeof LANGUAGES)[number],
): string {
  return choice ? textIn(choice.title, language).toLowerCase() : "";
}
