/** An object of which nothing is known yet. */
export type Json = { [name: string]: unknown };

export function asObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}
