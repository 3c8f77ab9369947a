import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/no-floating-lifecycle.ts';
import { fixed, lint } from '../support/linting.ts';

const IMPORTS = [
  "import { Client as Ftp } from 'basic-ftp';",
  "import Redis from 'ioredis';",
  "import { Kafka, type Consumer, type Producer } from 'kafkajs';",
  "import { MongoClient } from 'mongodb';",
  "import { Pool, Client } from 'pg';",
  "import puppeteer, { type Browser, type Page } from 'puppeteer';",
  "import { createClient } from 'redis';",
  "import type { QueryRunner } from 'typeorm';",
  "import { Agent, request } from 'undici';",
  "import { work } from './other.js';\n",
].join('\n');

const config = { languageOptions: { parser: typescript } };

function messages(code: string, filename = 'src/file.ts'): string[] {
  return lint(rule, IMPORTS + code, { config, filename }).flatMap(({ ruleId, message }) =>
    ruleId === 'test/rule' ? [message] : [],
  );
}

function mended(code: string): string {
  return fixed(rule, IMPORTS + code, { config, filename: 'src/file.ts' }).slice(IMPORTS.length);
}

function suggested(code: string): readonly (readonly [string, string])[] {
  const text = IMPORTS + code;
  return lint(rule, text, { config, filename: 'src/file.ts' }).flatMap(({ suggestions = [] }) =>
    suggestions.map(
      ({ desc, fix }) =>
        [desc, (text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).slice(IMPORTS.length)] as const,
    ),
  );
}

const dropped = (call: string): string =>
  `Nothing waits for \`${call}()\`: the code goes on before it is done, and nobody hears when it fails.`;

/** A body of an asynchronous function that is given a page and a client. */
const job = (body: string): string =>
  `export async function job(page: Page, redis: Redis, runner: QueryRunner) { ${body} }`;

describe('promises that are dropped', () => {
  it.each([
    ['at the end', job('await work(page); page.close();'), 'page.close'],
    ['in a finally', job('try { await work(page); } finally { page.close(); }'), 'page.close'],
    ['in a catch', job('try { await work(page); } catch (error) { page.close(); throw error; }'), 'page.close'],
    ['behind a condition', job('if (redis) redis.quit(); await work();'), 'redis.quit'],
    ['behind &&', job('redis && redis.quit(); await work();'), 'redis.quit'],
    ['behind ?.', job('redis?.quit(); await work();'), 'redis?.quit'],
    ['in one arm', job('redis ? redis.quit() : work(); await work();'), 'redis.quit'],
    ['several at a time', job('Promise.all([page.close(), redis.quit()]); await work();'), 'Promise.all'],
    [
      'each of some',
      'export async function stop(all: Redis[]) { Promise.allSettled(all.map((each) => each.quit())); await work(); }',
      'Promise.allSettled',
    ],
    ['of a lease', job('try { await runner.query("select 1"); } finally { runner.release(); }'), 'runner.release'],
    [
      'by its symbol',
      'export async function job(c: MongoClient) { c[Symbol.asyncDispose](); await work(); }',
      'c[Symbol.asyncDispose]',
    ],
    ['in an arrow function', 'export const job = async (page: Page) => { page.close(); };', 'page.close'],
    [
      'in a method',
      'export class S { constructor(private readonly redis: Redis) {} async stop() { this.redis.quit(); } }',
      'this.redis.quit',
    ],
    [
      'in a hook that is waited for',
      'export class S { constructor(private readonly redis: Redis) {} onModuleDestroy() { this.redis.quit(); } }',
      'this.redis.quit',
    ],
    ['in a handler that is waited for', job('await work().finally(() => { page.close(); });'), 'page.close'],
    [
      'in a handler that is returned',
      'export function job(page: Page) { return work().then((x) => { page.close(); return x; }).catch(log); }',
      'page.close',
    ],
    [
      'of a page that only its methods tell',
      'export async function job(open: any) { const page = await open(); await page.goto("x"); page.close(); }',
      'page.close',
    ],
  ])('%s', (_name, code, call) => {
    expect(messages(code)).toEqual([dropped(call)]);
  });

  it('stands at the callee', () => {
    const [report] = lint(rule, IMPORTS + job('\npage.close();'), { config, filename: 'src/file.ts' });
    expect(report).toMatchObject({ column: 1, endColumn: 'page.close'.length + 1 });
  });
});

