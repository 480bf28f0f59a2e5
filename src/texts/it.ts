import type { Texts } from "./texts.ts";

export const it: Texts = {
  unsupported: "Per ora posso leggere solo messaggi di testo. Scrivi la tua domanda, per favore.",
  notAllowed:
    "Spiacente, questo numero è solo per contatti registrati. Chiedi al team di aggiungerti.",
  apology: "Mi dispiace, non sono riuscito a rispondere. Riprova tra un po'.",
  emptyAnswer: "Ho guardato, ma non c'è niente da mostrare. Prova a chiederlo in un altro modo.",
  cutOff: "_La risposta si è interrotta qui. Chiedi di nuovo se manca qualcosa._",
  nothingMore: "Era tutto. Chiedimi qualcos'altro!",
  holding: "Ci sto ancora lavorando. Un momento, per favore.",
  unavailable:
    "In questo momento non posso rispondere. La tua domanda è al sicuro e risponderò appena possibile.",
  late: "_Scusa, questa risposta arriva in ritardo._",
  stopped:
    "Non riceverai più messaggi da noi. Invia START quando vuoi ricominciare a fare domande.",
  started: "Bentornato! Chiedimi quello che vuoi.",
  limit: {
    minute: "Sono stati molti messaggi insieme. Aspetta un minuto, poi chiedi di nuovo.",
    loop: "Facciamo una breve pausa. Chiedi di nuovo tra dieci minuti.",
    contact: "Hai raggiunto il limite di oggi. Chiedi di nuovo domani.",
    business: "Il limite di domande di oggi è stato raggiunto. Chiedi di nuovo domani.",
  },
  moreHint: "_Rispondi *ALTRO* per il resto._",
  reset: "Fatto. Ricominciamo da capo; chiedimi quello che vuoi.",
  help: `Chiedimi con parole tue. Puoi anche inviare:
*/ricomincia* per ripartire da capo
*/cronologia* per vedere le tue ultime domande
*/informazioni* per vedere cosa sappiamo di te
*ALTRO* per il resto di una risposta lunga
*STOP* per non ricevere più messaggi, *START* per tornare`,
  unknownCommand: "Non conosco questo comando.",
  noHistory: "Non mi hai ancora chiesto nulla.",
  history: "Le tue ultime domande:",
  info: {
    title: "Cosa sappiamo di te:",
    name: "Nome",
    address: "Numero",
    since: "Primo messaggio",
    messages: "Messaggi",
    answersToday: "Risposte di oggi",
  },
};
