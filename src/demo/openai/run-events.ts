import { messageJson, partJson, responseJson, saidBy, type Run } from "./run.ts";

/** The events of a run in the order of the wire, up to the end that its fault wants. */
export function eventsOf(run: Run): object[] {
  return [...beginning(run), ...(run.fault.bare ? [] : pieces(run)), ...ending(run)].map(
    (event, index) => ({ ...event, sequence_number: index }),
  );
}

type Event = { type: string } & Record<string, unknown>;

function beginning(run: Run): Event[] {
  const response = responseJson(run, "in_progress");
  const place = { item_id: run.messageId, output_index: 0, content_index: 0 };
  const item = messageJson(run, "in_progress");
  return [
    { type: "response.created", response },
    { type: "response.in_progress", response },
    { type: "response.output_item.added", output_index: 0, item },
    { type: "response.content_part.added", ...place, part: partJson(run, "") },
  ];
}

function pieces(run: Run): Event[] {
  const place = { item_id: run.messageId, output_index: 0, content_index: 0 };
  const type = run.fault.refusal ? "response.refusal.delta" : "response.output_text.delta";
  return saidBy(run).map((delta) => ({
    type,
    ...place,
    delta,
    logprobs: [],
    obfuscation: "C16oYk",
  }));
}

function ending(run: Run): Event[] {
  const { end } = run.fault;
  switch (end?.kind) {
    case undefined:
    case "completed_then_reset":
    case "completed_then_stall":
      return [...wholeTexts(run), terminal(run, "completed")];
    case "incomplete":
      return [...wholeTexts(run), terminal(run, "incomplete")];
    case "failed":
      return [terminal(run, "failed")];
    case "error":
      return [{ type: "error", code: end.code, message: "It went wrong.", param: null }];
    case "ends":
    case "reset":
    case "stall":
      return [];
    default:
      return end satisfies never;
  }
}

/** All of it once more, as OpenAI does. */
function wholeTexts(run: Run): Event[] {
  const place = { item_id: run.messageId, output_index: 0, content_index: 0 };
  const text = saidBy(run).join("");
  const done = run.fault.refusal
    ? { type: "response.refusal.done", ...place, refusal: text }
    : { type: "response.output_text.done", ...place, text, logprobs: [] };
  const item = messageJson(run, run.fault.end?.kind === "incomplete" ? "incomplete" : "completed");
  return [
    done,
    { type: "response.content_part.done", ...place, part: partJson(run, text) },
    { type: "response.output_item.done", output_index: 0, item },
  ];
}

function terminal(run: Run, status: "completed" | "incomplete" | "failed"): Event {
  return { type: `response.${status}`, response: responseJson(run, status) };
}
