import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { Failure } from "../errors.ts";
import { isPublicAddress } from "./public-address.ts";

export type OutsideOptions = {
  connectMs: number;
  /** Names and public addresses as a test wants them: it has nothing but loopback. */
  lookup?: LookupFunction;
  isPublic?: (address: string) => boolean;
};

/**
 * Makes the connections of `http` to addresses that others gave, and refuses those that lead to
 * something private. What is checked is what is connected to: a name is looked up once, and what
 * it then stands for is both checked and used, so that it cannot change in between.
 */
export function createConnectOutside({
  connectMs,
  lookup = systemLookup,
  isPublic = isPublicAddress,
}: OutsideOptions): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectMs,
    // As in http.ts: the agent asks for it, the connection decides it.
    allowH2: false,
    autoSelectFamily: true,
    lookup: refusePrivate(lookup, isPublic),
  });
  return function connectOutside(options, callback) {
    // An address that is written as such is never looked up.
    if (isIP(options.hostname) && !isPublic(options.hostname)) return callback(refusal(), null);
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      if (isPublic(socket.remoteAddress ?? "")) return callback(null, socket);
      socket.destroy();
      callback(refusal(), null);
    });
  };
}

/** One private address among public ones is no accident: then none is used. */
function refusePrivate(
  lookup: LookupFunction,
  isPublic: (address: string) => boolean,
): LookupFunction {
  return function lookUpPublic(hostname, options, callback) {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = typeof found === "string" ? [{ address: found }] : found;
      if (!error && !addresses.every(({ address }) => isPublic(address)))
        return callback(refusal(), []);
      callback(error, found);
    });
  };
}

function refusal(): Failure {
  return new Failure("private_address");
}
