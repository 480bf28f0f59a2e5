import fc from "fast-check";
import { expect, test } from "vitest";
import { contactIdentity } from "../../../src/engines/askyourdatabase/identity.ts";

test("a number becomes a readable address that stays the same", () => {
  expect(contactIdentity("+15555550101")).toEqual({
    name: "WhatsApp user +15555550101",
    email: "wa15555550101@example.com",
  });
});

test("an id that hides the number is kept whole", () => {
  const { email } = contactIdentity("US.13491208655302741918");
  expect(email).toBe("waUS.13491208655302741918@example.com");
});

test("addresses that look alike stay apart, and none is too long", () => {
  const addresses = ["US.1", "us.1", "+US.1", "US-1", "US 1", "1", "x".repeat(100), ""];
  const emails = addresses.map((address) => contactIdentity(address).email);
  expect(new Set(emails).size).toBe(addresses.length);
  for (const email of emails) expect(email.indexOf("@")).toBeLessThanOrEqual(64);
});

test("every address becomes a valid one of its own, and no two are the same", () => {
  const someAddress = fc.oneof(
    fc.string(),
    fc.constantFrom("+1", "US.1", "a b", "a-b", "a..b", ""),
  );
  fc.assert(
    fc.property(someAddress, someAddress, (one, other) => {
      const { email } = contactIdentity(one);
      expect(email).toMatch(/^wa-?[a-zA-Z0-9]+([._-][a-zA-Z0-9]+)*@example\.com$/);
      const isSame = one.replace(/^\+(?=\d+$)/, "") === other.replace(/^\+(?=\d+$)/, "");
      expect(email === contactIdentity(other).email).toBe(isSame);
    }),
  );
});
