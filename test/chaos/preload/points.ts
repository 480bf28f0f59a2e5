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
  | "look-up about to leave"
  | "look-up answered, not stored"
  | "back-fill about to leave"
  | "back-fill answered, not stored"
  | "migration";

/** At the commit of a transaction in which a statement like this ran. */
export const COMMITS: Partial<Record<Point, { sql: RegExp; when: "before" | "after" }>> = {
  "before a message is committed": { sql: /\binsert into messages \(direction/, when: "before" },
  "message committed, 200 not sent": { sql: /\binsert into messages \(direction/, when: "after" },
  "turn claimed": { sql: /^insert into "turns"|^update "turns" set "attempts"/, when: "after" },
  "session kept, turn open": { sql: /^insert into "sessions"/, when: "after" },
  "answer stored": { sql: /^insert into "answers"/, when: "after" },
  "outcome stored": { sql: /^update "messages" set "status".*"provider_id"/, when: "after" },
};

/** What we sent to one contact, and what anybody sent to us. */
const LOOK_UP = /^GET .*\/Messages\.json\?.*\bFrom=/;
const BACK_FILL = /^GET .*\/Messages\.json\?(?!.*\bFrom=)/;

/** When a request of this kind is made, or the head of its response has come. */
export const REQUESTS: Partial<Record<Point, { request: RegExp; when: "create" | "headers" }>> = {
  "answer streams": { request: /^POST \/(api\/ask|v1\/responses)/, when: "headers" },
  "send about to leave": { request: /^POST .*\/Messages\.json/, when: "create" },
  "send accepted, not stored": { request: /^POST .*\/Messages\.json/, when: "headers" },
  "look-up about to leave": { request: LOOK_UP, when: "create" },
  "look-up answered, not stored": { request: LOOK_UP, when: "headers" },
  "back-fill about to leave": { request: BACK_FILL, when: "create" },
  "back-fill answered, not stored": { request: BACK_FILL, when: "headers" },
};
