import type { Bug } from "./bug.ts";

const ANSWER_TURN = "test/turn/answer-turn.test.ts";

/** In what contacts can tell us to do, and in the language that we answer in. */
export const commandBugs: Bug[] = [
  {
    name: "/reset leaves the engines their sessions",
    file: "src/store/sessions.ts",
    find: 'await db.deleteFrom("sessions").where("conversation_id", "=", conversationId).execute();',
    replace: "",
    testFile: ANSWER_TURN,
    test: "/reset forgets what engines keep and what MORE would bring, but not what happened",
  },
  {
    name: "/reset leaves the transcript in use",
    file: "src/store/exchanges.ts",
    find: "!sinceReset || at >= (resetAt ?? 0)",
    replace: "!sinceReset || at >= 0 || resetAt",
    testFile: ANSWER_TURN,
    test: "/reset forgets what engines keep and what MORE would bring, but not what happened",
  },
  {
    name: "/help does not forget the language of another command",
    file: "src/turn/obey.ts",
    find: 'return name === "help" ? null : before;',
    replace: "return name ? before : null;",
    testFile: ANSWER_TURN,
    test: "in a language of its own is answered in it, and so is what follows, until /help",
  },
  {
    name: "a STOP with characters that nobody sees is none",
    file: "src/plain-word.ts",
    find: String.raw`[\p{M}\p{Default_Ignorable_Code_Point}]`,
    replace: String.raw`\p{M}`,
    testFile: "test/turn/commands.test.ts",
    test: "is understood",
  },
  {
    name: "the language of the business is not asked for",
    file: "src/texts/language-of.ts",
    find: 'ofBusiness === "auto" ? ofCountry(address) : ofBusiness',
    replace: "ofCountry(address)",
    testFile: "test/texts/texts.test.ts",
    test: "of the business, when it has one",
  },
];
