import type { Texts } from "./texts.ts";

export const pt: Texts = {
  unsupported: "Por enquanto só consigo ler mensagens de texto. Escreva a sua pergunta, por favor.",
  notAllowed:
    "Desculpe, este número é só para contatos registrados. Peça à equipe para adicionar você.",
  apology: "Desculpe, não consegui responder. Tente de novo daqui a pouco.",
  emptyAnswer: "Procurei, mas não há nada para mostrar. Tente perguntar de outra forma.",
  cutOff: "_A resposta foi interrompida aqui. Pergunte de novo se faltar algo._",
  nothingMore: "Isso era tudo. Pergunte outra coisa!",
  holding: "Ainda estou trabalhando nisso. Um momento, por favor.",
  unavailable:
    "Não consigo responder agora. A sua pergunta está segura e vou responder assim que puder.",
  late: "_Desculpe, esta resposta chega tarde._",
  stopped: "Você não vai mais receber mensagens nossas. Envie START quando quiser voltar.",
  started: "Que bom ter você de volta! Pergunte o que quiser.",
  limit: {
    minute: "Foram muitas mensagens de uma vez. Espere um minuto e pergunte de novo.",
    loop: "Vamos fazer uma pequena pausa. Pergunte de novo em dez minutos.",
    contact: "Você chegou ao limite de hoje. Pergunte de novo amanhã.",
    business: "O limite de perguntas de hoje foi atingido. Pergunte de novo amanhã.",
  },
  moreHint: "_Responda *MAIS* para ver o resto._",
  reset: "Pronto. Começamos do zero; pergunte o que quiser.",
  help: `Pergunte com as suas próprias palavras. Você também pode enviar:
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
