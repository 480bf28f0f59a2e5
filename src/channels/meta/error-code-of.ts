import { asObject } from "./json.ts";

/** The code of an error as Meta writes it wherever there is one; its texts may hold anything. */
export function errorCodeOf(error: unknown): string | undefined {
  const code = asObject(error)?.["code"];
  return Number.isSafeInteger(code) && String(code).length <= 7 ? String(code) : undefined;
}
