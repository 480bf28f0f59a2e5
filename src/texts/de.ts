import type { Texts } from "./texts.ts";

export const de: Texts = {
  unsupported: "Ich kann bisher nur Textnachrichten lesen. Bitte schreiben Sie Ihre Frage.",
  notAllowed:
    "Diese Nummer ist leider nur für eingetragene Kontakte. Bitten Sie das Team, Sie aufzunehmen.",
  apology:
    "Das konnte ich leider nicht beantworten. Bitte versuchen Sie es in einer Weile noch einmal.",
  emptyAnswer:
    "Ich habe nachgesehen, aber dazu gibt es nichts zu zeigen. Fragen Sie einmal anders.",
  cutOff: "_Die Antwort brach hier ab. Fragen Sie noch einmal, wenn etwas fehlt._",
  nothingMore: "Das war alles. Fragen Sie mich etwas anderes!",
  holding: "Ich arbeite noch daran. Einen Moment, bitte.",
  unavailable:
    "Ich kann gerade nicht antworten. Ihre Frage ist sicher, und ich antworte, sobald ich kann.",
  late: "_Entschuldigung, diese Antwort kommt spät._",
  stopped:
    "Sie bekommen keine Nachrichten mehr von uns. Schicken Sie START, wenn Sie wieder fragen möchten.",
  started: "Willkommen zurück! Fragen Sie mich, was Sie möchten.",
  limit: {
    minute:
      "Das war viel auf einmal. Bitte warten Sie eine Minute und fragen Sie dann noch einmal.",
    loop: "Machen wir eine kurze Pause. Bitte fragen Sie in zehn Minuten wieder.",
    contact: "Ihre Grenze für heute ist erreicht. Bitte fragen Sie morgen wieder.",
    business: "Die Grenze für alle Fragen ist heute erreicht. Bitte fragen Sie morgen wieder.",
  },
  moreHint: "_Antworten Sie *MEHR* für den Rest._",
  reset: "Erledigt. Wir fangen neu an; fragen Sie mich, was Sie möchten.",
  help: `Fragen Sie mich in Ihren eigenen Worten. Sie können auch schicken:
*/neustart*, um neu anzufangen
*/verlauf* für Ihre letzten Fragen
*/auskunft*, um zu sehen, was wir über Sie wissen
*MEHR* für den Rest einer langen Antwort
*STOP* für keine Nachrichten mehr, *START*, um wiederzukommen`,
  unknownCommand: "Diesen Befehl kenne ich nicht.",
  noHistory: "Sie haben mich noch nichts gefragt.",
  history: "Ihre letzten Fragen:",
  info: {
    title: "Was wir über Sie wissen:",
    name: "Name",
    address: "Nummer",
    since: "Erste Nachricht",
    messages: "Nachrichten",
    answersToday: "Antworten heute",
  },
};
