import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import rule from '../../src/rules/require-pool-monitoring.ts';

const IMPORTS = [
  "import genericPool from 'generic-pool';",
  "import knex from 'knex';",
  "import mariadb from 'mariadb';",
  "import { MongoClient } from 'mongodb';",
  "import sql from 'mssql';",
  "import mysql from 'mysql2/promise';",
  "import { Pool } from 'pg';",
  "import { createClientPool } from 'redis';",
  "import { Sequelize } from 'sequelize';",
  "import { Pool as Tarn } from 'tarn';",
  "import { Agent, Pool as Dispatcher } from 'undici';",
  "import { helper, registerMetrics } from './other.js';\n",
].join('\n');

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  write('package.json', '{}');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function reports(code: string, file = 'src/file.ts') {
  write(file, IMPORTS + code);
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: typescript },
    plugins: { test: { rules: { rule } } },
    rules: { 'test/rule': 'error' },
  };
  return new Linter({ cwd: root }).verify(IMPORTS + code, [config as unknown as Linter.Config], {
    filename: join(root, file),
  });
}

const messages = (code: string, file?: string): string[] => reports(code, file).map(({ message }) => message);

function suggested(code: string): string | undefined {
  const fix = reports(code)[0]?.suggestions?.[0]?.fix;
  const text = IMPORTS + code;
  return fix && (text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).slice(IMPORTS.length);
}

describe('pools that nobody watches', () => {
  it.each([
    [
      'pg',
      'export const pool = new Pool();',
      'reads `totalCount`, `idleCount`, `waitingCount` or listens for events such as `acquire`',
    ],
    ['one that hears errors', "const pool = new Pool(); pool.on('error', console.error);", '`totalCount`'],
    ['one with a wrapper', 'const pool = new Pool(); export const query = (text) => pool.query(text);', '`totalCount`'],
    [
      'one in a field',
      'export class Db { private pool = new Pool(); query() { return this.pool.query(""); } }',
      'how full `pool` is',
    ],
    [
      'one that is made when it is needed',
      'let pool; export function get() { pool ??= new Pool(); return pool; }',
      '`pool`',
    ],
    [
      'one of a factory',
      'const make = () => new Pool(); const pool = make(); export const query = (text) => pool.query(text);',
      '`totalCount`',
    ],
    ['mysql2', 'export const pool = mysql.createPool({ host });', 'listens for events such as `enqueue`'],
    ['mongodb', 'export const client = new MongoClient(url, { maxPoolSize: 10 });', '`connectionCheckOutFailed`'],
    ['knex', "export const db = knex({ client: 'pg', connection });", '`client.pool`'],
    ['mariadb', 'export const pool = mariadb.createPool({ host });', '`activeConnections`'],
    ['mssql', 'export const pool = new sql.ConnectionPool(config);', '`size`, `available`, `pending`'],
    ['generic-pool', 'export const pool = genericPool.createPool(factory, { max: 10 });', '`size`'],
    ['tarn', 'export const pool = new Tarn({ create, destroy, min: 0, max: 1 });', '`numUsed`'],
    ['redis', 'export const pool = createClientPool();', '`idleClients`'],
    ['sequelize', 'export const sequelize = new Sequelize(url);', '`connectionManager`'],
    ['undici', "export const api = new Dispatcher('https://api.example.com');", '`stats`'],
    ['one that a signal ends', "const pool = new Pool(); process.on('SIGTERM', () => pool.end());", '`totalCount`'],
  ])('%s', (_name, code, words) => {
    expect(messages(code)).toEqual([expect.stringContaining(words)]);
  });

  it('is told once for the arms of a branch', () => {
    const code =
      'export class Db { constructor(url) { if (url) { this.pool = new Pool(url); } else { this.pool = new Pool(); } } }';
    expect(messages(code)).toHaveLength(1);
  });

  it('stands at the construction', () => {
    expect(reports('export const pool = new Pool();')[0]).toMatchObject({ column: 25, endColumn: 29 });
  });
});

describe('nothing is said', () => {
  it.each([
    [
      'where the file reads a number',
      'const pool = new Pool(); setInterval(() => console.log(pool.waitingCount), 1_000);',
    ],
    ['where a method tells it', 'const pool = mariadb.createPool({ host }); gauge.set(pool.taskQueueSize());'],
    ['where it hears an event', "const pool = new Pool(); pool.on('acquire', count);"],
    [
      'where it hears what it does not tell',
      'const pool = new Pool(); for (const event of events) pool.on(event, count);',
    ],
    ['where the client reports by itself', 'const client = new MongoClient(url, { monitorCommands: true });'],
    ['where the options may have it do so', 'const client = new MongoClient(url, options);'],
    ['where a pool hangs on it', "const db = knex({ client: 'pg', connection }); gauge.set(db.client.pool.numUsed());"],
    ['where it is handed to who watches it', 'const pool = new Pool(); registerMetrics(pool);'],
    ['of what is ended at once', "const pool = new Pool(); await pool.query(''); await pool.end();"],
    [
      'of what is ended when it was used',
      "const pool = new Pool(); pool.connect((error, client, done) => { client.query('', () => { done(); pool.end(); }); });",
    ],
    [
      'of what a function makes for itself',
      'export async function count() { const pool = new Pool(); await pool.query(""); await pool.end(); }',
    ],
    ['of what is made for a caller', 'export const make = () => new Pool();'],
    [
      'of what goes into a collection',
      'const pools = new Map(); export function of(id) { const pool = new Pool(); pools.set(id, pool); }',
    ],
    ['of agents', 'export const agent = new Agent();'],
    ['of a database in memory', "export const db = knex({ client: 'sqlite3', connection: { filename: ':memory:' } });"],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  const POOL = 'export const pool = new Pool();';

  it('where another file reads it', () => {
    write('src/metrics.ts', "import { pool } from './file.js'; export const waiting = () => pool.waitingCount;");
    expect(messages(POOL)).toEqual([]);
  });

  it('where another file listens', () => {
    write('src/metrics.ts', "import { pool } from './file.js'; pool.on('release', count);");
    expect(messages(POOL)).toEqual([]);
  });

  it('where the package loads what watches pools', () => {
    write('package.json', JSON.stringify({ dependencies: { 'dd-trace': '^5.0.0' } }));
    expect(messages(POOL)).toEqual([]);
  });

  it.each(['test/db.ts', 'scripts/db.ts', 'src/db.test.ts'])('in %s', (file) => {
    expect(messages(POOL, file)).toEqual([]);
  });
});

describe('edits', () => {
  it.each([
    [
      'export const pool = new Pool();\n',
      'export const pool = new Pool();\nsetInterval(() => console.log({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }), 60_000).unref();\n',
    ],
    [
      'const pool = mysql.createPool({ host });\n',
      "const pool = mysql.createPool({ host });\npool.on('enqueue', () => console.warn('A query waits for a free connection'));\n",
    ],
  ])('%s', (before, after) => {
    expect(suggested(before)).toBe(after);
    expect(messages(after)).toEqual([]);
  });

  it('has none for a field, and none in a function', () => {
    const codes = [
      'export class Db { pool = new Pool(); }',
      'let pool; export function get() { pool ??= new Pool(); return pool; }',
    ];
    expect(codes.map((code) => reports(code)[0]?.suggestions)).toEqual([undefined, undefined]);
  });
});
