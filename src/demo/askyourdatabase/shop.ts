import Database from "better-sqlite3";
import { CITIES, FIRST_NAMES, LAST_NAMES, PRODUCTS } from "./shop-data.ts";

export type Shop = Database.Database;

/** The shop's last day: fixed, so that every answer is the same on every day. */
export const TODAY = "2026-11-20";

const CUSTOMERS = 40;
const ORDERS = 300;

/** A small shop in memory: 40 customers, 25 products, and 300 orders over the year that ends on `TODAY`. */
export function createShop(): Shop {
  const shop = new Database(":memory:");
  shop.exec(SCHEMA);
  shop.transaction(() => {
    addProducts(shop);
    addCustomers(shop);
    addOrders(shop);
  })();
  return shop;
}

const SCHEMA = `
  create table customers (id integer primary key, name text, city text, country text);
  create table products (id integer primary key, name text, category text, price_cents integer, stock integer, reorder_level integer);
  create table orders (id integer primary key, customer_id integer references customers, ordered_on text, shipped_on text);
  create table order_items (order_id integer references orders, product_id integer references products, quantity integer, price_cents integer);
`;

function addProducts(shop: Shop): void {
  const insert = shop.prepare(
    "insert into products (name, category, price_cents, stock, reorder_level) values (?, ?, ?, ?, ?)",
  );
  PRODUCTS.forEach(([name, category, priceCents], index) => {
    insert.run(name, category, priceCents, (index * 37 + 5) % 90, 15);
  });
}

function addCustomers(shop: Shop): void {
  const insert = shop.prepare("insert into customers (name, city, country) values (?, ?, ?)");
  for (let id = 1; id <= CUSTOMERS; id++) {
    const [city, country] = picked(CITIES, id * 7);
    insert.run(`${picked(FIRST_NAMES, id)} ${picked(LAST_NAMES, id * 3)}`, city, country);
  }
}

/** More towards the end of the year, and a few customers who buy more than the others. */
function addOrders(shop: Shop): void {
  const order = shop.prepare(
    "insert into orders (customer_id, ordered_on, shipped_on) values (?, ?, ?) returning id",
  );
  const item = shop.prepare(
    "insert into order_items select ?, id, ?, price_cents from products where id = ?",
  );
  const random = createRandom(20_261_120);
  for (let index = 0; index < ORDERS; index++) {
    const ageDays = Math.floor(365 * (1 - (index / ORDERS) ** 0.8));
    const customerId = 1 + Math.floor(CUSTOMERS * random() ** 1.6);
    const shipped = ageDays > 6 ? dayBefore(ageDays - 1 - Math.floor(random() * 4)) : null;
    const { id } = order.get(customerId, dayBefore(ageDays), shipped) as { id: number };
    const productIds = new Set([1, 2, 3].map(() => 1 + Math.floor(PRODUCTS.length * random())));
    for (const productId of productIds) item.run(id, 1 + Math.floor(3 * random()), productId);
  }
}

function dayBefore(days: number): string {
  return new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10);
}

function picked<List extends readonly [unknown, ...unknown[]]>(
  list: List,
  index: number,
): List[number] {
  return list[index % list.length] ?? list[0];
}

/** Numbers from 0 to 1 that look random and are the same every time (a linear congruential generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
