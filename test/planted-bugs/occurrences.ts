/** How often a text stands in another. */
export function occurrences(text: string, find: string): number {
  return text.split(find).length - 1;
}
