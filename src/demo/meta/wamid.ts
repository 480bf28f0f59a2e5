import { randomBytes } from "node:crypto";

/** An id of a message: like Meta's, it carries the number of the contact, unless hidden, for whoever decodes it. */
export function newWamid(direction: "inbound" | "outbound", address: string): string {
  const digits = Buffer.from(address.startsWith("+") ? address.slice(1) : "0");
  const isInbound = direction === "inbound";
  const unique = randomBytes(isInbound ? 10 : 9)
    .toString("hex")
    .toUpperCase();
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, digits.length]),
    digits,
    Buffer.from([0x15, 2, 0, isInbound ? 0x12 : 0x11, 0x18, unique.length]),
    Buffer.from(unique),
    Buffer.from([0]),
  ]);
  return `wamid.${bytes.toString("base64")}`;
}
