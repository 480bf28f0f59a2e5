type Waiting<Part> = {
  /** Calls back whenever a message may have been created, until the returned function is called. */
  onEvent: (listener: () => void) => () => void;
  partsOf: (address: string) => Part[];
  closing: AbortSignal;
};

/** Resolves as soon as a contact has `count` messages, and says what is there when it takes too long. */
export function createWaitForMessages<Part extends { body: string }>({
  onEvent,
  partsOf,
  closing,
}: Waiting<Part>) {
  return function waitForMessages(address: string, count: number, timeoutMs = 10_000) {
    return new Promise<Part[]>((resolve, reject) => {
      const look = () => {
        const parts = partsOf(address);
        if (parts.length < count) return;
        finish();
        resolve(parts);
      };
      const giveUp = () => {
        finish();
        reject(new Error(missing(address, count, timeoutMs, partsOf(address))));
      };
      const stop = onEvent(look);
      const timer = setTimeout(giveUp, timeoutMs);
      const finish = () => {
        stop();
        clearTimeout(timer);
        closing.removeEventListener("abort", giveUp);
      };
      closing.addEventListener("abort", giveUp);
      look();
    });
  };
}

function missing(address: string, count: number, timeoutMs: number, parts: { body: string }[]) {
  const bodies = JSON.stringify(parts.map(({ body }) => body));
  return `${parts.length} of ${count} messages came to ${address} within ${timeoutMs} ms: ${bodies}`;
}
