import { z } from "zod";
import { TellOperator } from "../../errors.ts";
import { item } from "./item.ts";

/**
 * What the external API says to the answers: all of it may be left out or null. With
 * `continue_conversation` (which additional questions imply) `message` is said and the
 * `additional_questions` are asked, written as in the file; without, `message` and
 * `final_message` are said and the conversation ends. The texts are Markdown.
 */
export type ApiReply = z.output<typeof apiReply>;

const apiReply = z.object({
  continue_conversation: z.boolean().nullish(),
  message: z.string().nullish(),
  final_message: z.string().nullish(),
  additional_questions: z.array(item).max(200).nullish(),
});

/** An empty body is an answer too. @throws TellOperator with what is wrong, and none of what was said */
export function readApiReply(body: string): ApiReply {
  if (body.trim() === "") return {};
  const { data, error } = apiReply.safeParse(parsed(body));
  if (data) return data;
  const [issue] = error.issues;
  const place = issue?.path.length ? `its ${issue.path.join(".")}` : "its body";
  throw unreadable(`${place} is wrong (${issue?.code}); correct it there`);
}

/** @throws nothing: gives what to tell the operator when an answer cannot be read */
export function unreadable(why: string): TellOperator {
  return new TellOperator(
    "external_api_unreadable",
    `The answer of EXTERNAL_API_URL cannot be read: ${why}.`,
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable("it is not JSON; make it answer with JSON, or set the right address");
  }
}
