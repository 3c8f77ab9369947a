import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import rule from '../../src/rules/require-graceful-shutdown.ts';
import { lint } from '../support/linting.ts';

const IMPORTS = [
  "import { Worker } from 'bullmq';",
  "import { drizzle } from 'drizzle-orm/node-postgres';",
  "import express from 'express';",
  "import Fastify from 'fastify';",
  "import http from 'node:http';",
  "import Redis from 'ioredis';",
  "import { Kafka } from 'kafkajs';",
  "import { MongoClient } from 'mongodb';",
  "import mysql from 'mysql2';",
  "import cron from 'node-cron';",
  "import { Client, Pool } from 'pg';",
  "import { PrismaClient } from '@prisma/client';",
  "import { createClient } from 'redis';",
  "import { Sequelize } from 'sequelize';",
  "import { Agent } from 'undici';",
  "import { readUsers, helper } from './other.js';\n",
].join('\n');

function reports(code: string, filename = 'src/server.ts') {
  return lint(rule, IMPORTS + code, { config: { languageOptions: { parser: typescript } }, filename });
}

const messages = (code: string, filename?: string): string[] => reports(code, filename).map(({ message }) => message);

/** The text after the first suggestion. */
function suggested(code: string): string | undefined {
  const fix = reports(code)[0]?.suggestions?.[0]?.fix;
  const text = IMPORTS + code;
  return fix && (text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).slice(IMPORTS.length);
}

const SERVE = 'const app = express(); const server = app.listen(3000);';

describe('clients that no signal ends', () => {
  it.each([
    ['a pool', `const pool = new Pool(); app.get('/', () => pool.query('select 1')); ${SERVE}`, 'pool.end()'],
    ['one of a factory', `const make = () => new Pool(); const pool = make(); ${SERVE}`, 'pool.end()'],
    ['a client of an ORM', `const prisma = new PrismaClient(); ${SERVE}`, 'prisma.$disconnect()'],
    [
      'one that connects',
      `const redis = createClient(); redis.connect().then(() => app.listen(1)); const app = express();`,
      'redis.close()',
    ],
    [
      'what an entry function makes',
      "async function main() { const client = await MongoClient.connect(url); const app = Fastify(); app.get('/', () => client.db()); await app.listen({ port: 1 }); } main().catch(console.error);",
      'client.close()',
    ],
    [
      'what a function that is called first makes',
      `let db; async function connect() { db = new Pool(); } async function start() { await connect(); ${SERVE} } start();`,
      'db.end()',
    ],
    ['behind a wrapper', `const pool = new Pool(); const db = drizzle(pool); ${SERVE}`, 'pool.end()'],
    [
      'in a function of the file',
      `const pool = new Pool(); const setUp = (app, db) => app.get('/', () => db.query('')); ${SERVE} setUp(app, pool);`,
      'pool.end()',
    ],
    [
      'ended where something failed',
      `const pool = new Pool(); ${SERVE} app.ready().catch(() => pool.end());`,
      'pool.end()',
    ],
    [
      'of a server of Node',
      "const pool = new Pool(); http.createServer((q, r) => pool.query('')).listen(80);",
      'pool.end()',
    ],
    ['of a schedule', "const pool = new Pool(); cron.schedule('* * * * *', () => pool.query(''));", 'pool.end()'],
    [
      'of a worker',
      "const redis = new Redis(url, { maxRetriesPerRequest: null }); const worker = new Worker('mail', send, { connection: redis });",
      'redis.quit()',
    ],
    [
      'a consumer',
      'const consumer = new Kafka({}).consumer({ groupId }); async function run() { await consumer.connect(); await consumer.run({ eachMessage }); } run();',
      'consumer.disconnect()',
    ],
    [
      'an unknown server that listens in a callback',
      `const sequelize = new Sequelize(url); const app = express(); sequelize.sync().then(() => { app.listen(1); });`,
      'sequelize.close()',
    ],
  ])('%s', (_name, code, closing) => {
    expect(messages(code)).toEqual([expect.stringContaining(`\`${closing}\` is called on no signal`)]);
  });

  it('stands at what makes the client', () => {
    expect(reports(`${SERVE}\nconst pool = new Pool();`)[0]).toMatchObject({
      line: IMPORTS.split('\n').length + 1,
      column: 18,
      endColumn: 22,
    });
  });

  it('names the handler that forgets it', () => {
    const code = `${SERVE}\nconst pool = new Pool();\nprocess.on('SIGTERM', () => { server.close(); });`;
    expect(messages(code)).toEqual([
      `The handler of SIGTERM on line ${String(IMPORTS.split('\n').length + 2)} does not close \`pool\`: it never calls \`pool.end()\`.`,
    ]);
  });
});

