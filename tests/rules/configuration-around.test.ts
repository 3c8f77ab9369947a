import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PoolRule } from '../../src/rule/define-rule.ts';
import noUnboundedRetry from '../../src/rules/no-unbounded-retry.ts';
import requireErrorListener from '../../src/rules/require-error-listener.ts';
import requireTimeout from '../../src/rules/require-timeout.ts';
import { lint } from '../support/linting.ts';

/** What stands round a file and decides over it: other files of the project, and what its package is. */
const FILES: Readonly<Record<string, string>> = {
  'plain/package.json': '{ "workspaces": [], "dependencies": { "express": "5" } }',
  'plain/src/other.ts': 'export const setGlobalDispatcherLater = true;\n',
  'dispatched/package.json': '{ "workspaces": [] }',
  'dispatched/src/setup.ts':
    "import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({ headersTimeout: 10_000 }));\n",
  'proxied/package.json': '{ "workspaces": [] }',
  'proxied/src/setup.ts':
    "import { ProxyAgent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new ProxyAgent(process.env.PROXY));\n",
  'defaults/package.json': '{ "workspaces": [] }',
  'defaults/src/setup.ts': "import axios from 'axios';\naxios.defaults.timeout = 5_000;\n",
  'packages/package.json': '{ "workspaces": ["packages/*"] }',
  'packages/packages/a/package.json': '{ "name": "a" }',
  'packages/packages/a/setup.ts': "import axios from 'axios';\naxios.defaults.timeout = 5_000;\n",
  'packages/packages/b/package.json': '{ "name": "b" }',
  'heard/package.json': '{ "workspaces": [] }',
  'heard/src/main.ts': "process.on('uncaughtException', (error) => {\n  logger.error(error);\n});\n",
  'named/package.json': '{ "workspaces": [] }',
  'named/src/main.ts': "process.on('uncaughtException', report);\n",
  'ending/package.json': '{ "workspaces": [] }',
  'ending/src/main.ts':
    "process.on('uncaughtException', (error) => {\n  logger.fatal(error);\n  process.exit(1);\n});\n",
  'handing/package.json': '{ "workspaces": [] }',
  'handing/src/main.ts':
    "const stop = (error) => {\n  console.error('uncaughtException', error);\n  process.exit(1);\n};\nprocess.on('uncaughtException', stop);\n",
  'tested/package.json': '{ "workspaces": [] }',
  'tested/src/main.test.ts': "process.on('uncaughtException', report);\n",
  'taking/package.json': '{ "workspaces": [] }',
  'taking/src/take.ts':
    "import { Consumer } from 'sqs-consumer';\nexport const take = (options) => Consumer.create(options);\n",
  'taking/src/server.ts':
    'export const start = (server, config) => server.listen(config.jobs.port, config.jobs.host);\n',
  'early/package.json': '{ "dependencies": { "redis": "^3.1.2" }, "workspaces": [] }',
  'late/package.json': '{ "dependencies": { "redis": "^4.7.1" }, "workspaces": [] }',
  'late/src/mongo.ts':
    "import mongoose from 'mongoose';\nexport const start = () => mongoose.connect(process.env.DB);\n",
  'opened/package.json': '{ "dependencies": { "redis": ">=4.7" }, "workspaces": [] }',
  'opened/src/main.ts': "import redis from './redis.js';\nawait redis.connect();\n",
  'hidden/package.json': '{ "private": true, "bin": "tool.js", "workspaces": [] }',
  'served/package.json': '{ "private": true, "bin": "tool.js", "dependencies": { "fastify": "5" }, "workspaces": [] }',
  'published/package.json': '{ "bin": "tool.js", "main": "index.js", "workspaces": [] }',
  'drawn/package.json': '{ "engines": { "node": ">=18" }, "dependencies": { "three": "1" }, "workspaces": [] }',
  'functions/package.json': '{ "devDependencies": { "@types/aws-lambda": "8" }, "workspaces": [] }',
  'both/package.json':
    '{ "dependencies": { "express": "5" }, "devDependencies": { "@types/aws-lambda": "8" }, "workspaces": [] }',
};

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-around-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function count(rule: PoolRule, at: string, code: string, options?: object): number {
  const filename = join(root, at);
  mkdirSync(dirname(filename), { recursive: true });
  writeFileSync(filename, code);
  const cwd = join(root, at.split('/')[0] ?? '');
  const found = lint(rule, code, { config: { languageOptions: { parser: typescript } }, cwd, filename, options });
  rmSync(filename);
  return found.length;
}

