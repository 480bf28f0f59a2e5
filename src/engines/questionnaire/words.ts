import type { Language } from "../../nouns.ts";
import type { Item } from "./item.ts";

/** What contacts read from the questionnaire beside its own texts. */
type Words = {
  optional: string;
  wayOut: string;
  wrong: Record<Item["kind"], string>;
  required: string;
  atFirst: string;
  oldButton: string;
  over: string;
  cancelled: string;
  nothingToCancel: string;
  lostPlace: string;
  ended: string;
  enough: string;
  kept: string;
};

export const words: Record<Language, Words> = {
  en: {
    optional: "_You may leave this out: write SKIP._",
    wayOut: "_Write BACK for the question before, or CANCEL to stop._",
    wrong: {
      text: "Please write an answer of at most 1,000 characters.",
      email: "That is not an e-mail address. Please write one like ana@example.com.",
      number: "That is not a number that fits. Please write one in digits.",
      date: "That is not a date. Please write day, month and year, like 31/12/2026.",
      phone: "That is not a phone number. Please write it with its country, like +1 555 555 0101.",
      choice: "Please choose one of these.",
    },
    required: "This question needs an answer.",
    atFirst: "This is the first question: there is none before it.",
    oldButton: "That belongs to another question.",
    over: "That is over already. Write to me whenever you want to start again.",
    cancelled: "Cancelled. Write to me whenever you want to start again.",
    nothingToCancel: "There is nothing to cancel. Write anything else to begin.",
    lostPlace: "Sorry, I have lost my place. Let us start again.",
    ended: "Thank you! That was everything.",
    enough: "Thank you! Those were enough questions for today.",
    kept: "Your answers are safe, but I cannot pass them on right now. Write to me later to try again, BACK to change an answer, or CANCEL to give up.",
  },
  es: {
    optional: "_Puedes dejarlo en blanco: escribe SALTAR._",
    wayOut: "_Escribe ATRÁS para la pregunta anterior o CANCELAR para terminar._",
    wrong: {
      text: "Escribe una respuesta de 1000 caracteres como máximo.",
      email: "Eso no es un correo electrónico. Escribe uno como ana@example.com.",
      number: "Ese número no es válido. Escríbelo en cifras.",
      date: "Eso no es una fecha. Escribe día, mes y año, como 31/12/2026.",
      phone: "Eso no es un teléfono. Escríbelo con el prefijo del país, como +34 600 000 000.",
      choice: "Elige una de estas opciones.",
    },
    required: "Esta pregunta necesita una respuesta.",
    atFirst: "Esta es la primera pregunta: no hay ninguna anterior.",
    oldButton: "Eso corresponde a otra pregunta.",
    over: "Eso ya terminó. Escríbeme cuando quieras empezar de nuevo.",
    cancelled: "Cancelado. Escríbeme cuando quieras empezar de nuevo.",
    nothingToCancel: "No hay nada que cancelar. Escribe cualquier otra cosa para empezar.",
    lostPlace: "Lo siento, he perdido el hilo. Empecemos de nuevo.",
    ended: "¡Gracias! Eso es todo.",
    enough: "¡Gracias! Ya son suficientes preguntas por hoy.",
    kept: "Tus respuestas están guardadas, pero ahora no puedo enviarlas. Escríbeme más tarde para intentarlo de nuevo, ATRÁS para cambiar una respuesta o CANCELAR para dejarlo.",
  },
  it: {
    optional: "_Puoi tralasciarla: scrivi SALTA._",
    wayOut: "_Scrivi INDIETRO per la domanda precedente o ANNULLA per terminare._",
    wrong: {
      text: "Scrivi una risposta di al massimo 1000 caratteri.",
      email: "Non è un indirizzo e-mail. Scrivine uno come ana@example.com.",
      number: "Non è un numero valido. Scrivilo in cifre.",
      date: "Non è una data. Scrivi giorno, mese e anno, come 31/12/2026.",
      phone:
        "Non è un numero di telefono. Scrivilo con il prefisso del paese, come +39 320 000 0000.",
      choice: "Scegli una di queste opzioni.",
    },
    required: "Questa domanda richiede una risposta.",
    atFirst: "Questa è la prima domanda: non ce n'è una precedente.",
    oldButton: "Questo riguarda un'altra domanda.",
    over: "Quello è già concluso. Scrivimi quando vuoi ricominciare.",
    cancelled: "Annullato. Scrivimi quando vuoi ricominciare.",
    nothingToCancel: "Non c'è nulla da annullare. Scrivi qualsiasi altra cosa per iniziare.",
    lostPlace: "Mi dispiace, ho perso il filo. Ricominciamo.",
    ended: "Grazie! È tutto.",
    enough: "Grazie! Per oggi le domande bastano.",
    kept: "Le tue risposte sono al sicuro, ma ora non riesco a inoltrarle. Scrivimi più tardi per riprovare, INDIETRO per cambiare una risposta o ANNULLA per lasciar perdere.",
  },
  fr: {
    optional: "_Facultatif\u00A0: écrivez PASSER pour continuer sans répondre._",
    wayOut: "_Écrivez RETOUR pour la question précédente ou ANNULER pour arrêter._",
    wrong: {
      text: "Écrivez une réponse de 1000 caractères au plus.",
      email: "Ce n'est pas une adresse e-mail. Écrivez-en une comme ana@example.com.",
      number: "Ce nombre ne convient pas. Écrivez-en un en chiffres.",
      date: "Ce n'est pas une date. Écrivez le jour, le mois et l'année, comme 31/12/2026.",
      phone:
        "Ce n'est pas un numéro de téléphone. Écrivez-le avec l'indicatif du pays, comme +33 6 00 00 00 00.",
      choice: "Choisissez l'une de ces réponses.",
    },
    required: "Cette question demande une réponse.",
    atFirst: "C'est la première question\u00A0: il n'y en a pas avant.",
    oldButton: "Cela concerne une autre question.",
    over: "C'est déjà terminé. Écrivez-moi quand vous voudrez recommencer.",
    cancelled: "Annulé. Écrivez-moi quand vous voudrez recommencer.",
    nothingToCancel: "Il n'y a rien à annuler. Écrivez autre chose pour commencer.",
    lostPlace: "Désolé, j'ai perdu le fil. Recommençons.",
    ended: "Merci\u00A0! C'est tout.",
    enough: "Merci\u00A0! Cela suffit pour aujourd'hui.",
    kept: "Vos réponses sont conservées, mais je ne peux pas les transmettre pour le moment. Écrivez-moi plus tard pour réessayer, RETOUR pour changer une réponse ou ANNULER pour abandonner.",
  },
  de: {
    optional: "_Das ist freiwillig: Schreiben Sie ÜBERSPRINGEN, um es auszulassen._",
    wayOut: "_Schreiben Sie ZURÜCK für die vorige Frage oder ABBRECHEN, um aufzuhören._",
    wrong: {
      text: "Bitte antworten Sie mit höchstens 1000 Zeichen.",
      email: "Das ist keine E-Mail-Adresse. Bitte schreiben Sie eine wie ana@example.com.",
      number: "Das ist keine passende Zahl. Bitte schreiben Sie sie in Ziffern.",
      date: "Das ist kein Datum. Bitte schreiben Sie Tag, Monat und Jahr, wie 31.12.2026.",
      phone:
        "Das ist keine Telefonnummer. Bitte schreiben Sie sie mit Ländervorwahl, wie +49 170 0000000.",
      choice: "Bitte wählen Sie eine dieser Möglichkeiten.",
    },
    required: "Diese Frage braucht eine Antwort.",
    atFirst: "Das ist die erste Frage, davor gibt es keine.",
    oldButton: "Das gehört zu einer anderen Frage.",
    over: "Das ist schon abgeschlossen. Schreiben Sie mir, wann immer Sie neu beginnen möchten.",
    cancelled: "Abgebrochen. Schreiben Sie mir, wann immer Sie neu beginnen möchten.",
    nothingToCancel: "Es gibt nichts abzubrechen. Schreiben Sie etwas anderes, um zu beginnen.",
    lostPlace: "Entschuldigung, ich habe den Faden verloren. Beginnen wir von vorn.",
    ended: "Danke! Das war alles.",
    enough: "Danke! Das waren genug Fragen für heute.",
    kept: "Ihre Antworten sind gespeichert, aber ich kann sie gerade nicht weitergeben. Schreiben Sie mir später, um es noch einmal zu versuchen, ZURÜCK, um eine Antwort zu ändern, oder ABBRECHEN, um aufzuhören.",
  },
  pt: {
    optional: "_Você pode deixar em branco: escreva PULAR._",
    wayOut: "_Escreva VOLTAR para a pergunta anterior ou CANCELAR para parar._",
    wrong: {
      text: "Escreva uma resposta de no máximo 1000 caracteres.",
      email: "Isso não é um e-mail. Escreva um como ana@example.com.",
      number: "Esse número não é válido. Escreva em algarismos.",
      date: "Isso não é uma data. Escreva dia, mês e ano, como 31/12/2026.",
      phone: "Isso não é um telefone. Escreva com o código do país, como +55 11 90000-0000.",
      choice: "Escolha uma destas opções.",
    },
    required: "Esta pergunta precisa de uma resposta.",
    atFirst: "Esta é a primeira pergunta: não há nenhuma antes.",
    oldButton: "Isso pertence a outra pergunta.",
    over: "Isso já terminou. Escreva quando quiser recomeçar.",
    cancelled: "Cancelado. Escreva quando quiser recomeçar.",
    nothingToCancel: "Não há nada para cancelar. Escreva outra coisa para começar.",
    lostPlace: "Desculpe, perdi o fio da conversa. Vamos recomeçar.",
    ended: "Obrigado! Isso é tudo.",
    enough: "Obrigado! Por hoje já são perguntas suficientes.",
    kept: "As suas respostas estão guardadas, mas não consigo enviá-las agora. Escreva mais tarde para tentar de novo, VOLTAR para mudar uma resposta ou CANCELAR para desistir.",
  },
};
