import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { startTcpProxy, type TcpProxy } from "../kit/tcp-proxy.ts";
import type { Fault } from "./faults.ts";

/** What stands between a client and a provider for the time of one fault. */
export type Between = {
  /** Where the client finds the provider. */
  url: string;
  proxy: TcpProxy;
  /** From now on it goes wrong; with requests, for the next that begins like `at`. */
  begin(at: string): Promise<void>;
  /** Repairs what does not come right by itself. False when nothing could. */
  end(): Promise<boolean>;
};

export async function standBetween(
  providerUrl: string,
  fault: Omit<Fault, "answer">,
): Promise<Between> {
  const tls = fault.over === "self_signed" ? { tls: selfSigned() } : {};
  const proxy = await startTcpProxy(() => providerUrl, tls);
  return {
    url: fault.over ? proxy.url.replace("http:", "https:") : proxy.url,
    proxy,
    async begin(at) {
      if (fault.isRefused) await proxy.refuse();
      if (fault.tcp) proxy.spoil(fault.tcp, at);
    },
    async end() {
      if (fault.isRefused) await proxy.listen();
      return fault.over === undefined;
    },
  };
}

const FIXTURES = resolve(import.meta.dirname, "../fixtures");

function selfSigned() {
  const read = (name: string) => readFileSync(`${FIXTURES}/self-signed-test-${name}.pem`, "utf8");
  return { key: read("key"), cert: read("certificate") };
}
