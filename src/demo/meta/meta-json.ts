/** JSON as Meta writes it: everything but ASCII escaped, and slashes too. What is signed are these bytes. */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", String.raw`\/`)
    .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
