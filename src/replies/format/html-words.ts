/** The text of HTML without its tags and comments; line breaks stay, entities are left alone. */
export function htmlWords(html: string): string {
  return withoutComments(html)
    .replace(/<br\s{0,9}\/?>/gi, "\n")
    .replace(/<\/(?:p|div|tr|li|h[1-6]|summary)>/gi, "\n")
    .replace(/<\/t[dh]>/gi, " ")
    .replace(/<[^<>]*>/g, "");
}

/** By hand: a pattern for this is quadratic in comments that never end. */
function withoutComments(html: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let start = html.indexOf("<!--"); start >= 0; start = html.indexOf("<!--", from)) {
    kept.push(html.slice(from, start));
    const end = html.indexOf("-->", start + 2);
    if (end < 0) return kept.join("");
    from = end + 3;
  }
  return kept.join("") + html.slice(from);
}
