import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Sendable } from "../../src/demo/meta/inbound-content.ts";
import { aMetaStandInWithServer, create, SHEENA, USER_ID } from "./meta-stand-in.ts";

const PARENT = "US.11815799212886844830";
const messages: Record<string, Sendable> = {
  text: { kind: "text", text: "Does it come in another color?" },
  audio_voice: { kind: "voice" },
  image: { kind: "image", caption: "Taj Mahal" },
  location: {
    kind: "location",
    name: "Philz Coffee",
    address: "101 Forest Ave, Palo Alto, CA 94301",
    url: "https://philzcoffee.com/",
  },
  reaction: { kind: "reaction", of: "wamid.AA", emoji: "👍" },
  reaction_removed: { kind: "reaction", of: "wamid.AA" },
  unsupported: { kind: "unsupported", type: "edit" },
};
const replies: Record<string, Sendable> = {
  interactive_button_reply: { kind: "button_reply", id: "cancel-button", title: "Cancel" },
  interactive_list_reply: {
    kind: "list_reply",
    id: "priority_express",
    title: "Priority Mail Express",
    description: "Next Day to 2 Days",
  },
  template_quick_reply_button: { kind: "template_button", text: "Unsubscribe" },
};
const statuses: Record<string, { apiVersion?: string; details?: object; nth: number }> = {
  status_sent_v24plus: { nth: 0 },
  status_sent_pre_v24: { nth: 0, apiVersion: "v23.0" },
  status_delivered_to_phone_username_user: {
    nth: 1,
    details: { userId: USER_ID, parentUserId: PARENT, username: "@pablomorales" },
  },
};
/** Made by hand in a test, or of a pricing that Meta has given up. */
const NOT_PRODUCED = ["text_ctwa_ad", "value_errors", "status_delivered_cbp_old"];

describe("a webhook has the keys of the recorded one", () => {
  it.each(Object.entries(messages))("%s", async (name, content) => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).sends(content);
    expect(shapeOf(server.heard[0]?.raw)).toEqual(recorded(name));
  });

  it.each(Object.entries(replies))("%s", async (name, content) => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).sends(content, { replyTo: "wamid.AA" });
    expect(shapeOf(server.heard[0]?.raw)).toEqual(recorded(name));
  });

  it("text_username_no_phone", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    const details = { parentUserId: PARENT, username: "@realsheenanelson" };
    await standIn.contact(USER_ID, details).says("hi");
    expect(shapeOf(server.heard[0]?.raw)).toEqual(recorded("text_username_no_phone"));
  });

  it("system_user_changed_number", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).changesNumber("+12195555358");
    expect(shapeOf(server.heard[0]?.raw)).toEqual(recorded("system_user_changed_number"));
  });

  it.each(Object.entries(statuses))("%s", async (name, { nth, details, ...options }) => {
    const { standIn, server } = await aMetaStandInWithServer({
      apiVersion: "v25.0",
      ...options,
    });
    await standIn.contact(SHEENA, details).says("hi");
    await create(standIn, {}, options.apiVersion);
    const heard = await server.heardCount(2 + nth);
    expect(shapeOf(heard[1 + nth]?.raw)).toEqual(recorded(name));
  });

  it("status_delivered_to_bsuid_no_phone", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    const details = { parentUserId: PARENT, username: "@pablomorales" };
    await standIn.contact(USER_ID, details).says("hi");
    await create(standIn, { to: undefined, recipient: USER_ID });
    const heard = await server.heardCount(3);
    expect(shapeOf(heard[2]?.raw)).toEqual(recorded("status_delivered_to_bsuid_no_phone"));
  });

  it("status_failed", async () => {
    const { standIn, server } = await aMetaStandInWithServer();
    await standIn.contact(SHEENA).says("hi");
    standIn.faults.next("create", { kind: "status_failed", errorCode: 131049 });
    await create(standIn);
    const heard = await server.heardCount(2);
    expect(shapeOf(heard[1]?.raw)).toEqual(recorded("status_failed"));
  });

  it("and none is forgotten", () => {
    const files = readdirSync(FIXTURES).map((file) => file.replace(".json", ""));
    const compared = [messages, replies, statuses].flatMap((some) => Object.keys(some));
    const byThemselves = [
      "text_username_no_phone",
      "system_user_changed_number",
      "status_delivered_to_bsuid_no_phone",
      "status_failed",
    ];
    expect(new Set([...compared, ...byThemselves, ...NOT_PRODUCED])).toEqual(new Set(files));
  });
});

const FIXTURES = new URL("../fixtures/meta/", import.meta.url);

function recorded(name: string): unknown {
  return shapeOf(readFileSync(new URL(`${name}.json`, FIXTURES), "utf8"));
}

/** Keys, and kinds of values, without the values. */
function shapeOf(body = ""): unknown {
  return shape(JSON.parse(body));
}

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
}
