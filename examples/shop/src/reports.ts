import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { Client } from 'pg';
import { Agent, request } from 'undici';

export interface Turnover {
  readonly day: string;
  readonly cents: number;
}

/** The turnover of a month, from the replica: a connection of its own, since the query takes minutes. */
export async function turnover(month: string): Promise<readonly Turnover[]> {
  const client = new Client({ connectionString: process.env['REPLICA_URL'] });
  await client.connect();
  await client.query("set statement_timeout to '10min'");
  const { rows } = await client.query<Turnover>('select * from turnover($1)', [month]);
  await client.end();
  return rows;
}

/** Hands the report to the accountants, through their own certificate. */
export async function submit(
  url: string,
  ca: string,
  report: readonly Turnover[],
): Promise<void> {
  const agent = new Agent({ connections: 1, connect: { ca } });
  const { statusCode, body } = await request(url, {
    method: 'PUT',
    body: JSON.stringify(report),
    dispatcher: agent,
  });
  const answer = await body.text();
  if (statusCode !== 204) throw new Error(`the accountants say ${statusCode}: ${answer}`);
}

/** Fetches the list of prices of a supplier; the stream is read to its end or destroyed. */
export async function download(url: string, path: string): Promise<void> {
  const { body } = await request(url);
  await pipeline(body, createWriteStream(path));
}

/** How many orders there were on a day. */
export async function ordersOn(day: string): Promise<number> {
  const client = new Client({ connectionString: process.env['REPLICA_URL'] });
  try {
    await client.connect();
    const { rows } = await client.query<{ n: number }>('select orders_on($1) as n', [
      day,
    ]);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}
