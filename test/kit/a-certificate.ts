import { generateKeyPairSync, sign } from "node:crypto";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { onTestFinished } from "vitest";

/** A certificate for one name, signed by itself, which this process trusts until the test is over. */
export function aTrustedCertificate(name: string): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const content = sequence(
    der(0x02, Buffer.of(1)),
    ECDSA_WITH_SHA256,
    commonName(name),
    sequence(utcTime("200101000000Z"), utcTime("491231235959Z")),
    commonName(name),
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = Buffer.concat([Buffer.of(0), sign("sha256", content, privateKey)]);
  const certificate = sequence(content, ECDSA_WITH_SHA256, der(0x03, signature));
  const cert = `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`;
  trust(cert);
  return { key: String(privateKey.export({ type: "pkcs8", format: "pem" })), cert };
}

function trust(cert: string): void {
  const before = getCACertificates();
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => setDefaultCACertificates(before));
}

function commonName(name: string): Buffer {
  const id = der(0x06, Buffer.from("550403", "hex"));
  return sequence(der(0x31, sequence(id, der(0x0c, Buffer.from(name)))));
}

function utcTime(time: string): Buffer {
  return der(0x17, Buffer.from(time));
}

function sequence(...items: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(items));
}

/** One value of ASN.1: its tag, its length, its bytes. */
function der(tag: number, bytes: Buffer): Buffer {
  const { length } = bytes;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), bytes]);
}

const ECDSA_WITH_SHA256 = sequence(der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
