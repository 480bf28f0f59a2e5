import type { Texts } from "./texts.ts";

export const it: Texts = {
  unsupported: "Per ora posso leggere solo messaggi di testo. Scrivimelo, per favore.",
  edited: "Non posso leggere le modifiche a un messaggio. Invialo di nuovo, per favore.",
  notAllowed:
    "Mi dispiace, questo numero è riservato ai contatti registrati. Chiedi al team di aggiungerti.",
  apology: "Mi dispiace, non sono riuscito a rispondere. Riprova tra un po'.",
  emptyAnswer: "Ho cercato, ma non c'è niente da mostrare. Prova a chiederlo in un altro modo.",
  cutOff: "_La risposta si è interrotta qui. Chiedi di nuovo se manca qualcosa._",
  nothingMore: "È tutto.",
  holding: "Ci sto ancora lavorando. Un momento, per favore.",
  unavailable:
    "In questo momento non posso rispondere. Il tuo messaggio è al sicuro e risponderò appena possibile.",
  late: "_Scusa, questa risposta arriva in ritardo._",
  stopped: "Non riceverai più messaggi da noi. Invia START quando vuoi tornare.",
  welcome: "Ciao!",
  welcomeBack: "Che bello ritrovarti!",
  invitation: "Chiedi pure con parole tue.",
  limit: {
    minute: "Sono arrivati molti messaggi tutti insieme. Aspetta un minuto, poi scrivi di nuovo.",
    loop: "Facciamo una breve pausa. Scrivi di nuovo tra dieci minuti.",
    contact: "Hai raggiunto il limite di oggi. Scrivi di nuovo domani.",
    business: "Il limite di domande di oggi è stato raggiunto. Scrivi di nuovo domani.",
  },
  moreHint: "_Rispondi *ALTRO* per il resto._",
  opener: "Vedi le opzioni",
  reset: "Fatto. Ricominciamo da capo.",
  help: `Puoi sempre inviare:
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
