import type { Bug } from "./bug.ts";

const SEND = "test/channels/meta/send.test.ts";

/** In the channel of Meta, and in who its contacts are. */
export const metaBugs: Bug[] = [
  {
    name: "Meta's signature is checked over the JSON written again",
    file: "src/channels/meta/signature.ts",
    find: ".update(body)",
    replace: ".update(JSON.stringify(JSON.parse(body.toString())))",
    testFile: "test/channels/meta/signature.test.ts",
    test: "fits, byte for byte",
  },
  {
    name: "one bad item of Meta's loses its delivery",
    file: "src/channels/meta/read-delivery.ts",
    find: 'else yield { kind: "unreadable", reason: name };',
    replace: "else throw new Error(name);",
    testFile: "test/channels/meta/read-delivery.test.ts",
    test: "of 1,000 updates with 30 bad ones, 970 are kept in their order, and 30 are told of",
  },
  {
    name: "a user id is sent to as if it were a number",
    file: "src/channels/meta/addresses.ts",
    find: ": { recipient: to };",
    replace: ": { to };",
    testFile: SEND,
    test: "to a user id, never in `to`",
  },
  {
    name: "Meta is not told whose part it is",
    file: "src/channels/meta/message-body.ts",
    find: "biz_opaque_callback_data: callbackData(partId, to),",
    replace: "",
    testFile: SEND,
    test: "a part whose outcome is unknown is known again by the statuses that follow",
  },
  {
    name: "Meta's own word for the recipient is believed",
    file: "src/channels/meta/parse-status.ts",
    find: "ours?.to ?? fields.recipient_id",
    replace: "fields.recipient_id",
    testFile: "test/channels/meta/parse-status.test.ts",
    test: "whose it is, Meta gives back to us",
  },
  {
    name: "the pace stands behind the breaker",
    file: "src/build-channels.ts",
    find: "withPace(withBreaker(metered, { log, onChange: markDown(metrics, name) }))",
    replace: "withBreaker(withPace(metered), { log, onChange: markDown(metrics, name) })",
    testFile: "test/build-channels.test.ts",
    test: "a contact of Meta's who has had enough waits, also while Meta is down",
  },
  {
    name: "the number before a change is kept as an alias",
    file: "src/channels/meta/parse-sender.ts",
    find: "...(moved ?? numbers), userId",
    replace: "...(moved ?? []), ...numbers, userId",
    testFile: "test/channels/meta/parse-message.test.ts",
    test: "somebody with another number or user id is joined with who it was",
  },
  {
    name: "a recycled number is still who had it first",
    file: "src/store/other-person.ts",
    find: "where value not glob '+*'))",
    replace: "where value not glob '+*' and false))",
    testFile: "test/store/store.test.ts",
    test: "is a stranger's, who knows nothing of what was said before",
  },
  {
    name: "who moves to a number is joined with who had it",
    file: "src/store/other-person.ts",
    find: "or (${CREATED_AT} <",
    replace: "or (false and ${CREATED_AT} <",
    testFile: "test/store/store.test.ts",
    test: "brings nothing of them also where no user ids are known",
  },
];
