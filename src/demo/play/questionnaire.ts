import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startExternalApi } from "../external-api/external-api.ts";
import { visitSuggestions } from "../phone/suggestions.ts";
import sample from "../questionnaire.json" with { type: "json" };
import type { PlayedEngine } from "./played.ts";

export async function playQuestionnaire(folder: string): Promise<PlayedEngine> {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const api = await startExternalApi({ secret });
  const file = join(folder, "questionnaire.json");
  await writeFile(file, JSON.stringify(withDepartments()));
  return {
    answerer: {
      name: "The questionnaire",
      asks: "The API that takes the answers",
      suggestions: visitSuggestions,
      sqlFor: () => undefined,
      mishaps: [
        {
          id: "down",
          label: "API of the answers is down",
          hint: "Answer the last question now: the API that takes the answers says 503, once.",
          happen: () => api.faults.next("submit", { kind: "status", status: 503 }),
        },
        {
          id: "lost_response",
          label: "API takes answers, says nothing",
          hint: "Answer the last question now: the API takes the answers, and the connection breaks.",
          happen: () => api.faults.next("submit", { kind: "lost_response" }),
        },
      ],
    },
    settings: {
      ENGINE: "questionnaire",
      QUESTIONNAIRE_FILE: file,
      EXTERNAL_API_URL: api.url,
      EXTERNAL_API_SECRET: secret,
    },
    close: () => api.close(),
  };
}

/** The sample, and a question with more choices than there is room for buttons: they make a list. */
function withDepartments() {
  const [name, ...others] = sample.questions;
  return { ...sample, questions: [name, DEPARTMENT, ...others] };
}

const DEPARTMENT = {
  id: "department",
  kind: "choice",
  text: { en: "Which department did you visit?" },
  choices: [
    { id: "kitchen", title: { en: "Kitchen" } },
    { id: "garden", title: { en: "Garden" } },
    { id: "books", title: { en: "Books" } },
    { id: "toys", title: { en: "Toys" } },
    { id: "sports", title: { en: "Sports" } },
  ],
};
