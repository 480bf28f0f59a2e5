/** The words of an `error` field; undefined when it holds no error. */
export function errorText(error: unknown): string | undefined {
  if (error === undefined || error === null || error === false || error === "") return undefined;
  return typeof error === "string" ? error : JSON.stringify(error);
}
