import { markdownTable } from "./markdown-table.ts";
import type { Shop } from "./shop.ts";
import * as find from "./shop-queries.ts";

/** Markdown, the SQL it rests on with the rows it gave, and a picture's address. */
export type ShopAnswer = { text: string; sql?: string; rows?: unknown[]; picture?: string };

type KnownQuestion = {
  question: string;
  matches: RegExp;
  answer: (shop: Shop, context: { asked: string; url: string }) => ShopAnswer;
};

/** In the order in which they are tried: the more special first. */
export const knownQuestions: readonly KnownQuestion[] = [
  {
    question: "Draw a chart of our sales",
    matches: /\b(chart|graph|plot|diagram|picture)/i,
    answer(shop, { asked, url }) {
      const byCountry = /countr/i.test(asked);
      const { sql, rows } = byCountry ? find.revenueByCountry(shop) : find.salesByMonth(shop);
      const name = byCountry ? "revenue-by-country" : "sales-by-month";
      const what = byCountry ? "Revenue by country" : "Sales of the last 12 months";
      return { sql, rows, text: `**${what}**, as a chart.`, picture: `${url}/charts/${name}.png` };
    },
  },
  {
    question: "List all orders",
    matches: /\b(all|every|list|show)\b.*\border(s)?\b(?!.*(month|ship|late|open|average))/i,
    answer(shop) {
      const { sql, rows } = find.allOrders(shop);
      const lines = rows.map(
        ({ id, name, orderedOn, cents }) => `- **#${id}** ${orderedOn}, ${name}: ${dollars(cents)}`,
      );
      return { sql, rows, text: `# All ${rows.length} orders\n\n${lines.join("\n")}` };
    },
  },
  {
    question: "Which orders are not shipped yet?",
    matches: /\b(late|unshipped|overdue|pending|open|ship|shipped|delivered)\b/i,
    answer(shop) {
      const { sql, rows } = find.unshippedOrders(shop);
      const table = markdownTable(rows, {
        Order: ({ id }) => `#${id}`,
        Customer: ({ name }) => name,
        Ordered: ({ orderedOn }) => orderedOn,
        Days: ({ days }) => days,
      });
      return {
        sql,
        rows,
        text: `**${rows.length} orders** are waiting to be shipped:\n\n${table}`,
      };
    },
  },
  {
    question: "What is the average order value?",
    matches: /\b(average|mean|avg)\b/i,
    answer(shop) {
      const { sql, rows } = find.averageOrder(shop);
      const [{ cents, orders } = NONE] = rows;
      return { sql, rows, text: `The average order is **${dollars(cents)}** (${orders} orders).` };
    },
  },
  {
    question: "How many orders did we get this month?",
    matches: /\borders?\b.*\b(this|current) month|\bthis month\b/i,
    answer(shop) {
      const { sql, rows } = find.ordersThisMonth(shop);
      const [{ cents, orders } = NONE] = rows;
      return { sql, rows, text: `**${orders} orders** this month, worth **${dollars(cents)}**.` };
    },
  },
  {
    question: "Show me sales by month",
    matches: /\b(sales|revenue|turnover|orders)\b.*\b(month|year|trend)|\bmonthly\b/i,
    answer(shop) {
      const { sql, rows } = find.salesByMonth(shop);
      const table = markdownTable(rows, {
        Month: ({ month }) => month,
        Orders: ({ orders }) => orders,
        Sales: ({ cents }) => dollars(cents),
      });
      const total = rows.reduce((sum, { cents }) => sum + cents, 0);
      return { sql, rows, text: `## Sales by month\n\n${table}\n\nTotal: **${dollars(total)}**` };
    },
  },
  {
    question: "What is our revenue by country?",
    matches:
      /\b(revenue|sales|turnover|orders)\b.*\bcountr|\bcountr\w*\b.*\b(revenue|sales|turnover|orders)/i,
    answer(shop) {
      const { sql, rows } = find.revenueByCountry(shop);
      const table = markdownTable(rows, {
        Country: ({ country }) => country,
        Orders: ({ orders }) => orders,
        Revenue: ({ cents }) => dollars(cents),
      });
      return { sql, rows, text: `## Revenue by country\n\n${table}` };
    },
  },
  {
    question: "Which categories sell best?",
    matches: /\bcategor/i,
    answer(shop) {
      const { sql, rows } = find.revenueByCategory(shop);
      const lines = rows.map(
        ({ category, pieces, cents }, index) =>
          `${index + 1}. **${category}**: ${dollars(cents)} (${pieces} pieces)`,
      );
      return { sql, rows, text: `## Categories by revenue\n\n${lines.join("\n")}` };
    },
  },
  {
    question: "Which products are low on stock?",
    matches: /\b(stock|inventory|reorder|run(ning)? (low|out))\b/i,
    answer(shop) {
      const { sql, rows } = find.lowStock(shop);
      const lines = rows.map(({ name, stock }) => `- **${name}**: ${stock} left`);
      return {
        sql,
        rows,
        text: `${rows.length} products should be reordered:\n\n${lines.join("\n")}`,
      };
    },
  },
  {
    question: "What are our top products?",
    matches: /\bproducts?\b|\b(best|top)[ -]?sell/i,
    answer(shop) {
      const { sql, rows } = find.topProducts(shop);
      const table = markdownTable(rows, {
        "#": (_row, index) => index + 1,
        Product: ({ name }) => name,
        Pieces: ({ pieces }) => pieces,
        Revenue: ({ cents }) => dollars(cents),
      });
      return { sql, rows, text: `## Top 5 products\n\n${table}` };
    },
  },
  {
    question: "Who are our best customers?",
    matches: /\b(best|top|biggest|loyal|good)\b.*\b(customers?|clients?|buyers?)\b/i,
    answer(shop) {
      const { sql, rows } = find.bestCustomers(shop);
      const table = markdownTable(rows, {
        Customer: ({ name }) => name,
        Country: ({ country }) => country,
        Orders: ({ orders }) => orders,
        Spent: ({ cents }) => dollars(cents),
      });
      return { sql, rows, text: `## Our 10 best customers\n\n${table}` };
    },
  },
  {
    question: "Which customers are in Germany?",
    matches: /\b(germany|france|spain|italy|austria|netherlands|poland)\b/i,
    answer(shop, { asked }) {
      const country = countryIn(asked);
      const { sql, rows } = find.customersIn(shop, country);
      const lines = rows.map(({ name, city }) => `- ${name}, ${city}`);
      return {
        sql,
        rows,
        text: `**${rows.length} customers** in ${country}:\n\n${lines.join("\n")}`,
      };
    },
  },
  {
    question: "How many customers do we have?",
    matches: /\b(customers?|clients?|buyers?)\b/i,
    answer(shop) {
      const { sql, rows } = find.customersByCountry(shop);
      const total = rows.reduce((sum, { customers }) => sum + customers, 0);
      const lines = rows.map(({ country, customers }) => `- ${country}: ${customers}`);
      return { sql, rows, text: `We have **${total} customers**:\n\n${lines.join("\n")}` };
    },
  },
];

const NONE = { cents: 0, orders: 0 };

function countryIn(asked: string): string {
  const [name = "germany"] =
    /germany|france|spain|italy|austria|netherlands|poland/i.exec(asked) ?? [];
  return `${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`;
}

function dollars(cents: number): string {
  return `$${(cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })}`;
}
