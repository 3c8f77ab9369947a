import { describe, expect, it } from 'vitest';

import type { PoolHygieneSettings } from '../../src/settings.ts';
import { reportsOf } from '../support/annotated.ts';

/** The lines that are reported. */
function linesOf(code: string, wrappers: PoolHygieneSettings['wrappers']): readonly number[] {
  return reportsOf(code, '/app/src/orders.js', 'espree', {}, { wrappers }).map(({ line }) => line);
}

const taking = `import { checkout } from '../lib/db.js';
export async function leaves() {
  const client = await checkout();
  await client.query('select 1');
}
export async function gives() {
  const client = await checkout();
  await client.query('select 1').finally(() => client.release());
}`;

describe('a function that the settings name', () => {
  it('makes what they say', () => {
    expect(linesOf(taking, [])).toEqual([]);
    expect(linesOf(taking, [{ name: 'checkout', makes: 'pg#PoolClient', async: true }])).toEqual([3]);
  });

  it('comes from where they say', () => {
    const of = (from: string): readonly number[] =>
      linesOf(taking, [{ name: 'checkout', from, makes: 'pg#PoolClient', async: true }]);
    expect(of('lib/db')).toEqual([3]);
    expect(of('db')).toEqual([3]);
    expect(of('./lib/db.ts')).toEqual([3]);
    expect(of('b')).toEqual([]);
    expect(of('src/db')).toEqual([]);
  });

  it('may have another name here, hang on a module, or be a method', () => {
    const wrappers = [{ name: 'checkout', from: 'lib/db', makes: 'pg#PoolClient', async: true }] as const;
    const body = (call: string): string =>
      `export async function leaves() {\n  const client = await ${call};\n  await client.query('select 1');\n}`;
    expect(linesOf(`import { checkout as take } from './lib/db';\n${body('take()')}`, wrappers)).toEqual([3]);
    expect(linesOf(`import * as db from './lib/db';\n${body('db.checkout()')}`, wrappers)).toEqual([3]);
    expect(linesOf(`const db = require('./lib/db');\n${body('db.checkout()')}`, wrappers)).toEqual([]);
    const method = [{ name: 'db.checkout', makes: 'pg#PoolClient', async: true }] as const;
    expect(linesOf(`const db = require('./lib/db');\n${body('db.checkout()')}`, method)).toEqual([3]);
    expect(linesOf(`import { db } from './lib/db';\n${body('other.checkout()')}`, method)).toEqual([]);
  });

  const given = `import { Pool } from 'pg';
import { finish, keep, touch } from './work.js';
const pool = new Pool();
export async function one() {
  const client = await pool.connect();
  finish(1, client);
}
export async function two() {
  const client = await pool.connect();
  keep(client);
}
export async function three() {
  const client = await pool.connect();
  touch(client);
}
export async function four() {
  const client = await pool.connect();
  await client.query('select 1');
  finish(2, client);
}`;

  it('ends, takes over or works with what it is given', () => {
    expect(linesOf(given, [])).toEqual([17]);
    expect(linesOf(given, [{ name: 'finish', disposes: 1 }])).toEqual([17]);
    expect(linesOf(given, [{ name: 'finish', borrows: 1 }])).toEqual([5, 17]);
    expect(linesOf(given, [{ name: 'keep', owns: 0 }])).toEqual([17]);
    expect(linesOf(given, [{ name: 'touch', borrows: 0 }])).toEqual([13, 17]);
  });
});
