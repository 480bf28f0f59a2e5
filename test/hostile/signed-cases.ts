import twilio from "twilio";
import type { Random } from "./random.ts";

export type SignedCase = {
  token: string;
  signature: string | string[] | undefined;
  url: string;
  parameters: Record<string, unknown>;
};

/** A request as nobody would send it, signed rightly, wrongly or almost rightly. */
export function aSignedCase(random: Random): SignedCase {
  const url = aUrl(random);
  const parameters = random.pick([someParameters, someParameters, oddParameters])(random);
  const token = random.pick(["12345", "0123456789abcdef0123456789abcdef", "schlüssel 🔑", ""]);
  return { token, url, parameters, signature: aSignature(random, { token, url, parameters }) };
}

const LETTERS = [
  ...Array.from("aZ09+/ =&%'\"?#\\\t\n."),
  "é",
  "ß",
  "ﷺ",
  "👋🏽",
  "🇩🇪",
  "\ud83d",
  "\udc4b",
  "\0",
];
const NAMES = [
  "Body",
  "body",
  "From",
  "MessageSid",
  "",
  "__proto__",
  "constructor",
  "toString",
  "0",
];

function someParameters(random: Random): Record<string, unknown> {
  const parameters: Record<string, unknown> = Object.create(random.pick([null, Object.prototype]));
  for (let left = random.below(9); left > 0; left -= 1)
    set(parameters, aName(random), random.text(LETTERS, 20));
  return parameters;
}

/** Names that stand several times, and values that no form can hold. */
function oddParameters(random: Random): Record<string, unknown> {
  const parameters = someParameters(random);
  const several = Array.from({ length: random.below(5) }, () => random.text(LETTERS, 3));
  const values = [several, [...several, ...several], [several], 7, true, null, undefined, { a: 1 }];
  for (let left = 1 + random.below(2); left > 0; left -= 1)
    set(parameters, aName(random), values[random.below(values.length)]);
  return parameters;
}

function aName(random: Random): string {
  return random.chance(0.5) ? random.pick(NAMES) : random.text(LETTERS, 6);
}

function set(parameters: Record<string, unknown>, name: string, value: unknown) {
  Object.defineProperty(parameters, name, { value, enumerable: true, configurable: true });
}

const SCHEMES = ["https://", "http://", "HTTPS://", "ftp://", "//", ""];
const HOSTS = [
  "bot.example.com",
  "Bot.Example.COM",
  "[::1]",
  "127.0.0.1",
  "me:pass@bot.example.com",
  "bücher.example",
  "",
];
const PORTS = ["", "", ":443", ":80", ":1234", ":", ":99999"];
const PATHS = [
  "/whatsapp",
  "/whatsapp/",
  "",
  "/",
  "/a//b/../c",
  "/it's",
  "/%7Euser",
  "/%zz",
  "/a b",
  "/é",
];
const QUERIES = [
  "",
  "",
  "?",
  "?part=7",
  "?a=1&a=2&b=",
  "?x=it's%20it%27s+it",
  "?q=%zz&&=",
  "?ü=👋",
  "?bodySHA256=0a1f",
];
const FRAGMENTS = ["", "", "", "#", "#rc=2&rp=all", "#?x"];

function aUrl(random: Random): string {
  const scheme = random.chance(0.85) ? random.pick(SCHEMES.slice(0, 2)) : random.pick(SCHEMES);
  return [
    scheme,
    ...[HOSTS, PORTS, PATHS, QUERIES, FRAGMENTS].map((some) => random.pick(some)),
  ].join("");
}

type Unsigned = Omit<SignedCase, "signature">;

function aSignature(random: Random, request: Unsigned): SignedCase["signature"] {
  const right = sign(request);
  const other = random.pick([
    right.toLowerCase(),
    right.slice(0, -1),
    `${right} `,
    `${right}=`,
    right.replace("=", ""),
    flipped(right, random.below(right.length)),
    sign({ ...request, token: "another" }),
    sign({ ...request, parameters: { ...request.parameters, Extra: "" } }),
    "",
    "=".repeat(28),
    "👋".repeat(7),
    random.text(LETTERS, 40),
  ]);
  // The same bytes under another name for the URL: some of these are right as well.
  const renamed = sign({ ...request, url: respelled(random, request.url) });
  const roll = random.below(20);
  if (roll === 0)
    return random.pick([undefined, [right], [right, right], [...Buffer.from(right)].map(String)]);
  return roll < 8 ? right : random.pick([other, other, renamed]);
}

function flipped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

function respelled(random: Random, url: string): string {
  const parsed = URL.parse(url)?.href ?? url;
  return random.pick([
    parsed,
    `${url}/`,
    url.replace(/#.*$/, ""),
    url.replace(/:\d+/, ""),
    url.replace(/^(https:\/\/[^/?#:]*)/, "$1:443"),
    url.replace(/^(http:\/\/[^/?#:]*)/, "$1:80"),
    url.replaceAll("'", "%27"),
    url.replace("https", "http"),
    url.toUpperCase(),
  ]);
}

function sign({ token, url, parameters }: Unsigned): string {
  try {
    return twilio.getExpectedTwilioSignature(token, url, parameters);
  } catch {
    return "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  }
}