const FETCH = 'export const load = async (url: string) => (await fetch(url)).json();\n';
const AXIOS = "import axios from 'axios';\nexport const load = (url: string) => axios.get(url);\n";
const INSTANCE = "import axios from 'axios';\nexport const api = axios.create({ baseURL: process.env.API });\n";
const AWS = "import { SQSClient } from '@aws-sdk/client-sqs';\nexport const queue = new SQSClient({});\n";

describe('what another file of the package sets for all', () => {
  it('bounds the calls of this one', () => {
    expect(count(requireTimeout, 'plain/src/load.ts', FETCH)).toBe(1);
    expect(count(requireTimeout, 'dispatched/src/load.ts', FETCH)).toBe(0);
    expect(count(requireTimeout, 'plain/src/load.ts', AXIOS)).toBe(1);
    expect(count(requireTimeout, 'defaults/src/load.ts', AXIOS)).toBe(0);
    expect(count(requireTimeout, 'defaults/src/load.ts', INSTANCE)).toBe(0);
  });

  it('does not where it is a proxy, or of another library, or of another package', () => {
    expect(count(requireTimeout, 'proxied/src/load.ts', FETCH)).toBe(1);
    expect(count(requireTimeout, 'dispatched/src/load.ts', AXIOS)).toBe(1);
    expect(count(requireTimeout, 'packages/packages/a/load.ts', AXIOS)).toBe(0);
    expect(count(requireTimeout, 'packages/packages/b/load.ts', AXIOS)).toBe(1);
  });
});

describe('clients that nobody opens', () => {
  const client = (rest: string): string =>
    `import { createClient } from 'redis';\nconst client = createClient(6379, 'cache');\n${rest}`;

  it('have no connection that could break', () => {
    expect(count(requireErrorListener, 'late/src/redis.ts', client('export default client;\n'))).toBe(0);
    const own = client('export const read = (key: string) => client.get(key);\n');
    expect(count(requireErrorListener, 'late/src/redis.ts', own)).toBe(0);
    expect(count(requireErrorListener, 'early/src/redis.ts', own)).toBe(1);
    expect(count(requireErrorListener, 'plain/src/redis.ts', own)).toBe(1);
  });

  it('are not those that this file, or another one, opens', () => {
    expect(count(requireErrorListener, 'late/src/redis.ts', client('await client.connect();\n'))).toBe(1);
    expect(
      count(requireErrorListener, 'late/src/redis.ts', client('const open = client.connect;\nopen.call(1);\n')),
    ).toBe(1);
    expect(count(requireErrorListener, 'opened/src/redis.ts', client('export default client;\n'))).toBe(1);
  });
});

describe('requests that stay at home', () => {
  it.each([
    ['this machine', 'fetch("http://localhost:3000/health")'],
    ['its port', 'fetch(`http://127.0.0.1:${port}/render`)'],
    ['an address with a name', 'fetch(`${base}/render`)'],
    ['an address that is put together', 'fetch(base + "/render")'],
    ['an address that is parsed', 'fetch(new URL("/render", base))'],
    ['the address of the service itself', 'fetch(`${process.env.APP_URL}/api/revalidate`)'],
    ['options', 'axios({ url: `${base}/render`, method: "POST" })'],
  ])('%s', (_name, call) => {
    const code = `import axios from 'axios';\nconst base = 'http://localhost:8080';\nexport const load = (port: number) => ${call};\n`;
    expect(count(requireTimeout, 'plain/src/load.ts', code)).toBe(0);
  });

  it.each([
    ['what only falls back to it', 'fetch(process.env.API ?? "http://localhost:3000")'],
    ['another host that begins alike', 'fetch("http://localhost.example.com/")'],
    ['another address of the environment', 'fetch(`${process.env.BILLING_URL}/invoices`)'],
  ])('not %s', (_name, call) => {
    expect(count(requireTimeout, 'plain/src/load.ts', `export const load = () => ${call};\n`)).toBe(1);
  });

  it('not a database, which is busy there as well', () => {
    const code = "import { Pool } from 'pg';\nexport const pool = new Pool({ host: 'localhost' });\n";
    expect(count(requireTimeout, 'plain/src/db.ts', code)).toBe(1);
  });
});

