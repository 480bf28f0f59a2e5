import { readFileSync } from "node:fs";

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * How many transactions the write-ahead log of a database holds: the last frame of each names the
 * size of the database after it (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
 */
export function countCommits(file: string): number {
  const wal = readFileSync(`${file}-wal`);
  const frameBytes = FRAME_HEADER_BYTES + wal.readUInt32BE(8);
  let commits = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= wal.length; at += frameBytes) {
    // Frames that were left over from before the log was last begun anew carry other salts.
    const isCurrent = wal.subarray(at + 8, at + 16).equals(wal.subarray(16, 24));
    if (isCurrent && wal.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}
