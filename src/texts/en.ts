import type { Texts } from "./texts.ts";

export const en: Texts = {
  unsupported: "I can only read text messages for now. Please type it instead.",
  edited: "I cannot read changes to a message. Please send it again as a new one.",
  notAllowed: "Sorry, this number is only for registered contacts. Please ask the team to add you.",
  apology: "Sorry, I could not answer that. Please try again in a little while.",
  emptyAnswer: "I looked, but there is nothing to show for that. Try asking it in another way.",
  cutOff: "_The answer broke off here. Please ask again if something is missing._",
  nothingMore: "That was everything.",
  holding: "I am still working on it. One moment, please.",
  unavailable:
    "I cannot answer right now. Your message is safe, and I will answer it as soon as I can.",
  late: "_Sorry, this answer comes late._",
  stopped: "You will get no more messages from us. Send START whenever you want to come back.",
  welcome: "Hello!",
  welcomeBack: "Welcome back!",
  invitation: "Just ask me, in your own words.",
  limit: {
    minute: "That was a lot at once. Please wait a minute, then write again.",
    loop: "Let us take a short break. Please write again in ten minutes.",
    contact: "You have reached today's limit. Please write again tomorrow.",
    business: "Today's limit for all questions is reached. Please write again tomorrow.",
  },
  moreHint: "_Reply *MORE* for the rest._",
  opener: "See options",
  reset: "Done. We start afresh.",
  help: `You can always send:
*/reset* to start afresh
*/history* to see your last questions
*/info* to see what we know about you
*MORE* for the rest of a long answer
*STOP* for no more messages, *START* to come back`,
  unknownCommand: "I do not know that command.",
  noHistory: "You have not asked me anything yet.",
  history: "Your last questions:",
  info: {
    title: "What we know about you:",
    name: "Name",
    address: "Number",
    since: "First message",
    messages: "Messages",
    answersToday: "Answers today",
  },
};
