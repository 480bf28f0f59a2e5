import { expect, it } from "vitest";
import type { Card, PageEvent, PhoneMessage } from "../../src/demo/phone/page-event.ts";
import { ANA } from "../kit/a-message.ts";
import { aDemo, post, watch } from "./a-demo.ts";

it("lists and buttons of a questionnaire can be tapped on the phone, through Meta", async () => {
  const phone = await aPhone(["--channel", "meta", "--engine", "questionnaire"]);
  await phone.says("Hello");
  await phone.reads("What is your name?");
  await phone.says("Ana");
  const list = await phone.reads("Which department");
  expect(list.choices).toMatchObject({ opener: "See options", items: { length: 5 } });
  await phone.taps(list, "Garden");
  await phone.reads("On which day");
  await phone.says("20/11/2026");
  const buttons = await phone.reads("Did you find");
  expect(buttons.choices).toMatchObject({ items: { length: 3 } });

  await phone.causes("lost_response");
  await phone.taps(buttons, "In part");
  await phone.reads("How would you rate us");
  await phone.says("5");
  await phone.reads("e-mail address");
  await phone.says("SKIP");
  await phone.reads("a number for calls");
  await phone.says("skip");
  await phone.reads("Thank you, Ana!");
  expect(await phone.writes("Garden")).toMatchObject({ quote: list.text });
  expect(await phone.story("skip", "Delivered ✓✓")).toEqual(
    expect.arrayContaining([
      "The API that takes the answers did not answer",
      "All answers went to the API",
      "The questionnaire answered",
      "Reply handed to Meta",
    ]),
  );
}, 60_000);

it("a conversation that OpenAI has forgotten goes on, and the phone says so", async () => {
  const phone = await aPhone(["--channel", "meta", "--engine", "openai"]);
  await phone.says("How many customers do we have?");
  await phone.reads("Germany");
  await phone.causes("forgotten");
  await phone.says("What are our top products?");
  await phone.reads("Espresso machine");
  const titles = await phone.story("What are our top products?", "Delivered ✓✓");
  expect(titles).toContain("A conversation was opened at OpenAI");
  expect(await phone.writes("What are our top products?")).toMatchObject({ ticks: "read" });
}, 60_000);

it("only what its stand-ins can do is offered to go wrong", async () => {
  const phone = await aPhone(["--channel", "twilio", "--engine", "questionnaire"]);
  const [hello] = await phone.until((event) => event.kind === "hello");
  if (hello?.kind !== "hello") throw new Error("The page was not greeted.");
  expect(hello.hello).toMatchObject({
    provider: "Twilio",
    played: "Only WhatsApp, Twilio and the API that takes the answers",
  });
  expect(hello.hello.mishaps.map(({ label }) => label)).toEqual([
    "API of the answers is down",
    "API takes answers, says nothing",
    "Twilio times out",
  ]);
}, 60_000);

/** Ana's phone on the page of a demo with these options. */
async function aPhone(options: string[]) {
  const demo = await aDemo({}, options);
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(await demo.said(/Ctrl-C/)) ?? [];
  const seen = watch(url);
  const until = async (matches: (event: PageEvent) => boolean) => [await seen.until(matches)];
  const message = async (matches: (message: PhoneMessage) => boolean): Promise<PhoneMessage> => {
    const event = await seen.until((one) => one.kind === "message" && matches(one.message));
    if (event.kind !== "message") throw new Error("This is no message.");
    return event.message;
  };
  return {
    until,
    says: (text: string) => post(`${url}/messages`, { contact: ANA, text }),
    reads: (words: string) => message(({ mine, text }) => !mine && text.includes(words)),
    /** Once it was read. */
    writes: (text: string) =>
      message((one) => one.mine && one.text === text && one.ticks === "read"),
    causes: (mishap: string) => post(`${url}/mishaps/${mishap}`, {}),
    taps({ sid, choices }: PhoneMessage, title: string) {
      const choice = choices?.items.find((item) => item.title === title)?.id;
      return post(`${url}/choices`, { contact: ANA, message: sid, choice });
    },
    /** The titles on the card of such a message, once this one is among them. */
    async story(text: string, title: string): Promise<string[]> {
      const titles = ({ steps }: Card) => steps.map((step) => step.title);
      const isIt = (event: PageEvent): event is PageEvent & { kind: "card" } =>
        event.kind === "card" && event.card.text === text && titles(event.card).includes(title);
      const event = await seen.until(isIt);
      return isIt(event) ? titles(event.card) : [];
    },
  };
}