describe('what nobody waits for', () => {
  const S3 =
    "import { S3Client } from '@aws-sdk/client-s3';\nimport { getSignedUrl } from '@aws-sdk/s3-request-presigner';\nconst store = new S3Client({});\n";

  it('is a client that only signs', () => {
    const sign = `${S3}export const link = (command) => getSignedUrl(store, command);\n`;
    expect(count(requireTimeout, 'plain/src/store.ts', sign)).toBe(0);
    expect(
      count(requireTimeout, 'plain/src/store.ts', `${sign}export const load = (command) => store.send(command);\n`),
    ).toBe(1);
    expect(count(requireTimeout, 'plain/src/store.ts', `${S3}export { store };\n`)).toBe(1);
  });

  it('is who takes messages from a queue', () => {
    expect(count(requireTimeout, 'plain/src/queue.ts', AWS)).toBe(1);
    expect(count(requireTimeout, 'plain/src/queue.ts', `import { Consumer } from 'sqs-consumer';\n${AWS}`)).toBe(0);
    expect(count(requireTimeout, 'taking/src/queue.ts', AWS)).toBe(0);
  });

  it('is a server of the project, found by the setting that has its host', () => {
    const code = (host: string): string =>
      `import axios from 'axios';\nimport { config } from './config.js';\nexport const trigger = () => axios({ url: \`http://\${config.${host}.host}:\${config.${host}.port}/trigger\` });\n`;
    expect(count(requireTimeout, 'taking/src/jobs.ts', code('jobs'))).toBe(0);
    expect(count(requireTimeout, 'taking/src/jobs.ts', code('mail'))).toBe(1);
  });

  it('is a file that is not to be used any more', () => {
    expect(
      count(requireTimeout, 'plain/src/load.ts', `/**\n * Search.\n * @deprecated since 2020\n */\n${FETCH}`),
    ).toBe(0);
    expect(count(requireTimeout, 'plain/src/load.ts', `${FETCH}/** @deprecated */\nexport const old = 1;\n`)).toBe(1);
  });
});

describe('what a client is given each time', () => {
  const sends = (...options: string[]): string =>
    `import { SQSClient } from '@aws-sdk/client-sqs';\nexport async function run(commands: unknown[], signal: AbortSignal) {\n  const client = new SQSClient({});\n${options
      .map((each, at) => `  await client.send(commands[${String(at)}]${each});\n`)
      .join('')}}\n`;

  it('bounds it where no call goes without', () => {
    expect(count(requireTimeout, 'plain/src/send.ts', sends(', { abortSignal: signal }'))).toBe(0);
    expect(count(requireTimeout, 'plain/src/send.ts', sends(', { abortSignal: signal }', ''))).toBe(1);
    expect(count(requireTimeout, 'plain/src/send.ts', sends(''))).toBe(1);
    expect(count(requireTimeout, 'plain/src/send.ts', sends(', { requestTimeout: 1 }'))).toBe(1);
  });

  it('is the agent, which cuts off what does not answer', () => {
    const through = (agent: string): string =>
      `import AgentKeepAlive from 'agentkeepalive';\nimport axios from 'axios';\nimport http from 'node:http';\nexport const api = axios.create({ httpAgent: new ${agent} });\n`;
    expect(count(requireTimeout, 'plain/src/api.ts', through('AgentKeepAlive()'))).toBe(0);
    expect(count(requireTimeout, 'plain/src/api.ts', through('http.Agent({ keepAlive: true })'))).toBe(1);
  });

  it('is nobody else for whom a pool of one function would be full', () => {
    const pool = (rest: string): string =>
      `import { Pool } from 'pg';\nexport async function migrate() {\n  const pool = new Pool();\n  await up(pool);\n${rest}}\n`;
    expect(count(requireTimeout, 'plain/src/up.ts', pool('  await pool.end();\n'))).toBe(0);
    expect(count(requireTimeout, 'plain/src/up.ts', pool(''))).toBe(1);
    expect(count(requireErrorListener, 'plain/src/up.ts', pool('  await pool.end();\n'))).toBe(0);
    expect(count(requireErrorListener, 'plain/src/up.ts', pool(''))).toBe(1);
  });
});

