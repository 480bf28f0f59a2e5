import { parseArgs } from "node:util";
import { dieInBackFill } from "./back-fill.ts";
import { drawDeaths } from "./draw-deaths.ts";
import { drawLoops, nameOf } from "./draw-loops.ts";
import { dieAt } from "./failpoints.ts";
import { runKillLoop } from "./kill-loop.ts";
import { dieInMigration } from "./migration.ts";
import { tableOf, type Report } from "./report.ts";
import { CHANNELS, ENGINES } from "./stage.ts";

/** Then another world is drawn. */
const KILLS_OF_A_WORLD = 50;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    /** How often it dies at each of the named points; 0 leaves them out. */
    times: { type: "string", default: "5" },
    /** In place of those that are drawn: `twilio` or `meta`; `askyourdatabase`, `openai` or `questionnaire`. */
    channel: { type: "string" },
    engine: { type: "string" },
  },
});
const [kills, seed, times] = [Number(values.kills), Number(values.seed), Number(values.times)];

const wanted = {
  ...(values.channel && { channel: nameIn(CHANNELS, values.channel) }),
  ...(values.engine && { engine: nameIn(ENGINES, values.engine) }),
};

const worlds = Math.ceil(kills / KILLS_OF_A_WORLD);
for (const loop of drawLoops(kills, { worlds, seed })) {
  const stage = { ...loop.stage, ...wanted };
  const onKill = (killed: number) => process.stderr.write(`\r${killed} of ${loop.kills} kills `);
  const report = await runKillLoop({ ...loop, stage, onKill });
  tell(`\n${nameOf(stage)}, --seed ${seed}: ${loop.kills} kills`, report);
}
for (const { death, stage } of times > 0 ? drawDeaths(seed, wanted.channel) : [])
  tell(`${times} times: ${death.name}: ${nameOf(stage)}`, await dieAt(death, times, stage));
if (times > 0) tell(`${times} times at every step of a back-fill`, await dieInBackFill(times));
for (const statement of times > 0 ? [1, 6, 11, 16, 21] : []) {
  const { isReady } = await dieInMigration(statement);
  const violations = isReady ? [] : ["it does not start any more"];
  tell(`killed at statement ${statement} of the first migration`, { counts: {}, violations });
}

function nameIn<Name extends string>(known: Record<Name, unknown>, given: string): Name {
  const names = Object.keys(known) as Name[];
  const name = names.find((one) => one === given);
  if (name) return name;
  throw new Error(`There is no ${given}: choose one of ${names.join(", ")}.`);
}

function tell(what: string, report: Report): void {
  process.stdout.write(`${what}\n${tableOf(report)}\n`);
  if (report.violations.length > 0) process.exitCode = 1;
}
