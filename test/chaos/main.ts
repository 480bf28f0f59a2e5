import { parseArgs } from "node:util";
import { BACK_FILL_POINTS, dieInBackFill } from "./back-fill.ts";
import { DEATHS, dieAt } from "./failpoints.ts";
import { runKillLoop } from "./kill-loop.ts";
import { dieInMigration } from "./migration.ts";
import { tableOf, type Report } from "./report.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** How often it dies at each of the named points; 0 leaves them out. */
    times: { type: "string", default: "5" },
  },
});
const [kills, seed, times] = [Number(values.kills), Number(values.seed), Number(values.times)];

const onKill = (killed: number) => process.stderr.write(`\r${killed} of ${kills} kills `);
if (kills > 0) tell(`\n${kills} kills, --seed ${seed}`, await runKillLoop({ kills, seed, onKill }));
for (const death of times > 0 ? DEATHS : [])
  tell(`${times} times: ${death.name}`, await dieAt(death, times));
for (const point of times > 0 ? BACK_FILL_POINTS : [])
  tell(`${times} times in back-fill: ${point}`, await dieInBackFill(point, times));
for (const statement of times > 0 ? [1, 6, 11, 16, 21] : []) {
  const { isReady } = await dieInMigration(statement);
  const violations = isReady ? [] : ["it does not start any more"];
  tell(`killed at statement ${statement} of the first migration`, { counts: {}, violations });
}

function tell(what: string, report: Report): void {
  process.stdout.write(`${what}\n${tableOf(report)}\n`);
  if (report.violations.length > 0) process.exitCode = 1;
}
