import { expect, test } from "vitest";
import { safetyIdentifier } from "../../../src/engines/openai/identity.ts";

test("a contact is the same to OpenAI every time, and nobody else", () => {
  const ana = safetyIdentifier("+15555550101", "sk-1");
  expect(safetyIdentifier("+15555550101", "sk-1")).toBe(ana);
  expect(safetyIdentifier("+15555550102", "sk-1")).not.toBe(ana);
  expect(safetyIdentifier("+15555550101", "sk-2")).not.toBe(ana);
  // OpenAI takes 128 letters.
  expect(safetyIdentifier("US.13491208655302741918", "sk-1")).toMatch(/^[0-9a-f]{64}$/);
});
