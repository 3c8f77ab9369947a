import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { all, fixed } from './fixing.ts';

/** `await using` is written where the library's version and the runtime are known to have it. */

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  writeFileSync(join(root, 'package.json'), '{ "engines": { "node": ">=24" } }');
  const packages = { mongodb: '6.9.0', mysql2: '3.17.0', typeorm: '1.1.0' };
  for (const [name, version] of Object.entries(packages)) {
    mkdirSync(join(root, 'node_modules', name), { recursive: true });
    writeFileSync(join(root, 'node_modules', name, 'package.json'), JSON.stringify({ name, version }));
  }
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Left to the rules about disposal: `prefer-await-using` would rewrite their `finally` in the next pass. */
const only = all.filter((name) => name !== 'prefer-await-using');
const mended = (text: string, using = 'auto'): string =>
  fixed(text, 'a.ts', { folder: root, only, settings: { using } });

const SESSION = `import { MongoClient } from 'mongodb';
declare const client: MongoClient;
export async function f(): Promise<void> {
  const session = client.startSession();
  await client.db().collection('things').insertOne({}, { session });
  await session.endSession();
}
`;

describe('a session', () => {
  it('is declared with `await using`', () => {
    expect(mended(SESSION)).toBe(
      SESSION.replace('const session', 'await using session').replace('  await session.endSession();\n', ''),
    );
  });

  it('is not where the setting says never', () => {
    expect(mended(SESSION, 'never')).toContain('} finally {');
  });

  it('is not where it is disposed of in a `finally` already, only too late', () => {
    const late = SESSION.replace('  await client.db', '  session.startTransaction();\n  try {\n    await client.db')
      .replace('  await session.end', '  } finally {\n    await session.end')
      .replace('endSession();\n', 'endSession();\n  }\n');
    expect(mended(late)).not.toContain('using');
  });

  it('is not where something else happens between its end and that of the block', () => {
    const busy = SESSION.replace('endSession();\n', 'endSession();\n  await client.db().command({ ping: 1 });\n');
    expect(mended(busy)).not.toContain('using');
  });

  it('is not where the name is assigned', () => {
    expect(mended(SESSION.replace('const session', 'let session'))).toContain('} finally {');
  });
});

it('an old version of the library has no such symbol', () => {
  const text = `import mysql from 'mysql2/promise';
export async function f(): Promise<void> {
  const connection = await mysql.createConnection({});
  await connection.query('select 1');
  await connection.end();
}
`;
  expect(mended(text)).toContain('} finally {\n    await connection.end();');
});

it('a symbol that commits is never used', () => {
  const text = `import { DataSource } from 'typeorm';
export async function f(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.query('select 1');
  await runner.release();
}
`;
  expect(mended(text)).toContain('} finally {\n    await runner.release();');
});
