import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../src/index.ts';
import { routesOf } from '../src/routes.ts';

const config: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: { parser },
  plugins: { 'pool-hygiene': plugin },
  rules: plugin.configs['flat/recommended'].rules,
};

/** The ways of all reports on a text, a line for each step: `3: what happens there`. */
function routes(text: string): string[][] {
  const linter = new Linter();
  const reported = linter.verify(text, [config], { filename: 'service.ts' });
  const found = routesOf(linter.getSourceCode() as unknown as Parameters<typeof routesOf>[0]);
  const places = reported.map(({ ruleId, line, column }) => `${String(ruleId)} ${line}:${column}`);
  for (const { rule, at } of found) expect(places).toContain(`pool-hygiene/${rule} ${at.line}:${at.column + 1}`);
  return found.map(({ steps }) => steps.map(({ loc, what }) => `${loc.start.line}: ${what ?? ''}`));
}

const POOL = `import { Pool } from 'pg';
const pool = new Pool({ connectionTimeoutMillis: 1000 }).on('error', console.error);
`;

describe('the way of a leak', () => {
  it('leads from the acquisition over what runs to the call that throws', () => {
    const code = `${POOL}export async function total(id: string) {
  const client = await pool.connect();
  const label = id.trim();
  const { rows } = await client.query(label);
  client.release();
  return rows;
}`;
    expect(routes(code)).toEqual([
      ['4: `client` is acquired', '5: ', '6: `client.query()` throws, and `client` is not released'],
    ]);
  });

  it('tells which way conditions went, and where errors are caught and thrown again', () => {
    const code = `${POOL}export async function total(ids: string[]) {
  const client = await pool.connect();
  try {
    for (const id of ids) await client.query(id);
  } catch (error) {
    if (ids.length > 3) throw error;
  }
  client.release();
}`;
    expect(routes(code)).toEqual([
      [
        '4: `client` is acquired',
        '6: there is a next one',
        '6: `client.query()` throws',
        '7: the error is caught',
        '8: `ids.length > 3` is true',
        '8: the error leaves the function, and `client` is not released',
      ],
    ]);
  });

  it('ends at the end of the function where the path falls off it', () => {
    const code = `export async function report(url: string) {
  const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
  if (response.ok) {
    console.log(await response.json());
  }
}`;
    expect(routes(code)).toEqual([
      ['2: `response` is acquired', '3: `response.ok` is false', '6: the function ends, and `response` is not read'],
    ]);
  });

  it('is short where nothing keeps the resource', () => {
    const code = `export async function ping(url: string) {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(1000) });
  return status;
}`;
    expect(routes(code)).toEqual([
      ['2: the response is acquired', '2: nothing keeps it, and the response is not read'],
    ]);
  });
});

it('work that comes too late has a way from the beginning over the end to the call', () => {
  const code = `${POOL}export async function total() {
  const client = await pool.connect();
  try {
    return client.query('select 1');
  } finally {
    client.release();
  }
}`;
  expect(routes(code)).toEqual([
    ['6: `client.query()` begins, and nothing here waits for it', '8: `client` is disposed of while that may go on'],
  ]);
});

it('a client that is built again and again has the way of the calls that lead to it', () => {
  const code = `import express from 'express';
import { Pool } from 'pg';
const app = express();
app.get('/', async (_request, response) => {
  response.json(await read());
});
async function read() {
  const pool = new Pool({ connectionTimeoutMillis: 1000 }).on('error', console.error);
  return (await pool.query('select 1')).rows;
}`;
  expect(routes(code)).toEqual([
    ['4: the Express handler runs', '5: `read` is called', '8: `new Pool()` builds one, each time'],
  ]);
});

it('code without a report has none', () => {
  expect(routes(`${POOL}export const total = async () => (await pool.query('select 1')).rows;`)).toEqual([]);
});
