import { renameSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Loaded before the server: at SIGUSR2 it collects its garbage, and writes beside its database how
 * many bytes are left. What the process holds beyond that is room that V8 has not given back yet.
 */
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const file = `${process.env["DATABASE_URL"]?.slice("sqlite:".length)}.live`;

process.on("SIGUSR2", () => {
  collect();
  // What lies outside of the heap goes after those who held it have gone.
  setTimeout(() => {
    collect();
    tell(process.memoryUsage());
  }, 100);
});

function tell({ heapUsed, external }: NodeJS.MemoryUsage) {
  writeFileSync(`${file}.part`, String(heapUsed + external));
  renameSync(`${file}.part`, file);
}
