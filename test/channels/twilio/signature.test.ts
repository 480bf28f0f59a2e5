import fc from "fast-check";
import twilio from "twilio";
import { describe, expect, test } from "vitest";
import { readForm } from "../../../src/channels/twilio/form.ts";
import { createIsSigned } from "../../../src/channels/twilio/signature.ts";

const B = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+14158675309",
  Digits: "1234",
  From: "+14158675309",
  To: "+18005551212",
};
const A = { ...B, Caller: "+14158675310", From: "+14158675310" };
const QUERY = "/myapp.php?foo=1&bar=2";
const SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

describe("the signatures that Twilio published for forms", () => {
  test.each([
    [`https://example.com${QUERY}`, A, "L/OH5YylLD5NRKLltdqwSvS0BnU="],
    [`https://mycompany.com${QUERY}`, B, SIGNATURE],
    [`https://mycompany.com:443${QUERY}`, B, "kvajT1Ptam85bY51eRf/AJRuM3w="],
    [`http://mycompany.com:80${QUERY}`, B, "0ZXoZLH/DfblKGATFgpif+LLRf4="],
    [`http://mycompany.com:1234${QUERY}`, B, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="],
    [`https://mycompany.com${QUERY}&Body=It%27s+amazing`, B, "TfZzewPq8wqrGlMfyAud8+/IvJ0="],
    [`https://user:pass@mycompany.com${QUERY}`, B, "CukzLTc1tT5dXEDIHm/tKBanW10="],
  ])("fit %s", (url, fields, signature) => {
    const { parameters } = readForm(Buffer.from(new URLSearchParams(fields).toString()));
    expect(createIsSigned("12345")(signature, url, parameters)).toBe(true);
    expect(createIsSigned("12346")(signature, url, parameters)).toBe(false);
    expect(createIsSigned("12345")(signature, `${url}&x`, parameters)).toBe(false);
    const changed = { ...parameters, Digits: "12345" };
    expect(createIsSigned("12345")(signature, url, changed)).toBe(false);
  });

  test.each([
    [
      "MessagingBinding.Address=%2B1325xxxxxxx&MessagingBinding.Address=%2B1415xxxxxxx",
      "83O6e2vORAoJHUNzJjDWN1jz+BA=",
    ],
    [
      "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
      "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
    ],
  ])("fit forms in which a name stands twice, but these are not read: %s", (body, signature) => {
    const { parameters, form } = readForm(Buffer.from(body));
    const url = `https://mycompany.com${QUERY}`;
    expect(createIsSigned("12345")(signature, url, parameters)).toBe(true);
    expect(form).toBeUndefined();
  });
});

test("any form that Twilio signs fits, and no other", () => {
  const isSigned = createIsSigned("12345");
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
  const forms = fc.dictionary(name, fc.string({ unit: "grapheme" }), { maxKeys: 8 });
  fc.assert(
    fc.property(forms, fc.string(), (fields, other) => {
      const url = `https://mycompany.com${QUERY}`;
      const signature = twilio.getExpectedTwilioSignature("12345", url, fields);
      expect(isSigned(signature, url, fields)).toBe(true);
      expect(isSigned(signature, url, { ...fields, Zz: `${other}.` })).toBe(false);
    }),
  );
});

describe("nothing validates", () => {
  const url = `https://mycompany.com${QUERY}`;

  test.each<[string, string, string | string[] | undefined, string]>([
    ["without a signature", "12345", undefined, url],
    ["with an empty signature", "12345", "", url],
    ["with the signature twice", "12345", [SIGNATURE, SIGNATURE], url],
    ["with something else", "12345", "👋 not a signature", url],
    ["with a longer signature", "12345", `${SIGNATURE}A`, url],
    ["for a URL that is none", "12345", SIGNATURE, "not a url"],
    ["for another path", "12345", SIGNATURE, url.replace("php", "PHP")],
    ["for http", "12345", SIGNATURE, url.replace("https", "http")],
    ["for a slash more", "12345", SIGNATURE, url.replace("?", "/?")],
  ])("%s", (_name, token, signature, signedUrl) => {
    expect(createIsSigned(token)(signature, signedUrl, B)).toBe(false);
  });

  test("without a token, not even what was signed with an empty one", () => {
    const signature = twilio.getExpectedTwilioSignature("", url, B);
    expect(createIsSigned("")(signature, url, B)).toBe(false);
  });
});
