import { loadConfig } from "./config.ts";
import { runCommand } from "./run-command.ts";
import { backUp } from "./store/backup.ts";

// `npm run backup -- [file]`: a checked copy of the database, also while the server runs.
runCommand(() => {
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  const target = process.argv[2] ?? `data/backups/askline-${stamp}.db`;
  process.stdout.write(`Copying the database to ${target} …\n`);
  const { messages } = backUp(loadConfig().databaseFile, target);
  process.stdout.write(`Done: ${messages} messages, every page checked.\n`);
});
