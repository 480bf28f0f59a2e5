import { z } from "zod";
import { Never } from "../../errors.ts";
import { parseJson } from "../../parse-json.ts";
import { item } from "./item.ts";

/**
 * What the external API says to the answers: all of it may be left out or null. With
 * `additional_questions`, written as in the file, `message` is said and they are asked; without
 * any, or when `continue_conversation` is false, `message` and `final_message` are said and the
 * conversation ends, as nothing is left to ask. The texts are Markdown.
 */
export type ApiReply = z.output<typeof apiReply>;

const apiReply = z.object({
  continue_conversation: z.boolean().nullish(),
  message: z.string().nullish(),
  final_message: z.string().nullish(),
  additional_questions: z.array(item).max(200).nullish(),
});

/** An empty body is an answer too. @throws Never with what is wrong, and none of what was said */
export function readApiReply(body: string): ApiReply {
  if (body.trim() === "") return {};
  const json = parseJson(body);
  if (json === undefined)
    throw unreadable("it is not JSON; make it answer with JSON, or set the right address");
  const { data, error } = apiReply.safeParse(json);
  if (data) return data;
  const [issue] = error.issues;
  const place = issue?.path.length ? `its ${issue.path.join(".")}` : "its body";
  throw unreadable(`${place} is wrong (${issue?.code}); correct it there`);
}

/** What the operator is told of an answer that cannot be read. */
export function unreadable(why: string): Never {
  return new Never(
    "external_api_unreadable",
    `The answer of EXTERNAL_API_URL cannot be read: ${why}.`,
  );
}
