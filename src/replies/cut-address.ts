/** The web address that goes over `at`, if one does. */
export function addressAt(text: string, at: number): { start: number; end: number } | undefined {
  for (const { index, 0: address } of text.matchAll(/(?:https?:\/\/|www\.)\S+/gi)) {
    const end = index + address.length;
    if (index < at && at < end) return { start: index, end };
    if (index >= at) return undefined;
  }
  return undefined;
}
