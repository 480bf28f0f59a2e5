import { describe, expect, test } from "vitest";
import { createIsSigned } from "../../../src/channels/meta/signature.ts";
import { aReader, envelope, signatureOf } from "./deliveries.ts";

const SECRET = "app_secret_test";
const PLAIN = String.raw`{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[]}]}`;
const ESCAPED = String.raw`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messages":[{"text":{"body":"\u00a1Hola ni\u00f1o! \ud83d\ude00 a\/b"}}]},"field":"messages"}]}]}`;

const VECTORS = [
  [PLAIN, "sha256=1821854538ce1274d25f79d4f3ad528a8d354fd956ac18503b2c14cfe8d24e34"],
  [ESCAPED, "sha256=55c9232fef94a38454090be32fc5509ebf41df25777f017faffa925266a0cdcd"],
] as const;

describe("what Meta signed", () => {
  const isSigned = createIsSigned(SECRET);

  test.each(VECTORS)("fits, byte for byte: %s", (body, signature) => {
    expect(isSigned(signature, Buffer.from(body))).toBe(true);
    expect(isSigned(signature, Buffer.from(`${body} `))).toBe(false);
    expect(isSigned(signature, Buffer.from(body.replace("1", "2")))).toBe(false);
    expect(createIsSigned("another secret")(signature, Buffer.from(body))).toBe(false);
  });

  test("does not fit the same JSON written again", () => {
    const again = JSON.stringify(JSON.parse(ESCAPED));
    expect(isSigned(VECTORS[1][1], Buffer.from(again))).toBe(false);
    const itsOwn = "sha256=52efd9ca1e05e81e3ba7cc6873fa27d1e7e70332d49ecec07a796781e27937c9";
    expect(isSigned(itsOwn, Buffer.from(again))).toBe(true);
  });
});

describe("nothing validates", () => {
  const isSigned = createIsSigned(SECRET);
  const [body, signature] = [Buffer.from(PLAIN), VECTORS[0][1]];

  test.each<[string, string | string[] | undefined]>([
    ["without a signature", undefined],
    ["with an empty one", ""],
    ["with the beginning of one", "sha256="],
    ["with it twice", [signature, signature]],
    ["in capitals", signature.toUpperCase()],
    ["with a byte less", signature.slice(0, -2)],
    ["with a byte more", `${signature}00`],
    ["with a line more", `${signature}\n`],
    ["without its kind", signature.slice("sha256=".length)],
    ["of another kind", signature.replace("sha256", "sha1")],
    ["with something else", "👋 not a signature"],
  ])("%s", (_name, given) => {
    expect(isSigned(given, body)).toBe(false);
  });

  test("without a secret, not even what was signed with an empty one", () => {
    expect(createIsSigned("")(signatureOf(body, ""), body)).toBe(false);
  });
});

test("what is not signed is refused unread, and the operator hears which setting to compare", () => {
  const { read } = aReader();
  expect(read(envelope({ messages: [] }), "sha256=")).toEqual({
    kind: "refusal",
    status: 403,
    reason: expect.stringContaining("WHATSAPP_APP_SECRET"),
  });
});
