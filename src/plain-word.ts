/**
 * A word as it was meant, to be compared with others: in small letters, without accents, without
 * characters nobody sees, without what stands around it. A slash before it and a question mark after
 * it change what it means, so both stay. Empty for what is too long to be a word.
 */
export function plainWord(text: string): string {
  if (text.length > LONGEST) return "";
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(/^[^\p{L}\p{N}/]+|[^\p{L}\p{N}/?]+$/gu, "")
    .toLowerCase();
}

const LONGEST = 200;
