import type { Texts } from "./texts.ts";

export const fr: Texts = {
  unsupported: "Pour l'instant, je ne lis que les messages écrits. Merci de me l'écrire.",
  edited: "Je ne peux pas lire les modifications d'un message. Merci de l'envoyer à nouveau.",
  notAllowed:
    "Désolé, ce numéro est réservé aux contacts enregistrés. Demandez à l'équipe de vous ajouter.",
  apology: "Désolé, je n'ai pas pu répondre. Réessayez un peu plus tard.",
  emptyAnswer:
    "J'ai cherché, mais il n'y a rien à montrer. Essayez de poser la question autrement.",
  cutOff: "_La réponse s'est interrompue ici. Reposez la question s'il manque quelque chose._",
  nothingMore: "C'est tout.",
  holding: "J'y travaille encore. Un instant, s'il vous plaît.",
  unavailable:
    "Je ne peux pas répondre en ce moment. Votre message est bien enregistré et j'y répondrai dès que possible.",
  late: "_Désolé, cette réponse arrive tard._",
  stopped:
    "Vous ne recevrez plus de messages de notre part. Envoyez START quand vous voudrez revenir.",
  welcome: "Bonjour\u00A0!",
  welcomeBack: "Bon retour parmi nous\u00A0!",
  invitation: "Posez-moi vos questions avec vos propres mots.",
  limit: {
    minute:
      "Cela fait beaucoup de messages d'un coup. Attendez une minute, puis écrivez à nouveau.",
    loop: "Faisons une petite pause. Écrivez à nouveau dans dix minutes.",
    contact: "Vous avez atteint la limite du jour. Écrivez à nouveau demain.",
    business: "La limite de questions du jour est atteinte. Écrivez à nouveau demain.",
  },
  moreHint: "_Répondez *PLUS* pour la suite._",
  opener: "Voir les choix",
  reset: "C'est fait. Nous repartons de zéro.",
  help: `Vous pouvez toujours envoyer\u00A0:
*/recommencer* pour repartir de zéro
*/historique* pour voir vos dernières questions
*/informations* pour voir ce que nous savons de vous
*PLUS* pour la suite d'une longue réponse
*STOP* pour ne plus recevoir de messages, *START* pour revenir`,
  unknownCommand: "Je ne connais pas cette commande.",
  noHistory: "Vous ne m'avez encore rien demandé.",
  history: "Vos dernières questions\u00A0:",
  info: {
    title: "Ce que nous savons de vous\u00A0:",
    name: "Nom\u00A0",
    address: "Numéro\u00A0",
    since: "Premier message\u00A0",
    messages: "Messages\u00A0",
    answersToday: "Réponses aujourd'hui\u00A0",
  },
};
