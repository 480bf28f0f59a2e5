import type { Texts } from "./texts.ts";

export const es: Texts = {
  unsupported: "Por ahora solo puedo leer mensajes de texto. Escríbemelo, por favor.",
  edited: "No puedo leer los cambios en un mensaje. Envíamelo de nuevo, por favor.",
  notAllowed:
    "Lo siento, este número es solo para contactos registrados. Pide al equipo que te añada.",
  apology: "Lo siento, no he podido responder a eso. Inténtalo de nuevo dentro de un rato.",
  emptyAnswer: "He buscado, pero no hay nada que mostrar. Prueba a preguntarlo de otra manera.",
  cutOff: "_La respuesta se cortó aquí. Pregunta otra vez si falta algo._",
  nothingMore: "Eso era todo.",
  holding: "Sigo trabajando en ello. Un momento, por favor.",
  unavailable:
    "Ahora mismo no puedo responder. Tu mensaje está a salvo y lo responderé en cuanto pueda.",
  late: "_Perdona, esta respuesta llega tarde._",
  stopped: "No recibirás más mensajes nuestros. Envía START cuando quieras volver.",
  welcome: "¡Hola!",
  welcomeBack: "¡Hola de nuevo!",
  invitation: "Pregúntame con tus propias palabras.",
  limit: {
    minute: "Han sido muchos mensajes a la vez. Espera un minuto y escribe de nuevo.",
    loop: "Hagamos una breve pausa. Escribe de nuevo dentro de diez minutos.",
    contact: "Has llegado al límite de hoy. Escribe de nuevo mañana.",
    business: "Se ha alcanzado el límite de preguntas de hoy. Escribe de nuevo mañana.",
  },
  moreHint: "_Responde *MÁS* para ver el resto._",
  opener: "Ver opciones",
  reset: "Hecho. Empezamos de cero.",
  help: `Siempre puedes enviar:
*/reiniciar* para empezar de cero
*/historial* para ver tus últimas preguntas
*/información* para ver lo que sabemos de ti
*MÁS* para el resto de una respuesta larga
*STOP* para no recibir más mensajes, *START* para volver`,
  unknownCommand: "No conozco ese comando.",
  noHistory: "Todavía no me has preguntado nada.",
  history: "Tus últimas preguntas:",
  info: {
    title: "Lo que sabemos de ti:",
    name: "Nombre",
    address: "Número",
    since: "Primer mensaje",
    messages: "Mensajes",
    answersToday: "Respuestas de hoy",
  },
};
