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
  const lineAt = createLineAt(text);
  const seen = createSeen();
  try {
    createReader(text, seen).readAll();
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    return { kind: "broken", line: lineAt(error.offset), reason: error.message };
  }
  return {
    kind: "json",
    lineOf: (path) => lineAt(seen.offsetOf(path)),
    repeated: seen.repeated.map(({ path, offset }) => ({ path, line: lineAt(offset) })),
  };
}

function createLineAt(text: string) {
  const starts = [0, ...text.matchAll(/\n/g).map(({ index }) => index + 1)];

  return function lineAt(offset: number): number {
    let [from, to] = [0, starts.length];
    while (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      if ((starts[middle] ?? 0) <= offset) from = middle;
      else to = middle;
    }
    return from + 1;
  };
}

class NoJson extends Error {
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

type Seen = ReturnType<typeof createSeen>;

function createSeen() {
  const offsets = new Map<string, number>();
  const repeated: { path: PropertyKey[]; offset: number }[] = [];
  return {
    repeated,
    /** A member of an object stands where its key does, which is seen first. */
    add(path: PropertyKey[], offset: number): void {
      const place = JSON.stringify(path);
      if (!offsets.has(place)) offsets.set(place, offset);
    },
    addKey(path: PropertyKey[], offset: number): void {
      if (offsets.has(JSON.stringify(path))) repeated.push({ path, offset });
      this.add(path, offset);
    },
    offsetOf(path: PropertyKey[]): number {
      for (let length = path.length; length > 0; length -= 1) {
        const offset = offsets.get(JSON.stringify(path.slice(0, length)));
        if (offset !== undefined) return offset;
      }
      return offsets.get("[]") ?? 0;
    },
  };
}

const BLANKS = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DEEPEST = 50;

function createReader(text: string, seen: Seen) {
  let at = 0;

  return {
    readAll(): void {
      readValue([]);
      skipBlanks();
      if (at < text.length) fail("nothing may follow the last bracket; remove it");
    },
  };

  function readValue(path: PropertyKey[]): void {
    skipBlanks();
    seen.add(path, at);
    if (path.length > DEEPEST) fail("brackets are nested too deeply; remove some");
    if (takes("{")) readMembers(path);
    else if (takes("[")) readElements(path);
    else if (text[at] === '"') readString();
    else if (match(SCALAR) === undefined) fail(whyNoValue());
  }

  function readMembers(path: PropertyKey[]): void {
    if (takes("}")) return;
    do {
      skipBlanks();
      const offset = at;
      if (text[at] !== '"') fail(whyNoKey());
      const member = [...path, readString()];
      seen.addKey(member, offset);
      if (!takes(":")) fail("a colon is missing before this");
      readValue(member);
    } while (takes(","));
    if (!takes("}")) fail(whyNoEnd("}"));
  }

  function readElements(path: PropertyKey[]): void {
    if (takes("]")) return;
    let index = 0;
    do {
      readValue([...path, index]);
      index += 1;
    } while (takes(","));
    if (!takes("]")) fail(whyNoEnd("]"));
  }

  function readString(): string {
    try {
      return JSON.parse(match(STRING) ?? "");
    } catch {
      return fail(
        'a text here is not right; end it with " on the same line, and write \\n for a new line and \\" for a quote',
      );
    }
  }

  function whyNoValue(): string {
    if (text[at] === "]" || text[at] === "}")
      return "a value is missing here, or the comma before it is too many; remove it";
    return whyNot("a value");
  }

  function whyNoKey(): string {
    if (text[at] === "}") return "the comma before this is too many; remove it";
    return whyNot("a name in double quotes");
  }

  function whyNoEnd(bracket: string): string {
    return whyNot(`a comma or ${bracket}`);
  }

  function whyNot(wanted: string): string {
    if (at >= text.length)
      return "the file ends too early; close every { with } and every [ with ]";
    if (text[at] === "/" || text[at] === "#") return "JSON has no comments; remove this one";
    if (text[at] === "'") return "texts stand in double quotes; write \" instead of '";
    return `${wanted} was expected before ${JSON.stringify(text[at])}; add it`;
  }

  function takes(mark: string): boolean {
    skipBlanks();
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  }

  function skipBlanks(): void {
    match(BLANKS);
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found;
  }

  function fail(reason: string): never {
    throw new NoJson(at, reason);
  }
}
