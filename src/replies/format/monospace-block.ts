import { tidyLines } from "./tidy-lines.ts";

/** Lines in WhatsApp's monospace. In a quote every line has its own, since `> ` stands between. */
export function monospaceBlock(code: string, quoted: boolean): string {
  const text = tidyLines(code);
  // WhatsApp knows no longer fence: what contains one is better left as it is.
  if (text === "" || text.includes("```")) return text;
  return quoted ? text.split("\n").map(monospaceLine).join("\n") : `\`\`\`\n${text}\n\`\`\``;
}

function monospaceLine(line: string): string {
  return line === "" || line.includes("`") ? line : `\`${line}\``;
}
