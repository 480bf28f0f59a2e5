import { describe, expect, test } from "vitest";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { API_KEY, CHATBOT_ID, startEngine } from "./start-engine.ts";

const mode = "api-key" as const;

describe("asking with the API key", () => {
  test("opens one chat for a conversation and asks in it", async () => {
    const { standIn, ask } = await startEngine({ mode });
    await Promise.all([ask(), ask({ text: "Hello" })]);
    await ask({ conversationId: 8 });
    expect(standIn.calls).toMatchObject({ session: 0, newChat: 2, ask: 3 });
    const [first, second, other] = standIn.asked.map(({ chatid }) => chatid);
    expect(first).toMatch(/^chat_/);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect(standIn.asked[0]?.tokens).toEqual({ header: undefined, cookie: undefined });
  });

  test("leaves its messages where they can be read back", async () => {
    const { standIn, ask } = await startEngine({ mode });
    await ask();
    const { chatid = "" } = standIn.asked[0] ?? {};
    const query = new URLSearchParams({ botid: CHATBOT_ID, chatid, debug: "true" }).toString();
    const response = await fetch(`${standIn.url}/api/chatbot/messages?${query}`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    const messages = (await response.json()) as { role: string; issql: boolean }[];
    expect(messages.map(({ role }) => role)).toEqual(["assistant", "system", "user"]);
  });

  test("opens another chat when the old one is gone, and asks once more", async () => {
    const { standIn, ask } = await startEngine({ mode });
    await ask();
    standIn.forgetChats();
    expect((await ask()).text).toContain("40 customers");
    const body = "Error: Chat does not exist";
    standIn.faults.next("ask", { kind: "status", status: 500, body });
    expect((await ask()).text).toContain("40 customers");
    standIn.faults.next("ask", { kind: "json", body: { error: "chat does not exist" } });
    expect((await ask()).text).toContain("40 customers");
    expect(standIn.calls).toMatchObject({ newChat: 4, ask: 7 });
  });

  test("tells the operator when the new chat is refused as well", async () => {
    const { standIn, ask } = await startEngine({ mode });
    standIn.faults.always("ask", { kind: "status", status: 404 });
    expect(await failureOf(ask())).toMatchObject({ code: "ayd_refused_twice" });
    expect(standIn.calls).toMatchObject({ newChat: 2, ask: 2 });
  });

  test("tells the operator about a wrong key or chatbot, at either call", async () => {
    const wrongKey = await startEngine({ mode, apiKey: "wrong" });
    expect((await failureOf(wrongKey.ask())).message).toContain("set ASKYOURDATABASE_API_KEY");
    const wrongId = await startEngine({ mode, chatbotId: "wrong" });
    expect((await failureOf(wrongId.ask())).message).toContain("set ASKYOURDATABASE_CHAT_ID");
    const { standIn, ask } = await startEngine({ mode });
    standIn.faults.next("ask", { kind: "status", status: 401 });
    expect((await failureOf(ask())).code).toBe("ayd_bad_key");
    standIn.faults.next("ask", { kind: "html" });
    expect((await failureOf(ask())).code).toBe("ayd_wrong_address");
    standIn.faults.next("newChat", { kind: "json", body: { id: "x" } });
    expect((await failureOf(ask({ conversationId: 9 }))).code).toBe("ayd_unreadable_session");
  });

  test("does not use what the other mode has kept", async () => {
    const { standIn, sessions, ask } = await startEngine({ mode });
    const access = { mode: "session", token: "old" };
    const value = JSON.stringify({ url: standIn.url, chatbotId: CHATBOT_ID, access });
    await sessions.save(7, value, Date.now() + 1e9);
    await ask();
    expect(standIn.calls).toMatchObject({ newChat: 1, ask: 1 });
    expect((await sessions.load(7)) ?? "").toContain("chat_");
  });
});
