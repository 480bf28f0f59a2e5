import type { ShopAnswer } from "./known-questions.ts";

/** An answer as the events of the wire: status, SQL when debugging, the text in small pieces, a picture. */
export function eventsOf(
  { text, sql, rows, picture }: ShopAnswer,
  { debug }: { debug: boolean },
): object[] {
  const status = (state: string) => ({
    isExecutionStatus: true,
    functionName: "executeSQL",
    status: state,
  });
  const events: object[] = [];
  if (sql !== undefined) {
    events.push(status("started"));
    if (debug)
      events.push({ id: "executeSQL_1", isSQL: true, sql, result: { result: rows ?? [] } });
    events.push(status("completed"));
  }
  if (picture !== undefined) events.push({ isImage: true, url: picture });
  for (const [content] of text.matchAll(/[\s\S]{1,24}/gu)) events.push({ isText: true, content });
  return events;
}
