import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/no-unbounded-retry.ts';
import { fixed, lint } from '../support/linting.ts';

const IMPORTS = [
  "import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';",
  "import amqp from 'amqplib';",
  "import asyncRetry from 'async-retry';",
  "import axios from 'axios';",
  "import axiosRetry from 'axios-retry';",
  "import { handleAll, retry as retryPolicy } from 'cockatiel';",
  "import { backOff } from 'exponential-backoff';",
  "import got from 'got';",
  "import mongoose from 'mongoose';",
  "import { MongoClient } from 'mongodb';",
  "import PQueue from 'p-queue';",
  "import pRetry from 'p-retry';",
  "import { Pool } from 'pg';",
  "import promiseRetry from 'promise-retry';",
  "import { createClient } from 'redis';",
  "import { backoff, imported, isTransient, logger, sleep } from './other.js';",
  'const pool = new Pool();',
  'const sqs = new SQSClient({});\n',
].join('\n');

interface Run {
  readonly options?: object;
  readonly filename?: string;
}

function reports(code: string, { options, filename = 'src/file.ts' }: Run = {}) {
  return lint(rule, IMPORTS + code, { config: { languageOptions: { parser: typescript } }, filename, options });
}

const messages = (code: string, run?: Run): string[] => reports(code, run).map(({ message }) => message);
const ids = (code: string, run?: Run) => reports(code, run).map(({ messageId }) => messageId);

/** The text after the first suggestion. */
function suggested(code: string, run?: Run): string | undefined {
  const fix = reports(code, run)[0]?.suggestions?.[0]?.fix;
  const text = IMPORTS + code;
  return fix && (text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).slice(IMPORTS.length);
}

/** A function that tries in a loop. */
const loop = (head: string, attempt: string, handler: string, rest = ''): string =>
  `export async function run(url, body) { ${head} { try { ${attempt} } catch (error) { ${handler} } ${rest} } }`;

describe('loops that go on for as long as it fails', () => {
  it.each([
    ['a request', loop('while (true)', 'return await axios.get(url);', 'logger.warn(error); await sleep(1_000);')],
    ['a response', loop('for (;;)', 'const res = await fetch(url); return await res.json();', 'await sleep(500);')],
    [
      'a query',
      loop('while (true)', "await pool.query('select 1'); break;", 'console.error(error); await sleep(2_000);'),
    ],
    [
      'a wait behind the handler',
      loop('while (true)', 'return await axios.post(url, body);', 'log(error);', 'await sleep(100);'),
    ],
    [
      'a wait made by hand',
      loop('while (true)', 'return await got(url).json();', 'await new Promise((done) => setTimeout(done, 1_000));'),
    ],
    [
      'an error that is asked for',
      loop(
        'while (true)',
        'return await axios.get(url);',
        "if (error.code !== 'ECONNRESET') throw error; await sleep(10);",
      ),
    ],
    [
      'a predicate',
      loop(
        'while (true)',
        'return await sqs.send(new SendMessageCommand(body));',
        'if (!isTransient(error)) { throw error; } await sleep(10);',
      ),
    ],
    [
      'a status of the error',
      loop(
        'while (true)',
        'return await axios.get(url);',
        'if (error.response?.status === 429) { await sleep(1_000); continue; } throw error;',
      ),
    ],
    [
      'a table of codes',
      `const CODES = new Set(['A']);\n${loop('while (true)', 'return await fetch(url);', 'const { code } = error; if (!CODES.has(code)) throw error; await sleep(1);')}`,
    ],
    [
      'a counter that only tells',
      loop(
        'for (let attempt = 1; ; attempt++)',
        'return await axios.get(url);',
        'logger.warn(`attempt ${attempt}`); await sleep(1_000);',
      ),
    ],
    [
      'a flag that success sets',
      `export async function start() { let connected = false; while (!connected) { try { await mongoose.connect(imported); connected = true; } catch (error) { logger.error(error); await sleep(5_000); } } }`,
    ],
    [
      'a variable that success fills',
      `export async function start() { let connection; while (!connection) { try { connection = await amqp.connect(imported); } catch { await sleep(5_000); } } return connection; }`,
    ],
    [
      'a function of the file',
      `async function load(url) { return (await fetch(url)).json(); }\n${loop('while (true)', 'return await load(url);', 'await sleep(1_000);')}`,
    ],
    [
      'an answer that says later',
      'export async function run(url) { for (;;) { const res = await fetch(url); if (res.status !== 429) return res; await sleep(1_000); } }',
    ],
    [
      'an answer and a continue',
      'export async function run(url) { while (true) { const res = await fetch(url); if (res.status >= 500) { await res.body?.cancel(); await sleep(1_000); continue; } return res; } }',
    ],
    [
      'a success that is asked for',
      loop(
        'while (true)',
        'const res = await fetch(url); if (res.ok) return res;',
        'logger.warn(error);',
        'await sleep(1_000);',
      ),
    ],
    [
      'a jump behind the try',
      loop('while (true)', 'var rows = await pool.query(url);', 'await sleep(100); continue;', 'return rows;'),
    ],
  ])('%s', (_name, code) => {
    expect(ids(code)).toEqual(['unbounded']);
  });

  it.each([
    ['no wait', loop('while (true)', 'return await axios.get(url);', 'logger.warn(error);')],
    [
      'no wait before a connection',
      `export async function start() { let up = false; while (!up) { try { await mongoose.connect(imported); up = true; } catch {} } }`,
    ],
  ])('%s at all', (_name, code) => {
    expect(ids(code)).toEqual(['hammering']);
  });

  it('stands at the keyword', () => {
    const [found] = reports(`\n${loop('while (true)', 'return await axios.get(url);', 'await sleep(1);')}`);
    expect(found).toMatchObject({ line: 20, column: 40, endColumn: 45 });
    expect(found?.message).toBe(
      '`axios.get()` is tried again for as long as it fails: nothing bounds the attempts or the time.',
    );
  });

  it('tells a counter that never moves', () => {
    const code = `export async function run(url) { let tries = 0; while (tries < 5) { try { return await axios.get(url); } catch { await sleep(1); } } }`;
    expect(messages(code)).toEqual([
      '`axios.get()` is tried again for ever: `tries` never moves, so that its limit is not reached.',
    ]);
  });
});

