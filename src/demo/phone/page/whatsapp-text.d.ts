export type Block =
  | { kind: "paragraph" | "bullets" | "numbers" | "quote"; lines: Line[] }
  | { kind: "code"; text: string };

export type Line = { number?: number; inlines: Inline[] };

export type Inline =
  | { kind: "text" | "code"; text: string }
  | { kind: "link"; url: string }
  | { kind: "bold" | "italic" | "strike"; inlines: Inline[] };

export function readWhatsAppText(text: string): Block[];
