import twilio from "twilio";
import { expect, test } from "vitest";
import { createIsSigned } from "../../src/channels/twilio/signature.ts";
import { aSeed, createRandom } from "./random.ts";
import { aSignedCase, type SignedCase } from "./signed-cases.ts";

const CASES = 10_000;

test("our check and the one of the official library agree", () => {
  const seed = aSeed();
  const random = createRandom(seed);
  const seen = { accepted: 0, refused: 0, stricter: new Map<string, number>() };
  for (let index = 0; index < CASES; index += 1) {
    const request = aSignedCase(random);
    const ours = check(request);
    const theirs = checkOfficially(request);
    const why = stricterBecause(request, theirs);
    if (why !== undefined) seen.stricter.set(why, (seen.stricter.get(why) ?? 0) + 1);
    seen[ours ? "accepted" : "refused"] += 1;
    const expected = why === undefined && theirs === true;
    if (ours !== expected)
      expect.fail(`seed ${seed}, case ${index}: ${JSON.stringify({ ours, theirs, request })}`);
  }
  say(`signatures: seed ${seed}, ${JSON.stringify({ ...seen, stricter: [...seen.stricter] })}`);
  expect(seen.accepted).toBeGreaterThan(CASES / 5);
  expect(seen.refused).toBeGreaterThan(CASES / 5);
  expect([...seen.stricter.keys()].toSorted()).toEqual(Object.keys(STRICTER).toSorted());
});

test("it costs about what the one of the official library costs", () => {
  const random = createRandom(7);
  const cases = Array.from({ length: 2_000 }, () => aSignedCase(random)).filter(isOrdinary);
  const spent = { ours: 0, theirs: 0, checks: 0 };
  for (let round = 0; round < 20; round += 1)
    for (const { isSigned, request } of cases.map(prepared)) {
      const startedAt = performance.now();
      isSigned(request.signature, request.url, request.parameters);
      const between = performance.now();
      checkOfficially(request);
      spent.ours += between - startedAt;
      spent.theirs += performance.now() - between;
      spent.checks += 1;
    }
  const each = (ms: number) => `${((ms * 1_000) / spent.checks).toFixed(1)} µs`;
  say(
    `signatures: ours ${each(spent.ours)}, official ${each(spent.theirs)}, ${spent.checks} checks`,
  );
  expect(spent.ours).toBeLessThan(3 * spent.theirs);
});

/** Where we are stricter on purpose; each of these has to come up. */
const STRICTER: Record<string, (request: SignedCase, theirs: boolean | "throws") => boolean> = {
  "an empty token": ({ token }) => token === "",
  "a header that is no text": ({ signature }) => typeof signature !== "string",
  "input that makes it throw": (_request, theirs) => theirs === "throws",
};

function stricterBecause(request: SignedCase, theirs: boolean | "throws"): string | undefined {
  const found = Object.entries(STRICTER).find(([, applies]) => applies(request, theirs));
  return found?.[0];
}

function check({ token, signature, url, parameters }: SignedCase): boolean {
  return createIsSigned(token)(signature, url, parameters);
}

function checkOfficially({ token, signature, url, parameters }: SignedCase): boolean | "throws" {
  try {
    return twilio.validateRequest(token, signature as string, url, parameters);
  } catch {
    return "throws";
  }
}

/** Rightly signed for exactly this URL, as nearly all requests are. */
function isOrdinary(request: SignedCase): boolean {
  const { token, signature, url, parameters } = request;
  if (token === "" || checkOfficially(request) !== true) return false;
  return signature === twilio.getExpectedTwilioSignature(token, url, parameters);
}

function prepared(request: SignedCase) {
  return { request, isSigned: createIsSigned(request.token) };
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}
