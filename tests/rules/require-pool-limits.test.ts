import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import rule from '../../src/rules/require-pool-limits.ts';
import { fixed, lint } from '../support/linting.ts';

const IMPORTS = [
  "import AgentKeepAlive, { HttpsAgent } from 'agentkeepalive';",
  "import genericPool from 'generic-pool';",
  "import http from 'node:http';",
  "import https from 'node:https';",
  "import knex from 'knex';",
  "import mariadb from 'mariadb';",
  "import { MongoClient } from 'mongodb';",
  "import sql from 'mssql';",
  "import mysql from 'mysql2/promise';",
  "import PQueue from 'p-queue';",
  "import { Pool } from 'pg';",
  "import { Sequelize } from 'sequelize';",
  "import { Pool as Tarn } from 'tarn';",
  "import { Agent, Client, Pool as UndiciPool, request, setGlobalDispatcher } from 'undici';",
  "import { imported } from './other.js';\n",
].join('\n');

interface Run {
  readonly options?: object;
  readonly filename?: string;
  readonly cwd?: string;
}

function reports(code: string, { filename = 'src/file.ts', ...run }: Run = {}) {
  return lint(rule, IMPORTS + code, { config: { languageOptions: { parser: typescript } }, filename, ...run });
}

const messages = (code: string, run?: Run): string[] => reports(code, run).map(({ message }) => message);

/** The text after the first suggestion. */
function suggested(code: string): string | undefined {
  const fix = reports(code)[0]?.suggestions?.[0]?.fix;
  const text = IMPORTS + code;
  return fix && (text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).slice(IMPORTS.length);
}

