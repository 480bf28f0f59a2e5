import { spawnSync } from "node:child_process";

/** Why no system call can be made to fail on this machine; nothing when it can. */
export function whyNotTraced(): string | undefined {
  const options = [
    "-f",
    "--seccomp-bpf",
    "-e",
    "trace=fsync",
    "-e",
    "inject=fsync:error=EIO:when=1",
  ];
  const tried = spawnSync("strace", [...options, "true"], { encoding: "utf8", timeout: 10_000 });
  if (tried.error) return "strace is not installed";
  if (tried.status !== 0) return `strace may not trace here: ${tried.stderr.trim().split("\n")[0]}`;
  return undefined;
}
