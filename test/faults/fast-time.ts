import { onTestFinished } from "vitest";

/**
 * Lets time run so many times faster until the test is over: for the stand-ins of this process, and
 * for every server that is started with the settings returned. The limits of the server stay what
 * they are, so that a part that is looked up for two minutes takes the test three seconds.
 */
export function speedUp(times: number): Record<string, string> {
  const { now } = Date;
  const since = now();
  Date.now = () => since + (now() - since) * times;
  onTestFinished(() => void (Date.now = now));
  return {
    NODE_OPTIONS: `--import ${new URL("preload/fast-time.ts", import.meta.url).href}`,
    FAST_SINCE: String(since),
    FAST_TIMES: String(times),
    // A busy machine is no slow answer.
    HOLDING_MESSAGE_AFTER_MS: "0",
  };
}
