/**
 * Which of the ids the server logged as this. Of some it logs the end only, behind a `…`, as the
 * contact's number is in the rest. The id as it stands when it is none of them.
 */
export function wholeId(logged: string, ids: Iterable<string>): string {
  const [start = "", end] = logged.split("…");
  if (end === undefined) return logged;
  return [...ids].findLast((id) => id.startsWith(start) && id.endsWith(end)) ?? logged;
}
