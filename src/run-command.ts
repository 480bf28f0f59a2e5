import { ConfigProblems } from "./config.ts";
import { codeOf, TellOperator } from "./errors.ts";

/** Runs a command; what goes wrong is told in one sentence, with exit code 1. */
export function runCommand(command: () => void | Promise<void>): void {
  Promise.try(command).catch((error: unknown) => {
    process.stderr.write(`${sentence(error)}\n`);
    process.exit(1);
  });
}

function sentence(error: unknown): string {
  const isForPeople = error instanceof TellOperator || error instanceof ConfigProblems;
  return isForPeople ? error.message : `That did not work: ${codeOf(error)}`;
}
