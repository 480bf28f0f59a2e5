import fc from "fast-check";
import { crash } from "./actions/crash.ts";
import { engineFails, engineOk } from "./actions/engine.ts";
import { holdBegins, holdEnds } from "./actions/hold.ts";
import { REFUSALS, sendCreated, sendOk, sendRefused, sendUnknown } from "./actions/send.ts";
import { status } from "./actions/status.ts";
import { clockJumps, listsFail, timePasses } from "./actions/time.ts";
import { foundLater, repeat, webhook, WORDS } from "./actions/webhook.ts";
import { thenCrash, toCommand, type Action, type Command } from "./command.ts";
import { CONTACTS } from "./ledger.ts";
import { FAILINGS } from "./open-engine.ts";

const contact = fc.constantFrom(...CONTACTS);
const which = fc.nat(30);

const said = fc.record({
  contact,
  word: fc.option(fc.constantFrom(...WORDS), { nil: undefined, freq: 3 }),
});
const writes = fc
  .tuple(fc.array(said, { minLength: 1, maxLength: 3 }), fc.constantFrom(1, 1, 1, 2))
  .map(([batch, copies]) => webhook(batch, copies));

const answers = fc
  .tuple(
    contact,
    fc.record({ pictures: fc.constantFrom(0, 0, 2), long: fc.constantFrom(false, false, true) }),
  )
  .map(([one, shape]) => engineOk(one, shape));
const fails = fc
  .tuple(contact, fc.constantFrom(...FAILINGS))
  .map(([one, how]) => engineFails(one, how));

const lag = fc.constantFrom(undefined, 0, 30_000, 600_000);
const isSent = contact.map(sendOk);
const isLost = fc.tuple(contact, lag).map(([one, lagMs]) => sendUnknown(one, lagMs));
const isRefused = fc
  .tuple(contact, fc.constantFrom(...REFUSALS))
  .map(([one, outcome]) => sendRefused(one, outcome));

const statuses = fc
  .tuple(which, fc.constantFrom("sent", "delivered", "read", "failed"), fc.boolean())
  .map(([reply, told, namesPart]) => status(reply, told, namesPart));

const time = fc.constantFrom(1, 2, 5, 20, 60, 180).map(timePasses);
const crashes = fc.record({ lagMs: lag, downMinutes: fc.constantFrom(0, 0, 3, 40) }).map(crash);

/** What may happen, each as often as it stands here. */
const ACTIONS: fc.Arbitrary<Action>[] = [
  ...twice(writes),
  fc
    .tuple(contact, fc.constantFrom(2, 40, 1_500))
    .map(([one, minutes]) => foundLater(one, minutes)),
  which.map(repeat),
  ...twice(answers),
  fails,
  ...twice(isSent),
  contact.map(sendCreated),
  ...twice(isLost),
  isRefused,
  statuses,
  ...twice(time),
  fc.constantFrom(5, 40, 1_500).map(clockJumps),
  fc.constantFrom(1, 5).map(listsFail),
  crashes,
  contact.map(holdBegins),
  contact.map(holdEnds),
];

/** The process dies while it works on one of these. */
const cutShort = fc
  .tuple(
    fc.oneof(writes, answers, fails, isSent, isLost, isRefused, statuses),
    fc.integer({ min: 0, max: 5 }),
  )
  .map(([action, turns]) => thenCrash(action, turns));

export const commands: fc.Arbitrary<Command>[] = [
  ...ACTIONS.map((action) => action.map(toCommand)),
  cutShort,
];

function twice(action: fc.Arbitrary<Action>): fc.Arbitrary<Action>[] {
  return [action, action];
}
