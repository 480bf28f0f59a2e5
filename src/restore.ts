import { loadConfig } from "./config.ts";
import { TellOperator } from "./errors.ts";
import { runCommand } from "./run-command.ts";
import { restore } from "./store/backup.ts";

// `npm run restore -- <file>`: puts a copy in the place of the database, while no server runs.
runCommand(() => {
  const source = process.argv[2];
  if (!source)
    throw new TellOperator("no_copy_named", "Name the copy: npm run restore -- data/backups/….db");
  const { databaseFile } = loadConfig();
  process.stdout.write(`Checking ${source} …\n`);
  const { messages } = restore(source, databaseFile);
  process.stdout.write(
    `Done: ${messages} messages. The old database is beside it, as ${databaseFile}.before-restore.\n`,
  );
});