describe('promises that are not', () => {
  it.each([
    ['awaited', job('await page.close();')],
    ['returned', job('return page.close();')],
    ['kept', job('const closing = page.close(); await work(); await closing;')],
    ['collected', job('await Promise.all([page.close(), redis.quit()]);')],
    ['handed on', job('work(page.close());')],
    ['chained', job('page.close().catch(work);')],
    ['voided', job('void page.close();')],
    ['voided in a handler', job('await work().finally(() => void page.close());')],
    ['returned by a handler', job('await work().finally(() => page.close());')],
    ['with a callback', 'export async function job(pool: Pool) { pool.end(() => work()); }'],
    ['with a callback that has a name', 'export async function job(pool: Pool, done: () => void) { pool.end(done); }'],
    ['said to be meant, before', job('// fire and forget\npage.close(); await work();')],
    ['said to be meant, behind', job('page.close(); // do not wait for it\nawait work();')],
    [
      'said to another rule',
      job('// eslint-disable-next-line @typescript-eslint/no-floating-promises\npage.close(); await work();'),
    ],
    ['synchronous', job('redis.disconnect(); await work();')],
    ['of a stranger', 'export async function job(door: Door) { door.close(); await work(); }'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('where nobody waits', () => {
  it.each([
    ['in a function that is not asynchronous', 'export function stop(redis: Redis) { redis.quit(); }'],
    [
      'in a listener',
      'export function start(redis: Redis, signal) { signal.addEventListener("abort", async () => { redis.quit(); }); }',
    ],
    [
      'in a listener that has a name',
      'const redis = new Redis(); async function stop() { redis.quit(); } process.on("SIGTERM", stop);',
    ],
    [
      'in an assigned listener',
      'export function start(redis: Redis, socket) { socket.onclose = async () => { redis.quit(); }; }',
    ],
    ['on a timer', 'export function start(redis: Redis) { setTimeout(async () => { redis.quit(); }, 10); }'],
    ['at module level', 'const redis = new Redis(); redis.quit();'],
    [
      'in an entry',
      'async function main() { const redis = new Redis(); await redis.get("a"); redis.quit(); }\nmain();',
    ],
    [
      'in one that is called on the spot',
      'export function f(redis: Redis) { (async () => { await work(); redis.quit(); })(); }',
    ],
    [
      'in a handler of a chain that is dropped',
      'export async function f(redis: Redis) { work().finally(() => { redis.quit(); }); }',
    ],
    [
      'in a callback of its own',
      'export async function f(consumer: Consumer) { await consumer.run({ eachMessage: async () => { consumer.disconnect(); } }); }',
    ],
    [
      'in a callback that is kept',
      'export async function f(redis: Redis, cleanups) { cleanups.push(() => { redis.quit(); }); }',
    ],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it.each(['src/orders.test.ts', 'scripts/seed.ts', 'examples/one.ts'])('in %s', (filename) => {
    expect(messages(job('await work(page); page.close();'), filename)).toEqual([]);
  });
});

describe('functions of the file', () => {
  const closing = 'async function closeAll() { await pool.end(); }';
  const pool = 'const pool = new Pool();';

  it.each([
    ['that wait', `${pool} ${closing} export async function f() { closeAll(); await work(); }`],
    [
      'that return the promise',
      `${pool} const closeAll = () => pool.end(); export async function f() { closeAll(); await work(); }`,
    ],
    [
      'that call such a function',
      `${pool} ${closing.replace('closeAll', 'end')} async function closeAll() { await end(); } export async function f() { closeAll(); await work(); }`,
    ],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([dropped('closeAll')]);
  });

  it('methods', () => {
    const code =
      'export class S { constructor(private readonly redis: Redis) {} async stop() { await this.redis.quit(); } async restart() { this.stop(); await work(); } }';
    expect(messages(code)).toEqual([dropped('this.stop')]);
  });

  it.each([
    [
      'that do their work',
      `${pool} async function refresh() { await pool.end(); } export async function f() { refresh(); await work(); }`,
    ],
    [
      'that close what they open',
      'async function closeOld() { const redis = new Redis(); await redis.quit(); } export async function f() { closeOld(); await work(); }',
    ],
    [
      'that do not wait themselves',
      `${pool} async function closeAll() { void pool.end(); } export async function f() { closeAll(); await work(); }`,
    ],
  ])('not those %s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('forEach', () => {
  const each = 'export async function stop(clients: Redis[]) { ';
  const said =
    '`forEach` drops the promises of its callback: the code goes on before `client.quit()` is done, and nobody hears when it fails.';

  it.each([
    ['an expression', `${each}clients.forEach((client) => client.quit()); await work(); }`],
    ['a block', `${each}clients.forEach((client) => { client.quit(); }); await work(); }`],
    ['an asynchronous callback', `${each}clients.forEach(async (client) => { await client.quit(); }); await work(); }`],
  ])('with %s', (_name, code) => {
    expect(messages(code)).toEqual([said]);
  });

  it('is silent where nobody waits', () => {
    expect(messages('export function stop(clients: Redis[]) { clients.forEach((client) => client.quit()); }')).toEqual(
      [],
    );
    expect(messages(`${each}clients.forEach((client) => void client.quit()); }`)).toEqual([]);
    expect(messages(`${each}await Promise.all(clients.map((client) => client.quit())); }`)).toEqual([]);
  });
});

describe('the end of the process', () => {
  const pool = 'const pool = new Pool();';
  const never = 'The process does not wait for an `exit` listener: `pool.end()` is never finished.';

  it('an exit listener', () => {
    expect(messages(`${pool} process.on('exit', async () => { await pool.end(); });`)).toEqual([never]);
    expect(messages(`${pool} process.once('exit', () => { pool.end(); });`)).toEqual([never]);
    expect(messages(`${pool} process.on('exit', () => pool.end());`)).toEqual([never]);
    expect(messages(`${pool} async function stop() { await pool.end(); } process.on('exit', stop);`)).toEqual([
      never.replace('pool.end', 'stop'),
    ]);
  });

  it('one with a synchronous closing, and listeners for other events', () => {
    expect(messages(`const redis = new Redis(); process.on('exit', () => redis.disconnect());`)).toEqual([]);
    expect(messages(`${pool} process.on('beforeExit', async () => { await pool.end(); });`)).toEqual([]);
    expect(messages(`${pool} worker.on('exit', async () => { await pool.end(); });`)).toEqual([]);
  });

  it('process.exit() behind it', () => {
    const cut = '`process.exit()` ends the process before `pool.end()` is done.';
    expect(messages(`${pool} process.on('SIGTERM', () => { pool.end(); process.exit(0); });`)).toEqual([cut]);
    expect(
      messages(`${pool} process.on('SIGTERM', () => { pool.end(); console.log('bye'); process.exit(0); });`),
    ).toEqual([cut]);
    expect(messages(`${pool} process.on('SIGTERM', () => { pool.end(); });`)).toEqual([]);
    expect(messages(`${pool} process.on('SIGTERM', async () => { await pool.end(); process.exit(0); });`)).toEqual([]);
  });
});

describe('using', () => {
  it('of what is disposed of asynchronously', () => {
    const code = 'export async function f(url: string) { using client = new MongoClient(url); await work(client); }';
    expect(messages(code)).toEqual([
      '`using` disposes synchronously, and `client` can only be disposed of asynchronously: the declaration throws.',
    ]);
    expect(mended(code)).toBe(code.replace('using', 'await using'));
    expect(messages(code.replace('using', 'await using'))).toEqual([]);
    expect(messages('export async function f(x) { using lock = x.lock(); await work(lock); }')).toEqual([]);
  });
});

describe('connecting', () => {
  const sends = 'await producer.send({ topic: "a", messages: [] }); }';

  it('where calls do not wait for the connection', () => {
    const code = `export async function f(producer: Producer) { producer.connect(); ${sends}`;
    expect(messages(code)).toEqual([
      'Nothing waits for `producer.connect()`, and `producer.send()` fails as long as there is no connection.',
    ]);
    expect(mended(code)).toBe(code.replace('producer.connect', 'await producer.connect'));
  });

  it.each([
    [
      'a library whose calls wait',
      'export async function f() { const redis = createClient(); redis.connect(); await redis.get("a"); }',
    ],
    [
      'one that has a queue',
      'export async function f() { const client = new Client(); client.connect(); await client.query("select 1"); }',
    ],
    ['nothing behind it', 'export async function f(producer: Producer) { producer.connect(); }'],
    [
      'something to wait for in between',
      `export async function f(producer: Producer) { producer.connect(); await work(); ${sends}`,
    ],
    ['a wait', `export async function f(producer: Producer) { await producer.connect(); ${sends}`],
  ])('not with %s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('edits', () => {
  it.each([
    [job('redis?.quit(); await work();'), job('await redis?.quit(); await work();')],
    [job('redis && redis.quit(); await work();'), job('redis && await redis.quit(); await work();')],
    [job('redis ? redis.quit() : work(); await work();'), job('redis ? await redis.quit() : work(); await work();')],
    [
      job('await work().finally(() => { page.close(); });'),
      job('await work().finally(async () => { await page.close(); });'),
    ],
    [
      job('await work().finally(function () { page.close(); });'),
      job('await work().finally(async function () { await page.close(); });'),
    ],
    [
      job('await work().finally(() => { page.close(); redis.quit(); });'),
      job('await work().finally(async () => { await page.close(); await redis.quit(); });'),
    ],
  ])('%s', (before, after) => {
    expect(mended(before)).toBe(after);
    expect(messages(after)).toEqual([]);
    expect(mended(after)).toBe(after);
  });

  it('is a suggestion where closing may wait for what comes later', () => {
    const code = 'export async function f(pool: Pool, client) { pool.end(); client.release(); }';
    expect(mended(code)).toBe(code);
    expect(suggested(code).map(([title]) => title)).toEqual(['Wait for it with `await`.']);
    const agent = 'export async function f(agent: Agent) { agent.close(); await work(); }';
    expect(mended(agent)).toBe(agent);
  });

  it('writes a loop for forEach', () => {
    const f = (body: string): string => `export async function stop(clients: Redis[]) { ${body} await work(); }`;
    expect(suggested(f('clients.forEach((client) => client.quit());'))).toEqual([
      ['Wait for each in a `for … of` loop.', f('for (const client of clients) { await client.quit(); }')],
    ]);
    expect(suggested(f('clients.forEach(async (client: Redis) => { await client.quit(); });'))).toEqual([
      ['Wait for each in a `for … of` loop.', f('for (const client of clients) { await client.quit(); }')],
    ]);
    expect(suggested(f('clients.forEach((client, i) => { client.quit(); });'))).toEqual([]);
    expect(suggested(f('clients.forEach((client) => { if (!client) return; client.quit(); });'))).toEqual([]);
    expect(
      suggested(
        'export async function stop(clients: Map<string, Redis>) { clients.forEach((client) => client.quit()); }',
      ),
    ).toEqual([]);
  });

  it('offers other events for exit', () => {
    const code = (event: string): string =>
      `const pool = new Pool(); process.on('${event}', async () => { await pool.end(); });`;
    expect(suggested(code('exit'))).toEqual([
      ['Listen for `beforeExit` instead, where there is time to wait.', code('beforeExit')],
      ['Listen for `SIGTERM` instead, where there is time to wait.', code('SIGTERM')],
    ]);
  });

  it('makes a hook asynchronous only if no type forbids it', () => {
    const code = (type: string, rest: string): string =>
      `export class S { constructor(private readonly redis: Redis) {} ${rest}onModuleDestroy()${type} { ${rest && 'await '}this.redis.quit(); } }`;
    expect(suggested(code('', ''))).toEqual([['Wait for it with `await`.', code('', 'async ')]]);
    expect(suggested(code(': void', ''))).toEqual([]);
  });
});
