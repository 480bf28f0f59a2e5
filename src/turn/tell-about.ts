import type { Language } from "../nouns.ts";
import type { KnownContact } from "../store/describe-contact.ts";
import type { Texts } from "../texts/texts.ts";

/** What `/info` says: who a contact is to us, and how much it wrote. */
export function tellAbout(known: KnownContact, { info }: Texts, language: Language): string {
  const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const lines = [
    ...(known.name === undefined ? [] : [[info.name, known.name]]),
    [info.address, known.addresses.join(", ")],
    [info.since, when.format(known.since)],
    [info.messages, String(known.messages)],
    [info.answersToday, String(known.answersToday)],
  ];
  return [info.title, ...lines.map(([what, value]) => `${what}: ${value}`)].join("\n");
}
