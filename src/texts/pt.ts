import type { Texts } from "./texts.ts";

export const pt: Texts = {
  unsupported: "Por enquanto só consigo ler mensagens de texto. Escreva, por favor.",
  edited: "Não consigo ler alterações em uma mensagem. Envie de novo, por favor.",
  notAllowed:
    "Desculpe, este número é só para contatos cadastrados. Peça à equipe para adicionar você.",
  apology: "Desculpe, não consegui responder. Tente de novo daqui a pouco.",
  emptyAnswer: "Procurei, mas não há nada para mostrar. Tente perguntar de outra forma.",
  cutOff: "_A resposta foi interrompida aqui. Pergunte de novo se faltar algo._",
  nothingMore: "Isso é tudo.",
  holding: "Ainda estou trabalhando nisso. Um momento, por favor.",
  unavailable:
    "Não consigo responder agora. A sua mensagem está guardada e vou responder assim que puder.",
  late: "_Desculpe, esta resposta está atrasada._",
  stopped: "Você não vai mais receber mensagens nossas. Envie START quando quiser voltar.",
  welcome: "Olá!",
  welcomeBack: "Que bom ter você de volta!",
  invitation: "Pergunte com as suas próprias palavras.",
  limit: {
    minute: "Foram muitas mensagens de uma vez. Espere um minuto e escreva de novo.",
    loop: "Vamos fazer uma pequena pausa. Escreva de novo daqui a dez minutos.",
    contact: "Você chegou ao limite de hoje. Escreva de novo amanhã.",
    business: "O limite de perguntas de hoje foi atingido. Escreva de novo amanhã.",
  },
  moreHint: "_Responda *MAIS* para ver o resto._",
  opener: "Ver opções",
  reset: "Pronto. Começamos do zero.",
  help: `Você sempre pode enviar:
*/recomeçar* para começar do zero
*/histórico* para ver as suas últimas perguntas
*/informações* para ver o que sabemos sobre você
*MAIS* para o resto de uma resposta longa
*STOP* para não receber mais mensagens, *START* para voltar`,
  unknownCommand: "Não conheço esse comando.",
  noHistory: "Você ainda não me perguntou nada.",
  history: "As suas últimas perguntas:",
  info: {
    title: "O que sabemos sobre você:",
    name: "Nome",
    address: "Número",
    since: "Primeira mensagem",
    messages: "Mensagens",
    answersToday: "Respostas hoje",
  },
};
