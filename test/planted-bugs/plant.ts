import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bug } from "./bug.ts";
import { occurrences } from "./occurrences.ts";

/** Makes the edit in this copy of the tree; the returned function takes it back. */
export function plant(folder: string, { name, file, find, replace }: Bug): () => void {
  const path = join(folder, file);
  const sound = readFileSync(path, "utf8");
  const times = occurrences(sound, find);
  if (times !== 1)
    throw new Error(
      `"${name}" does not apply any more: its text stands ${times} times in ${file}.`,
    );
  // As a function: what is replaced may hold a `$`.
  writeFileSync(
    path,
    sound.replace(find, () => replace),
  );
  return () => writeFileSync(path, sound);
}