describe('loops that are bounded, or none that try again', () => {
  it.each([
    ['counted in the head', loop('for (let i = 0; i < 5; i++)', 'return await axios.get(url);', 'await sleep(100);')],
    [
      'counted in the handler',
      loop('for (let i = 0; ; i++)', 'return await axios.get(url);', 'if (i > 5) throw error; await sleep(100);'),
    ],
    [
      'counted outside',
      `let tries = 0;\n${loop('while (true)', 'return await axios.get(url);', 'if (++tries > 5) throw error; await sleep(100);')}`,
    ],
    [
      'a counter that moves elsewhere',
      `export async function run(url) { let tries = 0; while (tries < 5) { try { return await axios.get(url); } catch { tries++; await sleep(1); } } }`,
    ],
    ['a deadline', loop('while (Date.now() < body)', 'return await axios.get(url);', 'await sleep(100);')],
    [
      'a deadline in the handler',
      loop('while (true)', 'return await axios.get(url);', 'if (Date.now() > body) throw error; await sleep(100);'),
    ],
    ['a signal', loop('while (!body.aborted)', 'return await axios.get(url);', 'await sleep(100);')],
    [
      'a signal of the wait',
      loop('while (true)', 'return await axios.get(url);', 'await sleep(100, { signal: body });'),
    ],
    [
      'a signal of the call',
      loop('while (true)', 'return await axios.get(url, { signal: body });', 'await sleep(100);'),
    ],
    [
      'a flag of somebody else',
      'class Service { async run(url) { while (!this.stopped) { try { return await axios.get(url); } catch { await sleep(100); } } } }',
    ],
    ['somebody who may give up', loop('while (true)', 'return await axios.get(url);', 'await backoff.next(error);')],
    [
      'a handler nobody can look into',
      loop('while (true)', 'return await axios.get(url);', 'await imported(error); await sleep(100);'),
    ],
    [
      'a way out of the handler',
      loop('while (true)', 'return await axios.get(url);', 'throw new Error("no", { cause: error });'),
    ],
    [
      'a poller',
      loop(
        'while (true)',
        'const job = await got(url).json(); if (job.done) return job;',
        'logger.warn(error);',
        'await sleep(100);',
      ),
    ],
    [
      'a worker',
      loop('while (true)', 'await axios.post(url, await imported());', 'logger.warn(error);', 'await sleep(100);'),
    ],
    [
      'pages',
      'export async function run(url) { let next = url; do { const { data } = await axios.get(next); next = data.next; } while (next); }',
    ],
    [
      'another address each time',
      'export async function run(urls) { for (const url of urls) { try { return await axios.get(url); } catch (error) { logger.warn(error); } } }',
    ],
    [
      'a reconnect whose wait grows',
      `export async function start() { let wait = 100; while (true) { try { return await amqp.connect(imported); } catch { await sleep(wait); wait = Math.min(wait * 2, 30_000); } } }`,
    ],
    ['a call of somebody', loop('while (true)', 'return await body(url);', 'await sleep(100);')],
    [
      'waiting for something to be there',
      'export async function waitForServer(url) { for (;;) { const res = await fetch(url); if (res.status !== 503) return; await sleep(100); } }',
    ],
    [
      'an answer and a counter',
      'export async function run(url) { let n = 0; for (;;) { const res = await fetch(url); if (res.status !== 429 || n++ > 4) return res; await sleep(1_000); } }',
    ],
    [
      'a stream',
      'export async function run(reader) { while (true) { const { done, value } = await reader.read(); if (done) break; await pool.query(value); } }',
    ],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it('says nothing in tests and scripts', () => {
    const code = loop('while (true)', 'return await axios.get(url);', 'await sleep(1);');
    expect(messages(code, { filename: 'test/a.test.ts' })).toEqual([]);
    expect(messages(code, { filename: 'scripts/seed.ts' })).toEqual([]);
  });
});

describe('a few attempts at once', () => {
  const code = loop('for (let i = 0; i < 3; i++)', 'return await fetch(url);', 'if (i === 2) throw error;');

  it('are a request that nothing waits before', () => {
    expect(messages(code)).toEqual([
      '`fetch()` is tried again at once when it fails: nothing waits between the attempts.',
    ]);
    expect(messages(code, { options: { atOnce: false } })).toEqual([]);
  });

  it.each([
    ['a query', loop('for (let i = 0; i < 3; i++)', 'return await pool.query(url);', 'logger.warn(error);')],
    [
      'a turn that the request depends on',
      loop('for (let i = 0; i < 3; i++)', 'return await fetch(url[i]);', 'logger.warn(error);'),
    ],
    ['an argument that changes', loop('for (let i = 0; i < 3; i++)', 'return await fetch(url);', 'url = imported;')],
    ['a wait', loop('for (let i = 0; i < 3; i++)', 'return await fetch(url);', 'await sleep(i * 100);')],
  ])('are not %s', (_name, other) => {
    expect(messages(other)).toEqual([]);
  });
});

describe('functions that call themselves', () => {
  it.each([
    [
      'in the handler',
      'export async function load(url) { try { return await axios.get(url); } catch (error) { logger.warn(error); await sleep(1_000); return load(url); } }',
      'unbounded',
    ],
    [
      'at once',
      'export async function load(url) { try { return await axios.get(url); } catch { return load(url); } }',
      'hammering',
    ],
    ['in a rejection handler', 'export const load = (url) => axios.get(url).catch(() => load(url));', 'hammering'],
    [
      'by a timer',
      'function connect() { mongoose.connect(imported).catch((error) => { logger.error(error); setTimeout(() => connect(), 5_000); }); } connect();',
      'unbounded',
    ],
    [
      'by a timer that is given it',
      'function connect() { mongoose.connect(imported).catch(() => setTimeout(connect, 5_000)); } connect();',
      'unbounded',
    ],
    [
      'as a method',
      'class Api { async get(path) { try { return await axios.get(path); } catch (error) { if (error.status !== 503) throw error; await sleep(50); return this.get(path); } } }',
      'unbounded',
    ],
    [
      'on a status',
      'export async function load(url) { const res = await fetch(url); if (res.status === 429) { await sleep(1_000); return load(url); } return res; }',
      'unbounded',
    ],
    [
      'with the old count',
      'export async function load(url, tries = 0) { try { return await axios.get(url); } catch (error) { if (tries > 4) throw error; return load(url, tries++); } }',
      'stuck',
    ],
    [
      'without the count',
      'export async function load(url, left = 3) { try { return await axios.get(url); } catch (error) { if (left === 0) throw error; await sleep(1); return load(url); } }',
      'stuck',
    ],
    [
      'with the old count, whatever is tried',
      'class Jobs { async enqueue(fn, tries = 0) { try { return await this.queue.add(fn); } catch (error) { if (tries > 4) throw error; return await this.enqueue(fn, tries++); } } }',
      'stuck',
    ],
  ])('%s', (_name, code, id) => {
    expect(ids(code)).toEqual([id]);
  });

  it.each([
    [
      'a count that moves',
      'export async function load(url, tries = 0) { try { return await axios.get(url); } catch (error) { if (tries > 4) throw error; return load(url, tries + 1); } }',
    ],
    [
      'a count before the call',
      'export async function load(url, tries = 0) { try { return await axios.get(url); } catch (error) { if (tries > 4) throw error; return load(url, ++tries); } }',
    ],
    [
      'once more',
      'export async function load(url, again = true) { try { return await axios.get(url); } catch (error) { if (!again) throw error; return load(url, false); } }',
    ],
    [
      'a count of the object',
      'class Api { async get(path) { try { return await axios.get(path); } catch (error) { if (this.tries++ > 3) throw error; return this.get(path); } } }',
    ],
    [
      'another address',
      'export async function load(url) { try { return await axios.get(url); } catch { return load(url.next); } }',
    ],
    [
      'a new token',
      'export async function load(url) { try { return await axios.get(url); } catch { await imported(); return load(url); } }',
    ],
    [
      'a timer that waits longer',
      'function connect(attempt = 0) { mongoose.connect(imported).catch(() => setTimeout(() => connect(attempt + 1), 100 * 2 ** attempt)); } connect();',
    ],
    [
      'a heartbeat',
      'async function beat() { try { await axios.get(imported); } catch (error) { logger.warn(error); } setTimeout(beat, 1_000); }',
    ],
    [
      'a heartbeat in both ways',
      'async function beat() { try { await axios.get(imported); setTimeout(beat, 1_000); } catch { setTimeout(beat, 5_000); } }',
    ],
    [
      'a walk through folders',
      'export async function walk(dir) { try { for (const each of await axios.get(dir)) await walk(each); } catch (error) { logger.warn(error); } }',
    ],
  ])('%s is none', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('libraries that are told', () => {
  it.each([
    [
      'p-retry',
      'export const run = () => pRetry(() => fetch(imported), { retries: Infinity });',
      '`retries: Infinity` has `pRetry()` try again for ever.',
    ],
    [
      'p-retry of old',
      'export const run = () => pRetry(() => fetch(imported), { forever: true, retries: 10 });',
      '`forever: true` has `pRetry()` try again for ever.',
    ],
    [
      'async-retry',
      'export const run = () => asyncRetry(() => fetch(imported), { forever: true });',
      '`forever: true` has `asyncRetry()` try again for ever.',
    ],
    [
      'promise-retry, options first',
      'export const run = () => promiseRetry({ forever: true }, (again) => imported().catch(again));',
      '`forever: true` has `promiseRetry()` try again for ever.',
    ],
    [
      'axios-retry',
      'axiosRetry(axios, { retries: Number.MAX_SAFE_INTEGER });',
      '`retries: Number.MAX_SAFE_INTEGER` has `axiosRetry()` try again for ever.',
    ],
    [
      'exponential-backoff',
      'export const run = () => backOff(() => fetch(imported), { numOfAttempts: Number.POSITIVE_INFINITY });',
      '`numOfAttempts: Number.POSITIVE_INFINITY` has `backOff()` try again for ever.',
    ],
    [
      'got',
      'export const run = () => got(imported, { retry: { limit: Infinity } });',
      '`retry.limit: Infinity` has `got()` try again for ever.',
    ],
    [
      'an instance of got',
      'export const api = got.extend({ retry: { limit: Infinity } });',
      '`retry.limit: Infinity` has `got.extend()` try again for ever.',
    ],
    [
      'options with a name',
      'const options = { retries: Infinity }; export const run = () => pRetry(imported, options);',
      '`retries: Infinity` has `pRetry()` try again for ever.',
    ],
    [
      'cockatiel',
      'export const policy = retryPolicy(handleAll, { maxAttempts: Infinity });',
      '`maxAttempts: Infinity` has `retryPolicy()` try again for ever.',
    ],
    [
      'cockatiel, left alone',
      'export const policy = retryPolicy(handleAll, {});',
      '`retryPolicy()` tries again for ever: nothing sets `maxAttempts`.',
    ],
  ])('%s', (_name, code, message) => {
    expect(messages(code)).toEqual([message]);
  });

  it.each([
    ['a number', 'export const run = () => pRetry(imported, { retries: 5 });'],
    ['the default', 'export const run = () => pRetry(imported);'],
    ['a time', 'export const run = () => pRetry(imported, { retries: Infinity, maxRetryTime: 60_000 });'],
    ['a signal', 'export const run = (signal) => pRetry(imported, { retries: Infinity, signal });'],
    ['a condition', 'axiosRetry(axios, { retries: Infinity, retryCondition: imported });'],
    ['options of somebody', 'export const run = (options) => pRetry(imported, options);'],
    ['nothing said', 'export const run = () => pRetry(imported, { retries: undefined });'],
    ['a policy with a number', 'export const policy = retryPolicy(handleAll, { maxAttempts: 3 });'],
    ['a policy of somebody', 'export const policy = (options) => retryPolicy(handleAll, options);'],
  ])('%s bounds it', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('edits', () => {
  it('count a loop', () => {
    const code = `export async function run(url) {
  while (true) {
    try {
      return await axios.get(url);
    } catch (error) {
      await sleep(1_000);
    }
  }
}`;
    expect(suggested(code)).toBe(`export async function run(url) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await axios.get(url);
    } catch (error) {
      if (attempt >= 5) throw error;
      await sleep(1_000);
    }
  }
}`);
  });

  it('add the wait that is not there, and a name that is free', () => {
    const code = `export async function run(attempt) {
\twhile (true) {
\t\ttry {
\t\t\treturn await axios.get(attempt)
\t\t} catch (error) {
\t\t\tlogger.warn(error)
\t\t}
\t}
}`;
    expect(suggested(code, { options: { attempts: 3 } })).toBe(`export async function run(attempt) {
\tfor (let attempt2 = 1; ; attempt2++) {
\t\ttry {
\t\t\treturn await axios.get(attempt)
\t\t} catch (error) {
\t\t\tif (attempt2 >= 3) throw error;
\t\t\tawait new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt2));
\t\t\tlogger.warn(error)
\t\t}
\t}
}`);
  });

  it('move a counter on', () => {
    const code =
      'export async function load(url, tries = 0) { try { return await axios.get(url); } catch (error) { if (tries > 4) throw error; return load(url, tries++); } }';
    expect(suggested(code)).toBe(code.replace('tries++', 'tries + 1'));
  });

  it('write a number, which the configuration makes a fix', () => {
    const code = 'export const run = () => pRetry(imported, { retries: Infinity, minTimeout: 100 });';
    expect(suggested(code)).toBe(code.replace('Infinity', '5'));
    const config = { languageOptions: { parser: typescript } };
    const run = { config, filename: 'src/file.ts', options: { attempts: 3 } };
    expect(fixed(rule, IMPORTS + code, run)).toBe(IMPORTS + code.replace('Infinity', '3'));
    const forever = 'export const run = () => asyncRetry(imported, { forever: true });';
    expect(fixed(rule, IMPORTS + forever, run)).toBe(IMPORTS + forever.replace('forever: true', 'retries: 3'));
    const policy = 'export const policy = retryPolicy(handleAll, { backoff });';
    expect(fixed(rule, IMPORTS + policy, run)).toBe(IMPORTS + policy.replace('{ ', '{ maxAttempts: 3, '));
  });

  it('leave alone what they would have to guess', () => {
    const unnamed = loop('while (true)', 'return await axios.get(url);', 'await sleep(1);').replace(
      'catch (error)',
      'catch',
    );
    expect(suggested(unnamed)).toBeUndefined();
    const both = 'export const run = () => asyncRetry(imported, { forever: true, retries: 2 });';
    expect(suggested(both)).toBeUndefined();
  });
});
