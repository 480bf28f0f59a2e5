/** Drops blanks at line ends, blank lines at both ends, and all but one of several blank lines. */
export function tidyLines(text: string): string {
  const kept: string[] = [];
  for (const line of text.split("\n").map((line) => line.trimEnd())) {
    const repeatsBlank = line === "" && (kept.at(-1) ?? "") === "";
    if (!repeatsBlank) kept.push(line);
  }
  if (kept.at(-1) === "") kept.pop();
  return kept.join("\n");
}
