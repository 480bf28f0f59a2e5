/** Where in its work a server can be told to kill itself. */
export type Point =
  | "before a message is committed"
  | "message committed, 200 not sent"
  | "turn claimed"
  | "answer streams"
  | "session kept, turn open"
  | "answer stored"
  | "send about to leave"
  | "send accepted, not stored"
  | "outcome stored"
  | "answers about to leave"
  | "answers taken in, not heard"
  | "reply to the answers not stored"
  | "look-up about to leave"
  | "look-up answered, not stored"
  | "back-fill about to leave"
  | "back-fill answered, not stored"
  | "migration";

/** At the commit of a transaction in which a statement like this ran; its values follow it. */
export const COMMITS: Partial<Record<Point, { sql: RegExp; when: "before" | "after" }>> = {
  "before a message is committed": { sql: /\binsert into messages \(direction/, when: "before" },
  "message committed, 200 not sent": { sql: /\binsert into messages \(direction/, when: "after" },
  "turn claimed": { sql: /^insert into "turns"|^update "turns" set "attempts"/, when: "after" },
  "session kept, turn open": { sql: /^insert into "sessions"/, when: "after" },
  "reply to the answers not stored": {
    sql: /^insert into "sessions".*conversation_ended/,
    when: "before",
  },
  "answer stored": { sql: /^insert into "answers"/, when: "after" },
  "outcome stored": { sql: /^update "messages" set "status".*"provider_id"/, when: "after" },
};

/** What we sent to one contact, and what anybody sent to us. Meta is never asked: it tells. */
const LOOK_UP = /^GET .*\/Messages\.json\?.*\bFrom=/;
const BACK_FILL = /^GET .*\/Messages\.json\?(?!.*\bFrom=)/;

/** To Twilio, or to Meta, where a read mark has the same address. */
const SEND = /^POST \S*\/(Messages\.json|messages .*"recipient_type")/;
const ANSWERS = /^POST \/answers /;

/** When a request of this kind, its body included, is made, or the head of its response has come. */
export const REQUESTS: Partial<Record<Point, { request: RegExp; when: "create" | "headers" }>> = {
  "answer streams": { request: /^POST \/(api\/ask|v1\/responses)/, when: "headers" },
  "send about to leave": { request: SEND, when: "create" },
  "send accepted, not stored": { request: SEND, when: "headers" },
  "answers about to leave": { request: ANSWERS, when: "create" },
  "answers taken in, not heard": { request: ANSWERS, when: "headers" },
  "look-up about to leave": { request: LOOK_UP, when: "create" },
  "look-up answered, not stored": { request: LOOK_UP, when: "headers" },
  "back-fill about to leave": { request: BACK_FILL, when: "create" },
  "back-fill answered, not stored": { request: BACK_FILL, when: "headers" },
};
