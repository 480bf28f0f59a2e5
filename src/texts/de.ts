import type { Texts } from "./texts.ts";

export const de: Texts = {
  unsupported: "Ich kann zurzeit nur Textnachrichten lesen. Bitte schreiben Sie es mir.",
  edited:
    "Änderungen an einer Nachricht kann ich nicht lesen. Bitte senden Sie sie noch einmal neu.",
  notAllowed:
    "Diese Nummer ist leider nur für registrierte Kontakte. Bitten Sie das Team, Sie aufzunehmen.",
  apology: "Das konnte ich leider nicht beantworten. Bitte versuchen Sie es später noch einmal.",
  emptyAnswer:
    "Ich habe nachgesehen, aber dazu gibt es nichts zu zeigen. Bitte fragen Sie es einmal anders.",
  cutOff: "_Die Antwort brach hier ab. Fragen Sie noch einmal, wenn etwas fehlt._",
  nothingMore: "Das war alles.",
  holding: "Ich arbeite noch daran. Einen Moment, bitte.",
  unavailable:
    "Ich kann gerade nicht antworten. Ihre Nachricht ist gespeichert, und ich antworte, sobald ich kann.",
  late: "_Entschuldigung, diese Antwort kommt spät._",
  stopped:
    "Sie bekommen keine Nachrichten mehr von uns. Schicken Sie START, wenn Sie wiederkommen möchten.",
  welcome: "Hallo!",
  welcomeBack: "Willkommen zurück!",
  invitation: "Fragen Sie mich in Ihren eigenen Worten.",
  limit: {
    minute: "Das war viel auf einmal. Bitte warten Sie eine Minute und schreiben Sie dann wieder.",
    loop: "Machen wir eine kurze Pause. Bitte schreiben Sie in zehn Minuten wieder.",
    contact: "Ihr Limit für heute ist erreicht. Bitte schreiben Sie morgen wieder.",
    business:
      "Das Limit für alle Fragen ist für heute erreicht. Bitte schreiben Sie morgen wieder.",
  },
  moreHint: "_Antworten Sie mit *MEHR*, um den Rest zu lesen._",
  opener: "Auswahl ansehen",
  reset: "Erledigt. Wir fangen neu an.",
  help: `Sie können jederzeit schicken:
*/neustart*, um neu anzufangen
*/verlauf*, um Ihre letzten Fragen zu sehen
*/auskunft*, um zu sehen, was wir über Sie wissen
*MEHR* für den Rest einer langen Antwort
*STOP*, um keine Nachrichten mehr zu bekommen, *START*, um wiederzukommen`,
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
