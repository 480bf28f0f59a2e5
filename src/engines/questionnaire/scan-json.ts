import { visit } from "jsonc-parser";
import { whyNoJson } from "./why-no-json.ts";

/** Where everything stands in a JSON text; or where it stops being one, and why. Lines begin at 1. */
export type Scanned =
  | {
      kind: "json";
      /** The line of a value; of what it would stand in, when there is no such value. */
      lineOf(path: PropertyKey[]): number;
      /** Keys that an object has twice: `JSON.parse` keeps the last and says nothing. */
      repeated: { path: PropertyKey[]; line: number }[];
    }
  | { kind: "broken"; line: number; reason: string };

/** `JSON.parse` names a place for some errors only, and never that of a value which is wrong in itself. */
export function scanJson(text: string): Scanned {
  const seen = createSeen();
  try {
    readThrough(text, seen);
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    return { kind: "broken", line: error.line, reason: error.message };
  }
  return { kind: "json", ...seen };
}

class NoJson extends Error {
  readonly line: number;

  constructor(line: number, reason: string) {
    super(reason);
    this.line = line;
  }
}

/** To the first error, as what the parser makes of a text after that is a guess. Its lines begin at 0. */
function readThrough(text: string, seen: ReturnType<typeof createSeen>): void {
  const open: string[] = [];
  visit(
    text,
    {
      onObjectBegin: (_offset, _length, line, _column, path) => begin("}", line + 1, path()),
      onArrayBegin: (_offset, _length, line, _column, path) => begin("]", line + 1, path()),
      onObjectEnd: () => void open.pop(),
      onArrayEnd: () => void open.pop(),
      onObjectProperty: (name, _offset, _length, line, _column, path) =>
        seen.addKey([...path(), name], line + 1),
      onLiteralValue: (_value, _offset, _length, line, _column, path) => seen.add(path(), line + 1),
      onError(error, offset, _length, line) {
        throw new NoJson(line + 1, whyNoJson(error, text[offset], open.at(-1)));
      },
    },
    { disallowComments: true },
  );

  function begin(end: string, line: number, path: PropertyKey[]): void {
    open.push(end);
    if (open.length > DEEPEST)
      throw new NoJson(line, "brackets are nested too deeply; remove some");
    seen.add(path, line);
  }
}

/** The parser calls itself for every bracket. */
const DEEPEST = 50;

function createSeen() {
  const lines = new Map<string, number>();
  const repeated: { path: PropertyKey[]; line: number }[] = [];
  return { add, addKey, lineOf, repeated };

  /** A member of an object stands where its key does, which is seen first. */
  function add(path: PropertyKey[], line: number): void {
    const place = JSON.stringify(path);
    if (!lines.has(place)) lines.set(place, line);
  }

  function addKey(path: PropertyKey[], line: number): void {
    if (lines.has(JSON.stringify(path))) repeated.push({ path, line });
    add(path, line);
  }

  function lineOf(path: PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return lines.get("[]") ?? 1;
  }
}
