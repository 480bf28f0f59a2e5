/**
 * The key that a secret of EXTERNAL_API_SECRET stands for: what begins with `whsec_` is base64 after
 * that, anything else is taken as it stands. None when it is less than Standard Webhooks asks for.
 */
export function signingKey(secret: string): Buffer | undefined {
  const key = secret.startsWith("whsec_") ? fromBase64(secret.slice(6)) : Buffer.from(secret);
  return key.length >= LEAST_BYTES ? key : undefined;
}

const LEAST_BYTES = 24;

/** Empty for what is no base64. */
function fromBase64(text: string): Buffer {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : Buffer.alloc(0);
}
