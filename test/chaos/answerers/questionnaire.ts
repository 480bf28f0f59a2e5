import { resolve } from "node:path";
import type { Fault } from "../../../src/demo/external-api/fault.ts";
import { startExternalApi } from "../../../src/demo/external-api/external-api.ts";
import type { Answerer, Submission } from "./answerer.ts";

const SECRET = `whsec_${Buffer.from("canary-secret-of-the-external-api").toString("base64")}`;

/** Three questions that everything is an answer to, and an external API that thanks for them. */
export async function startQuestionnaire(): Promise<Answerer> {
  const api = await startExternalApi({ secret: SECRET });
  api.always({ continue_conversation: false, message: THANKS });
  let spoilt = 0;
  return {
    engine: "questionnaire",
    settings: {
      ENGINE: "questionnaire",
      QUESTIONNAIRE_FILE: resolve(import.meta.dirname, "questionnaire.json"),
      EXTERNAL_API_URL: api.url,
      EXTERNAL_API_SECRET: SECRET,
    },
    secrets: [SECRET],
    spoil(random) {
      spoilt += 1;
      api.faults.next("submit", random.oneOf(FAULTS));
    },
    heal: () => api.faults.clear(),
    testify: () => ({
      asked: [],
      histories: [],
      submissions: api.received.map(submissionOf),
      spoilt,
      counts: {
        "submissions taken in": api.received.length,
        "submissions repeated under the same id": api.calls.repeated,
        "submissions that were to go wrong": spoilt,
      },
    }),
    close: api.close,
  };
}

export const THANKS = "Thank you.";

const FAULTS: [Fault, ...Fault[]] = [
  { kind: "lost_response" },
  { kind: "reset" },
  { kind: "status", status: 500 },
  { kind: "delay", delayMs: 300 },
];

type Received = Awaited<ReturnType<typeof startExternalApi>>["received"][number];

function submissionOf({ submission: { user_phone, answers } }: Received): Submission {
  const given = answers.map(({ id, value }) => ({ id, value: String(value) }));
  return { address: user_phone ?? "", answers: given };
}
