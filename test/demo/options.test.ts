import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readOptions } from "../../src/demo/options.ts";
import { aDemo } from "./a-demo.ts";

describe("who starts the demo", () => {
  it("meets Twilio and AskYourDatabase without asking for anything", () => {
    expect(readOptions([])).toEqual({ channel: "twilio", engine: "askyourdatabase" });
  });

  it.each(["askyourdatabase", "openai", "questionnaire"])(
    "may choose %s on either channel",
    (engine) => {
      for (const channel of ["twilio", "meta"])
        expect(readOptions(["--engine", engine, `--channel=${channel}`])).toEqual({
          channel,
          engine,
        });
    },
  );

  it.each([
    [
      ["--engine", "gpt"],
      /no engine “gpt”: choose askyourdatabase or openai or questionnaire, as in npm run demo -- --engine askyourdatabase/,
    ],
    [
      ["--channel", "slack"],
      /no channel “slack”: choose twilio or meta, as in npm run demo -- --channel twilio/,
    ],
    [
      ["--chanel", "meta"],
      /Unknown option '--chanel'\. Choose with --channel twilio\|meta and --engine/,
    ],
    [["--engine"], /--engine.* missing\. Choose with --channel/],
    [["meta"], /Unexpected argument 'meta'\. Choose with --channel/],
  ])("reads after %j what to write instead", (args, words) => {
    expect(() => readOptions(args)).toThrow(words);
  });

  it("is told in the terminal, and nothing is left behind", async () => {
    const demo = await aDemo({}, ["--engine", "gpt"]);
    expect(await demo.exited).toBe(1);
    expect(demo.output()).toMatch(/could not start\. There is no engine “gpt”/);
    expect(demo.output()).not.toMatch(/\n {4}at /);
    expect(await readdir(demo.folder)).toEqual([]);
  }, 30_000);
});
