import OpenAI from "openai";
import { describe, expect, onTestFinished, test } from "vitest";
import { startOpenAiStandIn, type StandInOptions } from "../../src/demo/openai/stand-in.ts";

const KEY = "sk-demo";
const MODEL = "gpt-6-luna";
const TOP = "What are our top products?";

describe("the stand-in of OpenAI, asked by the official client", () => {
  test("keeps a conversation: made, filled, read and deleted", async () => {
    const { client } = await start();
    const item = (content: string) => ({ role: "user" as const, content });
    const { id } = await client.conversations.create({
      items: [item("One")],
      metadata: { topic: "demo" },
    });
    expect(await client.conversations.retrieve(id)).toMatchObject({
      id: expect.stringMatching(/^conv_[0-9a-f]{48}$/),
      object: "conversation",
      metadata: { topic: "demo" },
    });
    await client.conversations.items.create(id, { items: [item("Two")] });
    const { data } = await client.conversations.items.list(id, { order: "asc" });
    expect(data).toMatchObject([
      { role: "user", content: [{ type: "input_text", text: "One" }] },
      { role: "user", content: [{ type: "input_text", text: "Two" }] },
    ]);
    const deleted = { id, object: "conversation.deleted", deleted: true };
    expect(await client.conversations.delete(id)).toMatchObject(deleted);
    expect(await errorOf(client.conversations.retrieve(id))).toMatchObject({
      status: 404,
      code: null,
      message: `404 Conversation with id '${id}' not found.`,
    });
  });

  test("takes no more than 20 items, and lists no more than 100", async () => {
    const { client } = await start();
    const items = Array.from({ length: 21 }, () => ({ role: "user" as const, content: "x" }));
    expect(await errorOf(client.conversations.create({ items }))).toMatchObject({ status: 400 });
    const { id } = await client.conversations.create({ items: items.slice(1) });
    const list = client.conversations.items.list(id, { limit: 1_000 });
    expect(await errorOf(list)).toMatchObject({ status: 400, param: "limit" });
    const { data, has_more } = await client.conversations.items.list(id, { limit: 5 });
    expect({ length: data.length, has_more }).toEqual({ length: 5, has_more: true });
  });

  test("answers about the shop, and remembers what was asked", async () => {
    const { client } = await start();
    const { id } = await client.conversations.create();
    const first = await client.responses.create({ model: MODEL, conversation: id, input: TOP });
    expect(first).toMatchObject({ status: "completed", conversation: { id } });
    expect(first.output_text).toContain("Top 5 products");
    const input = "How many customers do we have?";
    const second = await client.responses.create({ model: MODEL, conversation: id, input });
    expect(second.output_text).toContain(`Earlier you asked: ${TOP}`);
    const { data } = await client.conversations.items.list(id, { order: "asc" });
    expect(data.map((item) => "role" in item && item.role)).toEqual([
      "user",
      "assistant",
      "user",
      "assistant",
    ]);
  });

  test("counts every word that is read, with all that the conversation holds", async () => {
    const { client } = await start({ answer: () => "one two three" });
    const { id } = await client.conversations.create();
    const ask = () =>
      client.responses.create({
        model: MODEL,
        conversation: id,
        instructions: "Be brief.",
        input: "a b",
      });
    expect((await ask()).usage).toMatchObject({ input_tokens: 4, output_tokens: 3 });
    expect((await ask()).usage).toMatchObject({ input_tokens: 9, output_tokens: 3 });
  });

  test("streams the events that OpenAI streams, in their order", async () => {
    const { client } = await start({ answer: () => "The capital of France is Paris." });
    const stream = await client.responses.create({ model: MODEL, input: TOP, stream: true });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    expect(events.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
    const final = client.responses.stream({ model: MODEL, input: TOP });
    expect((await final.finalResponse()).output_text).toBe("The capital of France is Paris.");
  });

  test("refuses a second run in a conversation while the first goes on", async () => {
    const { client } = await start({ answerDelayMs: 100 });
    const { id: conversation } = await client.conversations.create();
    const ask = () => client.responses.create({ model: MODEL, conversation, input: TOP });
    const both = await Promise.allSettled([ask(), ask()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find((one) => one.status === "rejected");
    expect(refused?.reason).toMatchObject({
      status: 400,
      code: "conversation_locked",
      param: "conversation",
    });
    await ask();
  });

  test("refuses wrong keys, models, prompts and addresses as OpenAI does", async () => {
    const { client, url } = await start();
    const stranger = new OpenAI({ apiKey: "sk-other", baseURL: url, maxRetries: 0 });
    const wrongKey = stranger.responses.create({ model: MODEL, input: TOP });
    expect(await errorOf(wrongKey)).toMatchObject({ status: 401, code: "invalid_api_key" });
    const wrongModel = client.responses.create({ model: "gpt-gone", input: TOP });
    expect(await errorOf(wrongModel)).toMatchObject({ status: 404, code: "model_not_found" });
    const wrongPrompt = client.responses.create({ prompt: { id: "pmpt_gone" }, input: TOP });
    expect(await errorOf(wrongPrompt)).toMatchObject({
      status: 404,
      message: "404 Prompt with id 'pmpt_gone' not found.",
    });
    expect(await errorOf(client.models.list())).toMatchObject({ status: 404 });
  });

  test("goes wrong once for each fault, oldest first", async () => {
    const { client, faults } = await start();
    const ask = () => client.responses.create({ model: MODEL, input: TOP });
    faults.next("responses", { kind: "error", status: 429, code: "insufficient_quota" });
    faults.next("responses", { kind: "html", status: 502 });
    faults.next("responses", { kind: "reset" });
    expect(await errorOf(ask())).toMatchObject({ status: 429, type: "insufficient_quota" });
    expect(await errorOf(ask())).toMatchObject({ status: 502, code: undefined });
    expect(await errorOf(ask())).toBeInstanceOf(OpenAI.APIConnectionError);
    expect((await ask()).status).toBe("completed");
  });

  async function start(options: Partial<StandInOptions> = {}) {
    const standIn = await startOpenAiStandIn({ apiKey: KEY, model: MODEL, ...options });
    onTestFinished(() => standIn.close());
    const client = new OpenAI({ apiKey: KEY, baseURL: standIn.url, maxRetries: 0, timeout: 5_000 });
    return { ...standIn, client };
  }
});

async function errorOf(call: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(call).then(
    () => undefined,
    (error: unknown) => error,
  );
}
