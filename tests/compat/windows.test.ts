import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

const LEAKS = `
import pg from 'pg';
import { Agent, request } from 'undici';
const pool = new pg.Pool({ connectionTimeoutMillis: 1000 });
export async function total(id) {
  const client = await pool.connect();
  const { rows } = await client.query('select 1', [id]);
  client.release();
  return rows;
}
export async function GET(req) {
  const agent = new Agent({ connections: 3 });
  const { body } = await request('https://a.example.com', { dispatcher: agent });
  return new Response(await body.text());
}
export default async function handler(req, res) {
  const agent = new Agent({ connections: 3 });
  const { body } = await request('https://a.example.com', { dispatcher: agent });
  res.end(await body.text());
}
export async function up(url) {
  const response = await fetch(url);
  return response.ok;
}
`;

const strict = plugin.configs['flat/strict'] as unknown as Linter.Config;

function reports(folder: string, path: string): string[] {
  const linter = new Linter({ cwd: folder });
  const config = [{ files: ['**/*.{js,jsx,mjs}'], ...strict }];
  return linter
    .verify(LEAKS, config, { filename: folder + path })
    .map(({ ruleId, line, message }) => `${line} ${String(ruleId)} ${message}`);
}

/** Where a file lies decides what is reported in it. */
const PATHS = [
  'src/orders.js',
  'tests/orders.js',
  'src/orders.test.js',
  'src/app/api/orders/route.js',
  'src/pages/api/orders.js',
  'scripts/orders.js',
  'bin/orders.js',
  'examples/orders.js',
  'frontend/orders.js',
  'src/components/Orders.jsx',
  'server/orders.js',
  'migrations/001.js',
  'src/worker.js',
  'dist/orders.min.js',
];

describe('paths as Windows writes them', () => {
  it.each(PATHS)('%s', (path) => {
    const windows = reports('C:\\work\\shop\\', path.replaceAll('/', '\\'));
    expect(windows).toEqual(reports('/srv/shop/', path));
  });

  it('make a difference among these', () => {
    expect(new Set(PATHS.map((path) => reports('/srv/shop/', path).join('\n'))).size).toBeGreaterThan(3);
  });
});
