import { inflateSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { answerQuestion, questions } from "../../src/demo/askyourdatabase/questions.ts";
import { createShop } from "../../src/demo/askyourdatabase/shop.ts";
import { startAskYourDatabaseStandIn } from "../../src/demo/askyourdatabase/stand-in.ts";

describe("the shop of the demo", () => {
  const shop = createShop();

  test("knows at least a dozen questions", () => {
    expect(questions.length).toBeGreaterThanOrEqual(12);
  });

  test.each(questions)("answers: %s", (question) => {
    const answer = answerQuestion(shop, question, "http://shop.example");
    expect(answer.text).not.toContain("did not understand");
    if (question === "Hello") return;
    expect(shop.prepare(answer.sql?.replaceAll("?", "'Germany'") ?? "").all()).toEqual(answer.rows);
    expect(answer.rows?.length).toBeGreaterThan(0);
  });

  test.each(questions)("gives every question an answer of its own: %s", (question) => {
    const texts = questions.map((other) => answerQuestion(shop, other, "").text);
    const { text } = answerQuestion(shop, question, "");
    expect(texts.filter((other) => other === text)).toHaveLength(1);
  });

  test.each([
    ["top 5 products please", "Top 5 products"],
    ["TOP SELLING PRODUCTS", "Top 5 products"],
    ["monthly sales", "Sales by month"],
    ["how many clients are there", "40 customers"],
    ["what's running low?", "should be reordered"],
    ["show all orders", "All 300 orders"],
    ["late orders", "waiting to be shipped"],
    ["orders this month", "this month, worth"],
    ["customers in france", "in France"],
    ["revenue per country", "Revenue by country"],
    ["avg order", "The average order"],
    ["hi there", "Hello!"],
    ["what is the meaning of life", "You could ask"],
  ])("understands: %s", (asked, expected) => {
    expect(answerQuestion(shop, asked, "").text).toContain(expected);
  });

  test("has one answer that is too long for one message", () => {
    expect(answerQuestion(shop, "List all orders", "").text.length).toBeGreaterThan(4096);
  });

  test("is the same every time", () => {
    const text = (question: string) => answerQuestion(createShop(), question, "").text;
    expect(text("List all orders")).toBe(answerQuestion(shop, "List all orders", "").text);
  });
});

describe("a chart of the demo", () => {
  test.each(["Draw a chart of our sales", "chart of sales by country"])(
    "is a picture that anybody can fetch: %s",
    async (question) => {
      const url = await startStandIn();
      const { picture = "" } = answerQuestion(createShop(), question, url);
      const head = await fetch(picture, { method: "HEAD" });
      const response = await fetch(picture);
      const png = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get("content-type")).toBe("image/png");
      expect(head.headers.get("content-length")).toBe(String(png.length));
      expect(sizeOf(png)).toEqual({ width: 800, height: 500 });
    },
  );

  test("that does not exist is not found", async () => {
    const url = await startStandIn();
    expect((await fetch(`${url}/charts/nothing.png`)).status).toBe(404);
  });
});

async function startStandIn(): Promise<string> {
  const standIn = await startAskYourDatabaseStandIn({ apiKey: "key", chatbotId: "shop" });
  onTestFinished(() => standIn.close());
  return standIn.url;
}

/** Reads a PNG as far as it takes to know that its pixels are all there. */
function sizeOf(png: Buffer): { width: number; height: number } {
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  expect(png.subarray(-8, -4).toString("latin1")).toBe("IEND");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const pixelsAt = png.indexOf("IDAT");
  const pixels = inflateSync(
    png.subarray(pixelsAt + 4, pixelsAt + 4 + png.readUInt32BE(pixelsAt - 4)),
  );
  expect(pixels).toHaveLength(height * (width * 3 + 1));
  expect(new Set(pixels).size).toBeGreaterThan(5);
  return { width, height };
}
