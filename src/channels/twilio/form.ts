import { parse } from "node:querystring";

/** The parameters of a form body, each with one value. */
export type Form = Record<string, string>;

/**
 * Reads a form body. `parameters` is what the signature covers; `form` is present only when each
 * name stands once and looks like one of Twilio's. The signature has no delimiters, so a signed
 * request can be cut anew (`MessageSid=SM…` into `MessageSi=dSM…`): only strict forms are read.
 */
export function readForm(body: Buffer): { parameters: Record<string, unknown>; form?: Form } {
  const parameters = parse(body.toString("utf8"), "&", "=", { maxKeys: MOST_PARAMETERS });
  const isStrict = Object.entries(parameters).every(
    ([name, value]) => /^[A-Za-z][A-Za-z0-9]*$/.test(name) && typeof value === "string",
  );
  return isStrict ? { parameters, form: { ...parameters } as Form } : { parameters };
}

const MOST_PARAMETERS = 500;
