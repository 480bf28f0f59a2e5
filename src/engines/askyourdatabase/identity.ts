import { createHash } from "node:crypto";

/**
 * Who a contact is at AskYourDatabase: the same for ever, because its access rules may name it.
 * An address that hides the number stays readable where it makes a valid address, and is hashed
 * where it does not, so that no two contacts ever share one.
 */
export function contactIdentity(address: string): { name: string; email: string } {
  return { name: `WhatsApp user ${address}`, email: `wa${localPart(address)}@example.com` };
}

function localPart(address: string): string {
  const plain = address.replace(/^\+(?=\d+$)/, "");
  if (plain.length <= 60 && /^[a-zA-Z0-9]+([._-][a-zA-Z0-9]+)*$/.test(plain)) return plain;
  return `-${createHash("sha256").update(address).digest("hex").slice(0, 32)}`;
}
