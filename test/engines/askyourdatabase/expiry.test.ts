import { expect, test } from "vitest";
import { findAccessCookie } from "../../../src/engines/askyourdatabase/access-cookie.ts";
import { expiryOf } from "../../../src/engines/askyourdatabase/expiry.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const MINUTE = 60_000;
const MARGIN = 5 * MINUTE;
const DAY = 24 * 60 * MINUTE;

const jwt = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;

test.each([
  ["Max-Age before Expires", "t; Expires=Thu, 01 Jan 2099 00:00:00 GMT; max-age=3600", 60 * MINUTE],
  ["Expires", "t; Path=/; expires=Fri, 20 Nov 2026 14:00:00 GMT; HttpOnly", 120 * MINUTE],
  ["Max-Age before the token's own time", `${jwt({ exp: 4e9 })}; Max-Age=600`, 10 * MINUTE],
  ["the token's own time", jwt({ exp: NOW / 1000 + 7200 }), 120 * MINUTE],
  ["a token's time that cannot be meant", jwt({ exp: 5 }), 7 * DAY],
  ["a token without a time", jwt({}), 7 * DAY],
  ["an unreadable Max-Age", "t; Max-Age=soon", 7 * DAY],
  ["an unreadable Expires", "t; Expires=soon", 7 * DAY],
  ["nothing", "t", 7 * DAY],
])("a session ends five minutes early, by %s", (_by, cookie, lifeMs) => {
  const found = findAccessCookie([`accessToken=${cookie}`], NOW);
  expect(found && expiryOf(found, NOW)).toBe(NOW + lifeMs - MARGIN);
});

test("a token is kept as it was sent, with every = in it", () => {
  expect(findAccessCookie(["accessToken=a%20b==; Path=/"], NOW)?.token).toBe("a%20b==");
});

test.each([[["accesstoken=x"]], [["accessToken"]], [["accessToken=x; Max-Age=-1"]], [[]]])(
  "there is no session in %j",
  (setCookies) => {
    expect(findAccessCookie(setCookies, NOW)).toBeUndefined();
  },
);