describe('whose waiting is somebody else’s', () => {
  it.each([
    ['all of a command line that is not published', 'hidden/src/icons.ts', 0],
    ['a server that can be started by its name', 'served/src/load.ts', 1],
    ['a library that has a command, too', 'published/src/load.ts', 1],
    ['its commands', 'published/src/commands/init.ts', 0],
    ['the commands of a bot', 'plain/src/commands/cat.ts', 1],
    ['tests of the whole service', 'plain/src/__e2e__/client.ts', 0],
    ['checks of a change, by their folder', 'plain/danger/schema.ts', 0],
    ['a viewer for pages', 'drawn/src/load.ts', 0],
    ['a service beside one', 'plain/src/viewer/load.ts', 1],
  ])('%s', (_name, at, expected) => {
    expect(count(requireTimeout, at, FETCH)).toBe(expected);
  });

  it('functions of a cloud, where the package holds nothing else', () => {
    expect(count(requireTimeout, 'functions/src/queue.ts', AWS)).toBe(0);
    expect(count(requireTimeout, 'both/src/queue.ts', AWS)).toBe(1);
  });

  const once = (rest: string): string =>
    `import fs from 'node:fs';\nasync function main() {\n  const found = await fetch('https://example.com');\n  fs.writeFileSync('list.json', await found.text());\n}\n${rest}`;
  it.each([
    ['programs that run once', once('main();\n'), 0],
    ['programs that go on', once('main();\nsetInterval(main, 60_000);\n'), 1],
    ['modules', once('export { main };\nmain();\n'), 1],
    ['functions that nobody calls', once(''), 1],
    [
      'checks of whether something is up',
      "import { request } from 'node:http';\nrequest({ host: process.env.HOST }, (response) => {\n  process.exit(response.statusCode === 200 ? 0 : 1);\n}).end();\n",
      0,
    ],
    ['code that says the word of such checks', `const style: 'primary' | 'danger' = 'danger';\n${FETCH}`, 1],
  ])('%s', (_name, code, expected) => {
    expect(count(requireTimeout, 'plain/src/catalogue.ts', code)).toBe(expected);
  });
});

describe('errors that are heard elsewhere', () => {
  const POOL = "import { Pool } from 'pg';\nexport const pool = new Pool();\n";

  it.each([
    ['by nobody', 'plain', 1],
    ['by another file, which goes on', 'heard', 0],
    ['by something that has a name, and may go on', 'named', 0],
    ['by another file, which ends the process itself', 'ending', 1],
    ['by something that has a name, and ends the process', 'handing', 1],
    ['by a test', 'tested', 1],
  ])('%s', (_name, folder, expected) => {
    expect(count(requireErrorListener, `${folder}/src/db.ts`, POOL)).toBe(expected);
  });

  it('by the adapter that the pool is given to', () => {
    const code = (adapter: string): string =>
      `import { PrismaPg } from '@prisma/adapter-pg';\nimport { Pool } from 'pg';\nconst pool = new Pool();\nexport const adapter = new ${adapter}(pool);\n`;
    expect(count(requireErrorListener, 'plain/src/db.ts', code('PrismaPg'))).toBe(0);
    expect(count(requireErrorListener, 'plain/src/db.ts', code('Lexer'))).toBe(1);
  });

  it('are those of a queue, by whichever name it is imported', () => {
    const queue = (name: string): string =>
      `import ${name} from 'pg-boss';\nexport const queue = new PgBoss(process.env.DATABASE_URL);\n`;
    expect(count(requireErrorListener, 'plain/src/queue.ts', queue('PgBoss'))).toBe(1);
    expect(count(requireErrorListener, 'plain/src/queue.ts', queue('{ PgBoss }'))).toBe(1);
    const required = "const PgBoss = require('pg-boss');\nmodule.exports = new PgBoss(process.env.DATABASE_URL);\n";
    expect(count(requireErrorListener, 'plain/src/queue.js', required)).toBe(1);
  });
});

describe('retries of a connection that belongs to its library', () => {
  it('are found where nothing else is connected', () => {
    const code =
      "import mongoose from 'mongoose';\nexport async function start(url: string) {\n  let connected = false;\n  while (!connected) {\n    try {\n      await mongoose.connect(url);\n      connected = true;\n    } catch {\n      await sleep(5_000);\n    }\n  }\n}\n";
    expect(count(noUnboundedRetry, 'plain/src/db.ts', code)).toBe(1);
    const named = code.replace('mongoose from', '{ connect } from').replace('mongoose.connect', 'connect');
    expect(count(noUnboundedRetry, 'plain/src/db.ts', named)).toBe(1);
  });
});