describe('pools without a bound', () => {
  it.each([
    [
      'one that callers keep',
      'const make = () => { const agent = new Agent(); return agent; };\nconst shared = make();\nexport const load = (url) => request(url, { dispatcher: shared });',
    ],
    ['one for all', 'export function start() { setGlobalDispatcher(new Agent()); }'],
    ['one that is kept', 'let agent; export function get() { return (agent ??= new Agent()); }'],
    [
      'one of an object',
      'export class Api { constructor() { this.options = { agent: new https.Agent({ keepAlive: true }) }; } }',
    ],
    ['an agent of undici', 'export const agent = new Agent();'],
    [
      'one that is told other things',
      'export const agent = new Agent({ keepAliveTimeout: 4_000, connect: { timeout: 1_000 } });',
    ],
    ['a global dispatcher', 'setGlobalDispatcher(new Agent({ bodyTimeout: 0, headersTimeout: 0 }));'],
    ['a pool of undici', "export const pool = new UndiciPool('https://api.example.com');"],
    ['a pool with options', 'export const pool = new UndiciPool(imported.url, { pipelining: 1 });'],
    ['an agent that keeps alive', 'export const agent = new http.Agent({ keepAlive: true });'],
    ['one over TLS', 'export const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });'],
    [
      'one that keeps few',
      'export const agent = new https.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 60_000 });',
    ],
    ['agentkeepalive', 'export const agent = new AgentKeepAlive({ freeSocketTimeout: 30_000 });'],
    ['agentkeepalive over TLS', 'export const agent = new HttpsAgent();'],
    ['options with a name', 'const options = { keepAlive: true }; export const agent = new http.Agent(options);'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([
      expect.stringMatching(/has no bound on its (?:connections|sockets) to one \w+: nothing sets `/),
    ]);
  });

  it.each([
    ['no connections', 'new Agent({ connections: null });', '`connections: null` leaves `new Agent()`'],
    ['infinite sockets', 'new http.Agent({ keepAlive: true, maxSockets: Infinity });', '`maxSockets: Infinity` leaves'],
    [
      'a queue of callers',
      'export const pool = mysql.createPool({ host, waitForConnections: true, connectionLimit: 10, queueLimit: 0 });',
      '`queueLimit: 0` leaves `mysql.createPool()` without a bound on the callers that wait',
    ],
    [
      'all the connections there are',
      'export const pool = mysql.createPool({ host, connectionLimit: 0 });',
      '`connectionLimit: 0` leaves',
    ],
    ['a pool of mongodb', 'export const client = new MongoClient(url, { maxPoolSize: 0 });', '`maxPoolSize: 0` leaves'],
    [
      'a queue of jobs',
      'export const queue = new PQueue({ concurrency: Infinity });',
      '`concurrency: Infinity` leaves',
    ],
    [
      'another spelling',
      'export const queue = new PQueue({ concurrency: Number.POSITIVE_INFINITY });',
      '`concurrency: Number.POSITIVE_INFINITY` leaves',
    ],
  ])('%s, in so many words', (_name, code, message) => {
    expect(messages(code)).toEqual([expect.stringContaining(message)]);
  });

  it('stand where they are made, or at the value that says so', () => {
    expect(reports('const a = 1;\nexport const agent = new Agent();')[0]).toMatchObject({ line: 17, column: 26 });
    expect(reports('export const agent = new Agent({ connections: null });')[0]).toMatchObject({ column: 47 });
  });
});

describe('bounds that contradict each other', () => {
  it.each([
    [
      'pg',
      'export const pool = new Pool({ min: 20, max: 10 });',
      '`min: 20` is more than `max: 10` allows: it never keeps so many.',
    ],
    [
      'pg and its default',
      'export const pool = new Pool({ min: 20 });',
      '`min: 20` is more than `max: 10` by default allows: it never keeps so many.',
    ],
    [
      'knex',
      "export const db = knex({ client: 'pg', connection, pool: { min: 5, max: 2 } });",
      '`pool.min: 5` is more than `pool.max: 2` allows: the pool throws.',
    ],
    [
      'sequelize',
      'export const db = new Sequelize(url, { pool: { min: 8 } });',
      '`pool.min: 8` is more than `pool.max: 5` by default allows: it never keeps so many.',
    ],
    [
      'mysql2',
      'export const pool = mysql.createPool({ maxIdle: 20, connectionLimit: 5 });',
      '`maxIdle: 20` is more than `connectionLimit: 5` allows: so many can never be idle.',
    ],
    [
      'mongodb',
      'export const client = new MongoClient(url, { minPoolSize: 200 });',
      '`minPoolSize: 200` is more than `maxPoolSize: 100` by default allows: the client throws.',
    ],
    [
      'generic-pool',
      'export const pool = genericPool.createPool(imported, { min: 2 });',
      '`min: 2` is more than `max: 1` by default allows: it never keeps so many.',
    ],
    [
      'mariadb',
      'export const pool = mariadb.createPool({ minimumIdle: 15 });',
      '`minimumIdle: 15` is more than `connectionLimit: 10` by default allows: so many can never be idle.',
    ],
    [
      'mssql',
      'export const pool = new sql.ConnectionPool({ server, pool: { min: 20, max: 10 } });',
      '`pool.min: 20` is more than `pool.max: 10` allows: the pool throws.',
    ],
    [
      'tarn',
      'export const pool = new Tarn({ create, destroy, min: 3, max: 2 });',
      '`min: 3` is more than `max: 2` allows: the pool throws.',
    ],
    [
      'agents',
      'export const agent = new http.Agent({ keepAlive: true, maxSockets: 10, maxFreeSockets: 50 });',
      '`maxFreeSockets: 50` is more than `maxSockets: 10` allows: so many can never be idle.',
    ],
    [
      'agents in all',
      'const MAX = 5 * 2; export const agent = new http.Agent({ keepAlive: true, maxSockets: 50, maxTotalSockets: MAX });',
      '`maxSockets: 50` is more than `maxTotalSockets: 10` allows: one host never gets so many.',
    ],
  ])('%s', (_name, code, message) => {
    expect(messages(code)).toEqual([message]);
  });
});

describe('what is silent', () => {
  it.each([
    [
      'one that a function makes for itself',
      'export const load = async () => { const agent = new Agent(); await request(url, { dispatcher: agent }); };',
    ],
    [
      'one that goes with its options',
      'export const extend = () => { const agent = new https.Agent(); return { agent }; };',
    ],
    ['a bound', 'export const agent = new Agent({ connections: 50 });'],
    [
      'a bound from the environment',
      'export const agent = new Agent({ connections: Number(process.env.CONNECTIONS) });',
    ],
    ['one that a function gives away', 'export const make = () => { const agent = new Agent(); return agent; };'],
    ['one that a function gives away at once', 'export const make = (lookup) => new Agent({ connect: { lookup } });'],
    ['connections that requests share', 'export const agent = new Agent({ allowH2: true, pipelining: 100 });'],
    ['a client of one connection', "export const client = new Client('https://api.example.com');"],
    ['a library with a bound of its own', 'export const pool = new Pool({ connectionString });'],
    ['mysql2 without a word', 'export const pool = mysql.createPool({ host });'],
    ['a queue without a word', 'export const queue = new PQueue();'],
    ['an agent that keeps nothing', 'export const agent = new https.Agent({ rejectUnauthorized: false });'],
    ['a bound of all sockets', 'export const agent = new http.Agent({ keepAlive: true, maxTotalSockets: 100 });'],
    [
      'a bound that is set later',
      'const agent = new http.Agent({ keepAlive: true }); agent.maxSockets = 20; export { agent };',
    ],
    ['options of somebody', 'export const make = (options) => new Agent(options);'],
    ['options of somebody, spread', 'export const make = (options) => new Agent({ ...options, bodyTimeout: 0 });'],
    ['imported options', 'export const agent = new Agent(imported);'],
    [
      'a dispatcher made of another',
      'export const agent = imported.compose(); export const load = (url) => request(url, { dispatcher: agent });',
    ],
    ['numbers that agree', 'export const pool = new Pool({ min: 2, max: 10 });'],
    ['numbers that are the same', 'export const db = knex({ pool: { min: 4, max: 4 } });'],
    ['a number that is not known', 'export const pool = new Pool({ min: 20, max: imported.max });'],
    ['a class of another name', 'class Agent2 {} export const agent = new Agent2();'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it('tests and scripts', () => {
    expect(messages('export const agent = new Agent();', { filename: 'test/agent.test.ts' })).toEqual([]);
    expect(messages('export const agent = new Agent();', { filename: 'scripts/load.ts' })).toEqual([]);
  });
});

describe('edits', () => {
  it.each([
    ['new Agent();', 'new Agent({ connections: 100 });'],
    ['new Agent({ bodyTimeout: 0 });', 'new Agent({ bodyTimeout: 0, connections: 100 });'],
    ["new UndiciPool('https://a.example');", "new UndiciPool('https://a.example', { connections: 100 });"],
    ['new http.Agent({\n  keepAlive: true,\n});', 'new http.Agent({\n  keepAlive: true,\n  maxSockets: 50,\n});'],
    ['mysql.createPool({ host, queueLimit: 0 });', 'mysql.createPool({ host, queueLimit: 1000 });'],
    ['new Pool({ min: 20, max: 10 });', 'new Pool({ min: 10, max: 10 });'],
  ])('%s', (before, after) => {
    expect(suggested(`export const made = ${before}`)).toBe(`export const made = ${after}`);
  });

  it('are fixes with a number for the option', () => {
    const config = { languageOptions: { parser: typescript } };
    const run = { config, filename: 'src/file.ts', options: { limits: { connections: 20 } } };
    expect(fixed(rule, `${IMPORTS}export const agent = new Agent();`, run)).toBe(
      `${IMPORTS}export const agent = new Agent({ connections: 20 });`,
    );
    const other = `${IMPORTS}export const agent = new http.Agent({ keepAlive: true });`;
    expect(fixed(rule, other, run)).toBe(other);
  });
});

describe('HTTP/2', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
    for (const version of ['7', '8', 'any']) {
      mkdirSync(join(root, version));
      const range = version === 'any' ? '*' : `^${version}.1.0`;
      writeFileSync(join(root, version, 'package.json'), JSON.stringify({ dependencies: { undici: range } }));
    }
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  const found = (version: string, options: string): number =>
    messages(`export const agent = new Agent(${options});`, { cwd: root, filename: join(root, version, 'client.js') })
      .length;

  it('is a bound where one connection takes more than one request', () => {
    // https://undici.nodejs.org/#/docs/api/Client: `pipelining` is 1 where nobody says, streams of HTTP/2 included.
    expect(found('7', '{ allowH2: true }')).toBe(1);
    expect(found('7', '{ allowH2: true, pipelining: 1 }')).toBe(1);
    expect(found('7', '{ allowH2: true, pipelining: 100 }')).toBe(0);
    expect(found('7', '{ allowH2: true, pipelining: imported.many }')).toBe(0);
    expect(found('8', '{ allowH2: true }')).toBe(0);
  });

  it('may be one where nobody knows the version', () => {
    expect(found('any', '{ allowH2: true }')).toBe(0);
    expect(found('any', '{ allowH2: false }')).toBe(1);
  });
});
