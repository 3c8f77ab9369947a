import https from 'node:https';

import { request } from 'undici';

import { pool } from './db.ts';
import { sessions } from './sessions.ts';

/** Whether the warehouse answers. */
export async function warehouseIsUp(url: string): Promise<boolean> {
  const { statusCode } = await request(url);
  return statusCode < 500;
}

/** Whether the carrier answers in time. */
export function carrierIsUp(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = https.get(url, { timeout: 2_000 }, (response) => {
      resolve(response.statusCode === 200);
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => resolve(false));
  });
}

/** The answer to HEAD has no body to read. */
export async function shopIsUp(url: string): Promise<boolean> {
  const { ok } = await fetch(url, { method: 'HEAD' });
  return ok;
}

/** The pool and the sessions answer. */
export async function storesAreUp(): Promise<boolean> {
  const client = await sessions();
  const [, pong] = await Promise.all([pool.query('select 1'), client.ping()]);
  return pong === 'PONG';
}
