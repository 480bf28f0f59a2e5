import type { BarChart } from "./bar-chart.ts";
import type { Shop } from "./shop.ts";
import { revenueByCountry, salesByMonth } from "./shop-queries.ts";

/** The charts that answers show, by the name of their picture. */
export const charts: ReadonlyMap<string, (shop: Shop) => BarChart> = new Map([
  [
    "sales-by-month",
    (shop: Shop) => ({
      title: "SALES BY MONTH, IN $",
      bars: salesByMonth(shop).rows.map(({ month, cents }) => ({
        label: shortMonth(month),
        value: cents / 100,
      })),
    }),
  ],
  [
    "revenue-by-country",
    (shop: Shop) => ({
      title: "REVENUE BY COUNTRY, IN $",
      bars: revenueByCountry(shop).rows.map(({ country, cents }) => ({
        label: country.slice(0, 7),
        value: cents / 100,
      })),
    }),
  ],
]);

function shortMonth(month: string): string {
  return new Date(`${month}-01`).toLocaleString("en", { month: "short", timeZone: "UTC" });
}
