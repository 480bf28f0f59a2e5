import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { pinnedNode } from "./pin.ts";

type NodeProcess = {
  pid: number;
  exited: Promise<unknown>;
  /** Never resolves; rejects when the process ends. */
  failed: Promise<never>;
  end(signal: NodeJS.Signals): Promise<void>;
};

/** Runs Node with these arguments on the servers' core; it ends with us at the latest. */
export function startNode(
  args: string[],
  { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): NodeProcess {
  const { command, first } = pinnedNode();
  const child = spawn(command, [...first, ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const exited = once(child, "exit").then(() => process.off("exit", killWithUs));
  const failed = exited.then(() => Promise.reject(new Error(`${args.join(" ")} has ended.`)));
  failed.catch(() => {});
  return {
    pid: child.pid ?? 0,
    exited,
    failed,
    async end(signal) {
      child.kill(signal);
      await exited;
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
