import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import type { PoolRule } from '../../src/rule/define-rule.ts';
import { rules } from '../../src/rules/index.ts';
import { typeErrors } from './types.ts';

const WITHOUT_HANDLER = `import { createServer } from 'node:http';
import { Pool } from 'pg';

const pool = new Pool({ connectionTimeoutMillis: 5_000 });
pool.on('error', console.error);

async function main(): Promise<void> {
  const { rowCount } = await pool.query('select 1');
  const server = createServer((_request, response) => {
    response.end(String(rowCount));
  });
  server.listen(3000);
}

main().catch(console.error);
`;

const WITH_HANDLER = `import { createServer } from 'node:http';
import { createClient } from 'redis';
import mysql from 'mysql2';

const redis = createClient();
redis.on('error', console.error);
await redis.connect();
const pool = mysql.createPool({ host: 'db.example.com', queueLimit: 100 });
const server = createServer((_request, response) => {
  pool.query('select 1', () => response.end(String(redis.isOpen)));
}).listen(3000);

process.on('SIGTERM', () => {
  server.close(() => {
    process.exit(0);
  });
});
`;

const LATER = `import { createServer } from 'node:http';
import type { MongoClient as Client } from 'mongodb';
import { MongoClient } from 'mongodb';

let client: Client | undefined;
async function start(): Promise<void> {
  client = new MongoClient('mongodb://db.example.com');
  const server = createServer((_request, response) => {
    response.end(client?.db('shop').databaseName);
  });
  server.listen(3000);
}
void start();
`;

const texts = { WITHOUT_HANDLER, WITH_HANDLER, LATER };

const plugin = {
  rules: Object.fromEntries(Object.entries<PoolRule>(rules)) as unknown as NonNullable<
    NonNullable<Linter.Config['plugins']>[string]['rules']
  >,
};

function reports(text: string, names: readonly string[], autofix: 'safe' | 'all' = 'safe'): Linter.LintMessage[] {
  return new Linter({ cwd: '/app' }).verify(text, configFor(names, autofix), { filename: '/app/server.ts' });
}

function configFor(names: readonly string[], autofix: 'safe' | 'all'): Linter.Config[] {
  return [
    {
      files: ['**/*.ts'],
      languageOptions: { parser },
      plugins: { 'pool-hygiene': plugin },
      rules: Object.fromEntries(names.map((name) => [`pool-hygiene/${name}`, 'error'])),
      settings: { 'pool-hygiene': { autofix } },
    },
  ];
}

const everyFixed = (text: string, names: readonly string[]): string =>
  new Linter({ cwd: '/app' }).verifyAndFix(text, configFor(names, 'all'), { filename: '/app/server.ts' }).output;

const OURS = ['require-graceful-shutdown', 'require-pool-monitoring'];
const keys = (text: string): Set<string | null> =>
  new Set(reports(text, Object.keys(rules)).map(({ ruleId, message }) => `${String(ruleId)}: ${message}`));

describe.each(Object.entries(texts))('%s', (_name, text) => {
  it('has edits, one after the other, that leave nothing to say', () => {
    expect(reports(text, OURS)).not.toEqual([]);
    const mended = everyFixed(text, OURS);
    expect(reports(mended, OURS.slice(0, 1))).toEqual([]);
    expect(everyFixed(mended, OURS)).toBe(mended);
  });

  it('brings no new report of any rule', () => {
    const before = keys(text);
    expect([...keys(everyFixed(text, OURS))].filter((key) => !before.has(key))).toEqual([]);
  });
});

it('the compiler accepts what they leave', () => {
  const files = Object.entries(texts).flatMap(([name, text]) => [
    [`${name}.ts`, text] as const,
    [`${name}-fixed.ts`, everyFixed(text, OURS)] as const,
    [`${name}-all.ts`, everyFixed(text, Object.keys(rules))] as const,
  ]);
  expect(typeErrors(new Map(files))).toEqual([]);
});