describe('nothing is said', () => {
  it.each([
    [
      'where a signal ends it',
      `const pool = new Pool(); ${SERVE} process.on('SIGTERM', async () => { await pool.end(); process.exit(0); });`,
    ],
    [
      'where a named handler does',
      `const pool = new Pool(); ${SERVE} function stop() { server.close(() => pool.end()); } process.once('SIGINT', stop);`,
    ],
    [
      'where a handler of many signals does',
      `const pool = new Pool(); ${SERVE} for (const signal of ['SIGTERM']) process.on(signal, () => pool.end());`,
    ],
    [
      'where a hook of the server does',
      "const pool = new Pool(); const app = Fastify(); app.addHook('onClose', () => pool.end()); app.listen({ port: 1 });",
    ],
    ['where the method is handed on', `const pool = new Pool(); ${SERVE} helper(pool.end.bind(pool));`],
    ['where it is handed to who may end it', `const pool = new Pool(); ${SERVE} helper(pool);`],
    ['where it hangs on the application', `const pool = new Pool(); ${SERVE} app.locals.pool = pool;`],
    [
      'where a plugin gets it',
      `const pool = new Pool(); const app = Fastify(); app.decorate('pg', pool); app.listen({ port: 1 });`,
    ],
    ['where others can have it', `export const pool = new Pool(); ${SERVE}`],
    ['where all can have it', `globalThis.pool = new Pool(); ${SERVE}`],
    ['where `using` ends it', `async function main() { await using client = new MongoClient(url); ${SERVE} } main();`],
    ['where nothing is started', `const pool = new Pool(); const app = express(); app.get('/', () => pool.query(''));`],
    ['where others start it', 'const pool = new Pool(); export function start() { express().listen(1); }'],
    ['where a class starts it', 'const pool = new Pool(); export class App { start() { express().listen(1); } }'],
    ['where it was never connected', `const client = new Client(); ${SERVE}`],
    [
      'of what is built for a request',
      `${SERVE} app.get('/', async () => { const pool = new Pool(); await pool.query(''); });`,
    ],
    ['of agents', `const agent = new Agent(); ${SERVE} app.get('/', () => fetch(url, { dispatcher: agent }));`],
    ['of a database in memory', `const sequelize = new Sequelize('sqlite::memory:'); ${SERVE}`],
    [
      'of what serves others call by call',
      `import serverless from 'serverless-http'; const pool = new Pool(); ${SERVE} export const handler = serverless(app);`,
    ],
    ['of a client in a class', `class Db { pool = new Pool(); } const db = new Db(); ${SERVE}`],
    ['where it is read out', `const { Pool: P } = helper; const pool = new P(); ${SERVE}`],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it.each(['test/server.ts', 'scripts/server.ts', 'src/server.test.ts', 'src/cli/server.ts', 'src/mail.worker.ts'])(
    'in %s',
    (filename) => {
      expect(messages(`const pool = new Pool(); ${SERVE}`, filename)).toEqual([]);
    },
  );
});

describe('edits', () => {
  it('adds a hook behind the start', () => {
    expect(suggested('const pool = new Pool();\nconst app = express();\nconst server = app.listen(3000);\n')).toBe(
      [
        'const pool = new Pool();',
        'const app = express();',
        'const server = app.listen(3000);',
        '',
        'const shutDown = async () => {',
        '  setTimeout(() => process.exit(1), 10_000).unref();',
        '  await new Promise((resolve) => server.close(resolve));',
        '  await pool.end();',
        '  process.exit(0);',
        '};',
        "process.once('SIGTERM', shutDown);",
        "process.once('SIGINT', shutDown);",
        '',
      ].join('\n'),
    );
  });

  it('stops what gives a promise, and asks whether there is a client yet', () => {
    const text = suggested(
      'let redis;\nasync function main() {\n  redis = new Redis();\n  const app = Fastify();\n  await app.listen({ port: 1 });\n}\nmain();',
    );
    expect(text).toContain('    await app.close();\n    await redis?.quit();\n');
  });

  it('waits for a callback', () => {
    const code = `const pool = mysql.createPool({ host });\n${SERVE}\n`;
    expect(suggested(code)).toContain('await new Promise((resolve) => pool.end(resolve));');
  });

  it('completes a handler', () => {
    const code = `const pool = new Pool();\n${SERVE}\nprocess.on('SIGTERM', () => {\n  server.close(() => {\n    process.exit(0);\n  });\n});\n`;
    expect(suggested(code)).toBe(
      `const pool = new Pool();\n${SERVE}\nprocess.on('SIGTERM', () => {\n  server.close(async () => {\n    await pool.end();\n    process.exit(0);\n  });\n});\n`,
    );
  });

  it.each([
    ['a handler that does not end the process', "process.on('SIGTERM', () => { server.close(); });"],
    [
      'one that ends it twice',
      "process.on('SIGTERM', () => { if (busy) { process.exit(0); } else { process.exit(0); } });",
    ],
    ['one that promises nothing to nobody', "process.on('SIGTERM', stop); function stop() { process.exit(0); }"],
    [
      'handlers that are not understood',
      "for (const signal of ['SIGTERM']) process.on(signal, () => process.exit(0));",
    ],
    ['one of somebody else', "process.on('SIGTERM', helper);"],
  ])('leaves %s to a person', (_name, handler) => {
    const found = reports(`const pool = new Pool(); ${SERVE} ${handler}`);
    expect(found.map(({ suggestions }) => suggestions)).toEqual([undefined]);
  });

  it('is silent after the edit', () => {
    const code = `const pool = new Pool();\n${SERVE}\n`;
    expect(messages(suggested(code) ?? code)).toEqual([]);
  });
});

describe('beyond the file', () => {
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

  function found(code: string): string[] {
    const text = IMPORTS + code;
    write('src/server.ts', text);
    const config = {
      files: ['**/*.ts'],
      languageOptions: { parser: typescript },
      plugins: { test: { rules: { rule } } },
      rules: { 'test/rule': 'error' },
    } as const;
    return new Linter({ cwd: root })
      .verify(text, [config as unknown as Linter.Config], { filename: join(root, 'src/server.ts') })
      .map(({ message }) => message);
  }

  const EXPORTED = `export const pool = new Pool(); ${SERVE}`;

  it('reports an exported client where no file has to do with stopping', () => {
    write('src/users.ts', "import { pool } from './server.js'; export const users = () => pool.query('');");
    expect(found(EXPORTED)).toHaveLength(1);
  });

  it('is silent about one where another file does', () => {
    write('src/stop.ts', "import { pool } from './server.js'; process.on('SIGTERM', () => pool.end());");
    expect(found(EXPORTED)).toEqual([]);
  });

  it('follows a client into the functions of other files', () => {
    write('src/other.ts', "export const readUsers = (app, db) => app.get('/', () => db.query(''));");
    expect(found(`const pool = new Pool(); ${SERVE} readUsers(app, pool);`)).toHaveLength(1);
  });

  it('is silent where one of them ends it', () => {
    write('src/other.ts', "export const readUsers = (app, db) => app.on('close', () => db.end());");
    expect(found(`const pool = new Pool(); ${SERVE} readUsers(app, pool);`)).toEqual([]);
  });

  it('is silent where one of them keeps it', () => {
    write('src/other.ts', 'let kept; export const readUsers = (app, db) => { kept = db; };');
    expect(found(`const pool = new Pool(); ${SERVE} readUsers(app, pool);`)).toEqual([]);
  });
});
