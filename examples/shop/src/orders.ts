import type { PoolClient } from 'pg';

import { connected, inTransaction, pool } from './db.ts';

export interface Line {
  readonly article: string;
  readonly quantity: number;
}

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly state: 'open' | 'paid' | 'shipped';
}

/** The total of an order, in cents. */
export async function totalOf(id: string): Promise<number> {
  const client = await pool.connect();
  const { rows } = await client.query<{ total: number }>(
    'select sum(price * quantity) as total from lines where order_id = $1',
    [id],
  );
  client.release();
  return rows[0]?.total ?? 0;
}

/** Cancels an order that was not shipped yet; false when it was. */
export async function cancel(id: string): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<Order>('select * from orders where id = $1', [
      id,
    ]);
    if (rows[0]?.state === 'shipped') return false;
    await client.query('delete from orders where id = $1', [id]);
    client.release();
    return true;
  } catch (error) {
    client.release();
    throw error;
  }
}

/** Stores an order with its lines. */
export async function place(customer: string, lines: readonly Line[]): Promise<string> {
  const client = await pool.connect();
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ id: string }>(
      "insert into orders (customer, state) values ($1, 'open') returning id",
      [customer],
    );
    const id = rows[0]?.id ?? '';
    for (const line of lines) await insertLine(client, id, line);
    await client.query('COMMIT');
    return id;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Borrows the connection; the transaction around it owns it. */
async function insertLine(client: PoolClient, order: string, line: Line): Promise<void> {
  const { article, quantity } = line;
  await client.query(
    'insert into lines (order_id, article, quantity) values ($1, $2, $3)',
    [order, article, quantity],
  );
}

/** Marks an order as paid, in a transaction that somebody else cares for. */
export function markPaid(id: string): Promise<void> {
  return inTransaction(async (client) => {
    await client.query("update orders set state = 'paid' where id = $1", [id]);
  });
}

/** Ships an order. With a connection of the caller's own it takes part in the caller's transaction. */
export async function ship(id: string, given?: PoolClient): Promise<void> {
  const client = given ?? (await connected());
  try {
    await client.query("update orders set state = 'shipped' where id = $1", [id]);
  } finally {
    if (!given) client.release();
  }
}
