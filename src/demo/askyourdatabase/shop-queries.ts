import { TODAY, type Shop } from "./shop.ts";

/** Rows, and the SQL that found them. */
export type Found<Row> = { sql: string; rows: Row[] };

type ProductSales = { name: string; pieces: number; cents: number };

export const customersByCountry = query<{ country: string; customers: number }>(`
  select country, count(*) as customers from customers group by country order by customers desc, country`);

export const topProducts = query<ProductSales>(`
  select p.name, sum(i.quantity) as pieces, sum(i.quantity * i.price_cents) as cents
  from order_items i join products p on p.id = i.product_id
  group by p.id order by cents desc limit 5`);

export const salesByMonth = query<{ month: string; orders: number; cents: number }>(`
  select substr(o.ordered_on, 1, 7) as month, count(distinct o.id) as orders, sum(i.quantity * i.price_cents) as cents
  from orders o join order_items i on i.order_id = o.id
  where o.ordered_on >= date('${TODAY}', 'start of month', '-11 months')
  group by month order by month`);

export const bestCustomers = query<{
  name: string;
  country: string;
  orders: number;
  cents: number;
}>(`
  select c.name, c.country, count(distinct o.id) as orders, sum(i.quantity * i.price_cents) as cents
  from customers c join orders o on o.customer_id = c.id join order_items i on i.order_id = o.id
  group by c.id order by cents desc limit 10`);

export const ordersThisMonth = query<{ orders: number; cents: number }>(`
  select count(distinct o.id) as orders, sum(i.quantity * i.price_cents) as cents
  from orders o join order_items i on i.order_id = o.id
  where o.ordered_on >= date('${TODAY}', 'start of month')`);

export const lowStock = query<{ name: string; stock: number }>(`
  select name, stock from products where stock < reorder_level order by stock, name`);

export const revenueByCountry = query<{ country: string; orders: number; cents: number }>(`
  select c.country, count(distinct o.id) as orders, sum(i.quantity * i.price_cents) as cents
  from customers c join orders o on o.customer_id = c.id join order_items i on i.order_id = o.id
  group by c.country order by cents desc`);

export const averageOrder = query<{ orders: number; cents: number }>(`
  select count(distinct order_id) as orders, round(sum(quantity * price_cents) * 1.0 / count(distinct order_id)) as cents
  from order_items`);

export const unshippedOrders = query<{
  id: number;
  name: string;
  orderedOn: string;
  days: number;
}>(`
  select o.id, c.name, o.ordered_on as orderedOn, cast(julianday('${TODAY}') - julianday(o.ordered_on) as integer) as days
  from orders o join customers c on c.id = o.customer_id
  where o.shipped_on is null order by o.ordered_on, o.id`);

export const allOrders = query<{ id: number; name: string; orderedOn: string; cents: number }>(`
  select o.id, c.name, o.ordered_on as orderedOn, sum(i.quantity * i.price_cents) as cents
  from orders o join customers c on c.id = o.customer_id join order_items i on i.order_id = o.id
  group by o.id order by o.ordered_on desc, o.id desc`);

export const revenueByCategory = query<{ category: string; pieces: number; cents: number }>(`
  select p.category, sum(i.quantity) as pieces, sum(i.quantity * i.price_cents) as cents
  from order_items i join products p on p.id = i.product_id
  group by p.category order by cents desc`);

export const customersIn = query<{ name: string; city: string }>(`
  select name, city from customers where country = ? order by name`);

function query<Row>(text: string): (shop: Shop, ...values: string[]) => Found<Row> {
  const sql = text.trim().replace(/\n\s*/g, "\n");
  return (shop, ...values) => ({ sql, rows: shop.prepare<string[], Row>(sql).all(...values) });
}
