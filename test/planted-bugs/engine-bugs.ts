import type { Bug } from "./bug.ts";

const CONVERSATION = "test/engines/openai/conversation.test.ts";
const KEEPING = "test/engines/questionnaire/keeping.test.ts";
const EXTERNAL_API = "test/engines/questionnaire/external-api.test.ts";
const CHAIN = "test/engines/chain.test.ts";

/** In OpenAI's engine, in the questionnaire, and between the engines. */
export const engineBugs: Bug[] = [
  {
    name: "an answer counts as whole without its terminal event",
    file: "src/engines/openai/collect-answer.ts",
    find: "await takeAll(iterator, collecting);",
    replace: `await takeAll(iterator, collecting);
    if (collecting.end.kind === "broken") collecting.end = { kind: "completed" };`,
    testFile: "test/engines/openai/ask.test.ts",
    test: "after some text shows the text, and that it broke off",
  },
  {
    name: "what a conversation at OpenAI holds is not remembered",
    file: "src/engines/openai/session.ts",
    find: "holdsUpTo: Math.max(holdsUpTo, ...turnIds),",
    replace: "holdsUpTo,",
    testFile: CONVERSATION,
    test: "after a process died before the answer was stored",
  },
  {
    name: "a run at OpenAI that nobody saw end leaves its conversation in use",
    file: "src/engines/openai/ask-in-conversation.ts",
    find: "await save(conversationId, { ...session, isCertain: false });",
    replace: "",
    testFile: CONVERSATION,
    test: "after a process died in the middle of a run",
  },
  {
    name: "BACK loses the answers",
    file: "src/engines/questionnaire/take-message.ts",
    find: "return ask(run, before ?? item,",
    replace: "return ask({ ...run, answers: [] }, before ?? item,",
    testFile: "test/engines/questionnaire/questionnaire.test.ts",
    test: "asks the question before, and a new answer replaces the old one",
  },
  {
    name: "answers go to the API before they are kept",
    file: "src/engines/questionnaire/questionnaire.ts",
    find: "await save(conversationId, session);",
    replace: "",
    testFile: EXTERNAL_API,
    test: "keeps the answers, which the same turn sends again until they are taken",
  },
  {
    name: "answers that are sent again have another webhook-id",
    file: "src/engines/questionnaire/take-message.ts",
    find: 'return { kind: "submit", session };',
    replace: "return submit(session.run, question);",
    testFile: EXTERNAL_API,
    test: "hears the same id and the same words again when its answer was lost",
  },
  {
    name: "a message that is taken again after a crash counts twice",
    file: "src/engines/questionnaire/questionnaire.ts",
    find: "if (told?.turnId === turnId) return asAnswer(told);",
    replace: "",
    testFile: KEEPING,
    test: "gives the same turn the same answer, and counts it once",
  },
  {
    name: "nobody is asked instead of an engine that is down",
    file: "src/engines/chain.ts",
    find: "return error instanceof Unavailable || error instanceof TellOperator;",
    replace: "return error instanceof TellOperator;",
    testFile: CHAIN,
    test: "while it is down, the fallback answers",
  },
  {
    name: "a fallback answers in the middle of a questionnaire",
    file: "src/engines/chain.ts",
    find: "!fallback || first.resume)",
    replace: "!fallback)",
    testFile: CHAIN,
    test: "nor is one that is in the middle of a questionnaire",
  },
];
