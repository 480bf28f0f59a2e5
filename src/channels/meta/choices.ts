import type { Choice, PartContent } from "../../nouns.ts";

/**
 * Whether these can be chosen from in one message: as buttons, else as a list.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
 */
export function canOffer(text: string, choices: Choice[]): boolean {
  return text.trim() !== "" && (fitsButtons(text, choices) || fitsList(text, choices));
}

/** The `interactive` of a message that offers these. */
export function interactive({ text, choices, opener }: Offer): object {
  return fitsButtons(text, choices) ? buttons(text, choices) : list(text, choices, opener);
}

type Offer = Extract<PartContent, { kind: "choices" }>;

/** A button has no room for a description. */
function fitsButtons(text: string, choices: Choice[]): boolean {
  return (
    text.length <= 1024 &&
    isCount(choices, 3) &&
    choices.every(({ id, title, description }) => fits(id, 256) && fits(title, 20) && !description)
  );
}

function fitsList(text: string, choices: Choice[]): boolean {
  return (
    text.length <= 4096 &&
    isCount(choices, 10) &&
    choices.every(
      ({ id, title, description = "" }) =>
        fits(id, 200) && fits(title, 24) && description.length <= 72,
    )
  );
}

/** Each has to be told apart, by us and by whoever chooses. */
function isCount(choices: Choice[], most: number): boolean {
  const [ids, titles] = [choices.map(({ id }) => id), choices.map(({ title }) => title)];
  const areDistinct = [ids, titles].every((all) => new Set(all).size === choices.length);
  return choices.length >= 1 && choices.length <= most && areDistinct;
}

/** Meta refuses ids and titles that are empty or have blanks around them, or are not of one line. */
function fits(text: string, longest: number): boolean {
  return text !== "" && text.length <= longest && text === text.trim() && !/\p{Cc}/u.test(text);
}

function buttons(text: string, choices: Choice[]) {
  return {
    type: "button",
    body: { text },
    action: {
      buttons: choices.map(({ id, title }) => ({ type: "reply", reply: { id, title } })),
    },
  };
}

/** Parts that were stored without a word have a sign, for contacts of any language. */
function list(text: string, choices: Choice[], opener = "☰") {
  const rows = choices.map(({ id, title, description }) => ({
    id,
    title,
    ...(description && { description }),
  }));
  return { type: "list", body: { text }, action: { button: opener, sections: [{ rows }] } };
}
