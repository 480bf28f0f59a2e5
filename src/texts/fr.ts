import type { Texts } from "./texts.ts";

export const fr: Texts = {
  unsupported: "Pour l'instant, je ne lis que les messages écrits. Merci de taper votre question.",
  notAllowed:
    "Désolé, ce numéro est réservé aux contacts enregistrés. Demandez à l'équipe de vous ajouter.",
  apology: "Désolé, je n'ai pas pu répondre. Réessayez dans un petit moment.",
  emptyAnswer: "J'ai cherché, mais il n'y a rien à montrer. Essayez de le demander autrement.",
  cutOff: "_La réponse s'est interrompue ici. Redemandez s'il manque quelque chose._",
  nothingMore: "C'était tout. Posez-moi une autre question !",
  holding: "J'y travaille encore. Un instant, s'il vous plaît.",
  unavailable:
    "Je ne peux pas répondre en ce moment. Votre question est en sécurité, j'y répondrai dès que possible.",
  late: "_Désolé, cette réponse arrive tard._",
  stopped:
    "Vous ne recevrez plus de messages de notre part. Envoyez START quand vous voudrez revenir.",
  started: "Content de vous revoir ! Posez-moi vos questions.",
  limit: {
    minute: "Cela fait beaucoup d'un coup. Attendez une minute, puis redemandez.",
    loop: "Faisons une petite pause. Redemandez dans dix minutes.",
    contact: "Vous avez atteint la limite du jour. Redemandez demain.",
    business: "La limite de questions du jour est atteinte. Redemandez demain.",
  },
  moreHint: "_Répondez *PLUS* pour la suite._",
  reset: "C'est fait. Nous repartons de zéro ; posez-moi vos questions.",
  help: `Posez votre question avec vos mots. Vous pouvez aussi envoyer :
*/recommencer* pour repartir de zéro
*/historique* pour voir vos dernières questions
*/informations* pour voir ce que nous savons de vous
*PLUS* pour la suite d'une longue réponse
*STOP* pour ne plus recevoir de messages, *START* pour revenir`,
  unknownCommand: "Je ne connais pas cette commande.",
  noHistory: "Vous ne m'avez encore rien demandé.",
  history: "Vos dernières questions :",
  info: {
    title: "Ce que nous savons de vous :",
    name: "Nom",
    address: "Numéro",
    since: "Premier message",
    messages: "Messages",
    answersToday: "Réponses aujourd'hui",
  },
};
