import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/require-timeout.ts';
import { fixed, lint } from '../support/linting.ts';

const IMPORTS = [
  "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
  "import axios, { create as createAxios } from 'axios';",
  "import genericPool from 'generic-pool';",
  "import got from 'got';",
  "import http from 'node:http';",
  "import https, { request as secureRequest } from 'node:https';",
  "import { createClient as createLdap } from 'ldapjs';",
  "import nodeFetch from 'node-fetch';",
  "import { Client, Pool } from 'pg';",
  "import request from 'request';",
  "import superagent from 'superagent';",
  "import { request as undiciRequest, setGlobalDispatcher } from 'undici';",
  "import WebSocket from 'ws';",
  "import { NodeHttpHandler } from '@smithy/node-http-handler';",
  "import { agent, complete, imported, url, wait, withTimeout } from './other.js';\n",
].join('\n');

interface Run {
  readonly filename?: string;
  readonly options?: object;
  readonly settings?: object;
}

function reports(code: string, { filename = 'src/file.ts', options, settings }: Run = {}) {
  const config = { languageOptions: { parser: typescript } };
  return lint(rule, IMPORTS + code, { config, filename, options, settings });
}

const messages = (code: string, run?: Run): string[] => reports(code, run).map(({ message }) => message);

describe('what nothing bounds', () => {
  it.each([
    ['axios', 'await axios.get(url);'],
    ['axios with options', 'await axios.post(url, body, { headers });'],
    ['axios itself', "await axios({ url, method: 'POST' });"],
    ['axios itself, address first', 'await axios(url, { headers });'],
    ['an instance of axios', 'export const api = axios.create({ baseURL });'],
    ['the function taken out', 'export const api = createAxios();'],
    ['got', 'await got(url).json();'],
    ['a method of got', 'await got.post(url, { json });'],
    ['an instance of got', 'export const api = got.extend({ prefixUrl: url });'],
    ['node-fetch', 'await nodeFetch(url, { agent });'],
    ['superagent', 'await superagent.get(url).set("a", "b");'],
    ['request', 'request.get({ url }, (error, response) => wait(response));'],
    ['request with an address', 'request(url, (error, response) => wait(response));'],
    ['a pool of pg', 'export const pool = new Pool();'],
    ['a pool with an address', 'export const pool = new Pool({ connectionString: process.env.DATABASE_URL });'],
    ['a client of pg', 'export const client = new Client({ connectionString });'],
    ['an AWS client', 'export const db = new DynamoDBClient({ region });'],
    [
      'an AWS client with a handler',
      'export const db = new DynamoDBClient({ requestHandler: new NodeHttpHandler() });',
    ],
    ['a WebSocket', 'new WebSocket(url).on("open", wait);'],
    ['a pool of anything', 'export const pool = genericPool.createPool(factory, { max: 4 });'],
    ['LDAP', 'export const ldap = createLdap({ url });'],
    ['http', 'http.get(url, (response) => { response.resume(); }).on("error", wait);'],
    [
      'https by its name',
      'const req = secureRequest(options, (res) => res.resume()); req.on("error", wait); req.end();',
    ],
    ['one of two modules', '(isSecure ? https : http).get(url, (res) => res.resume()).on("error", wait);'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([
      expect.stringMatching(/can wait for ever for (?:a|an|the) [\w ]+: nothing sets `/),
    ]);
  });

  it.each([
    ['fetch', 'await fetch(url);'],
    ['fetch of the global object', 'await globalThis.fetch(url, { method: "POST", body });'],
    ['undici', 'const { body } = await undiciRequest(url); await body.text();'],
  ])('%s gives up after minutes', (_name, code) => {
    expect(messages(code)).toEqual([expect.stringContaining('waits 5 minutes for a response')]);
    expect(messages(code, { options: { defaults: 'none' } })).toEqual([]);
  });

  it('is said where the client is made, not at each call', () => {
    const code = 'const api = axios.create({ baseURL });\nexport const get = (path) => api.get(path);';
    const [found, ...others] = reports(code);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ line: 16, column: 13, messageId: 'forever' });
  });

  it('names the options that would do', () => {
    expect(messages('await axios.get(url);')).toEqual([
      '`axios.get()` can wait for ever for a response: nothing sets `timeout` or `signal`.',
    ]);
    expect(messages('export const pool = new Pool();')).toEqual([
      '`new Pool()` can wait for ever for a free connection: nothing sets `connectionTimeoutMillis`.',
    ]);
    expect(messages('await superagent.get(url);')).toEqual([
      '`superagent.get()` can wait for ever for a response: nothing sets `timeout()`.',
    ]);
  });
});

describe('arms that are never taken', () => {
  it.each([
    ['a name without a value', 'const central: string | undefined = undefined; if (central) await fetch(central);'],
    ['the other arm', 'const isLocal = true; if (isLocal) wait(); else await axios.get(url);'],
    ['a switch that is off', 'const TRACE = false; TRACE && (await axios.post(url, {}));'],
    ['a switch that is on', 'const isQuiet = true; isQuiet || (await axios.post(url, {}));'],
    ['part of a condition', 'const key = ""; if (wait && key) await axios.get(url);'],
    ['a denial', 'const offline = !0; const online = !offline; await (online ? axios.get(url) : wait());'],
    ['one of two that is true', 'if (!(wait || true)) await axios.get(url);'],
    ['within a function', 'export async function load() { const to = null; if (to) { await axios.get(to); } }'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it.each([
    ['an arm that is taken', 'const central = url; if (central) await axios.get(url);'],
    ['the condition itself', 'const off = false; if (await axios.get(url)) wait(off);'],
    ['a name that is written again', 'let off = false; wait(() => { off = true; }); if (off) await axios.get(url);'],
    ['what comes from outside', 'const off = process.env.OFF; if (off) await axios.get(url);'],
    ['what one of two may be', 'const a = false; if (a || wait) await axios.get(url);'],
    ['an expression', 'if (/x/u) await axios.get(url);'],
    ['what is null or not', 'const off = false; await (off ?? axios.get(url));'],
    ['a parameter', 'export async function load(off = false) { if (off) await axios.get(url); }'],
    ['a destructured default', 'const { off = false } = wait; if (off) await axios.get(url);'],
  ])('%s may be', (_name, code) => {
    expect(messages(code)).toHaveLength(1);
  });
});

describe('values that mean none', () => {
  it.each([
    ['zero', 'await axios.get(url, { timeout: 0 });', '`timeout: 0`'],
    ['undefined', 'await axios.get(url, { timeout: undefined });', '`timeout: undefined`'],
    ['a constant', 'const NEVER = 0; await axios.get(url, { timeout: NEVER });', '`timeout: NEVER`'],
    ['of a pool', 'export const pool = new Pool({ connectionTimeoutMillis: 0 });', '`connectionTimeoutMillis: 0`'],
    ['fetch without a signal', 'await fetch(url, { signal: null });', '`signal: null`'],
  ])('%s', (_name, code, option) => {
    expect(messages(code)).toEqual([expect.stringContaining(`${option} lets`)]);
  });

  it('are looked for in names, branches and spreads', () => {
    expect(messages('const options = { timeout: 0 }; await axios.get(url, options);')).toHaveLength(1);
    expect(messages('const base = { headers }; await axios.get(url, { ...base });')).toHaveLength(1);
    expect(messages('const base = { timeout: 5 }; await axios.get(url, { ...base });')).toEqual([]);
    expect(messages('await axios.get(url, fast ? { timeout: 5 } : {});')).toEqual([]);
    expect(messages('await axios.get(url, fast ? { headers } : {});')).toHaveLength(1);
  });
});

describe('options that do nothing by themselves', () => {
  it('a timeout of http only emits', () => {
    const code = 'const req = http.get({ host, timeout: 1000 }, (res) => res.resume()); req.on("error", wait);';
    expect(messages(code)).toEqual([
      '`timeout` only has `timeout` emitted, and nobody listens: `http.get()` can wait for ever for a response.',
    ]);
    expect(messages(`${code} req.on("timeout", () => req.destroy());`)).toEqual([]);
    expect(messages(`${code} req.setTimeout(500, () => req.destroy());`)).toEqual([]);
    expect(messages(code.replace('timeout: 1000', 'signal'))).toEqual([]);
  });

  it('a timeout of AWS only warns', () => {
    const code = 'export const db = new DynamoDBClient({ requestHandler: { requestTimeout: 5000 } });';
    expect(messages(code)).toEqual([
      '`requestHandler.requestTimeout` only warns where `requestHandler.throwOnRequestTimeout` is not set: `new DynamoDBClient()` can wait for ever for a response.',
    ]);
    expect(messages(code.replace('5000', '5000, throwOnRequestTimeout: true'))).toEqual([]);
    expect(messages(code.replace('5000', '5000, throwOnRequestTimeout: false'))).toHaveLength(1);
    expect(messages(code.replace('requestTimeout', 'socketTimeout'))).toEqual([]);
    expect(
      messages('export const db = new DynamoDBClient({ requestHandler: new NodeHttpHandler({ socketTimeout: 9 }) });'),
    ).toEqual([]);
  });
});

describe('what is bounded', () => {
  it.each([
    ['a timeout', 'await axios.get(url, { timeout: 5000 });'],
    ['a timeout from elsewhere', 'await axios.get(url, { timeout: imported.timeout });'],
    ['a signal', 'await fetch(url, { signal: AbortSignal.timeout(5000) });'],
    ['a signal that is handed in', 'export const load = (signal) => fetch(url, { signal });'],
    [
      'a controller with a timer',
      'const abort = new AbortController(); setTimeout(() => abort.abort(), 9); await fetch(url, { signal: abort.signal });',
    ],
    ['a dispatcher', 'await fetch(url, { dispatcher: agent });'],
    ['a dispatcher for all', 'setGlobalDispatcher(agent); await fetch(url);'],
    ['the defaults of axios', 'axios.defaults.timeout = 5000; await axios.get(url);'],
    [
      'an interceptor',
      'axios.interceptors.request.use((config) => ({ ...config, timeout: 5000 })); await axios.get(url);',
    ],
    ['the defaults of an instance', 'const api = axios.create({ baseURL }); api.defaults.timeout = 5000;'],
    [
      'an interceptor of an instance',
      'const api = axios.create(); api.interceptors.request.use((config) => { config.signal = AbortSignal.timeout(9); return config; });',
    ],
    ['parts of the timeout of got', 'await got(url, { timeout: { connect: 500 } });'],
    ['a chain of superagent', 'await superagent.get(url).set("a", "b").timeout(500);'],
    [
      'options set later',
      'const options = { headers }; options.signal = AbortSignal.timeout(9); await fetch(url, options);',
    ],
    ['options completed by somebody', 'const options = { headers }; applyTimeout(options); await fetch(url, options);'],
    ['options merged', 'await fetch(url, Object.assign({}, defaults, { signal }));'],
    ['options of a function', 'function options() { return { timeout: 5 }; } await axios.get(url, options());'],
    ['options of a field', 'class Api { options = { timeout: 5 }; get() { return axios.get(url, this.options); } }'],
    ['a race', 'await Promise.race([fetch(url), wait(5000)]);'],
    ['a race of a promise', 'const pending = fetch(url); await Promise.race([pending, wait(5000)]);'],
    ['a function named for it', 'await withTimeout(fetch(url), 5000);'],
    [
      'a function that is called there',
      'const load = () => fetch(url); export const get = () => withTimeout(load(), 5000);',
    ],
    [
      'a timer that destroys',
      'const req = http.get(url, (res) => res.resume()); req.on("error", wait); setTimeout(() => req.destroy(), 9);',
    ],
    [
      'a timer beside a promise',
      'new Promise((resolve, reject) => { setTimeout(reject, 500); const ws = new WebSocket(url); ws.on("open", () => resolve(ws)); });',
    ],
    ['a handshake', 'new WebSocket(url, { handshakeTimeout: 500 }).on("open", wait);'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('what may be bounded elsewhere', () => {
  it.each([
    ['a parameter', 'export const load = (options) => fetch(url, options);'],
    ['an import', 'await axios.get(url, imported);'],
    ['a spread', 'await axios.get(url, { ...imported });'],
    ['spread arguments', 'export const load = (...all) => fetch(...all);'],
    ['a call of somebody else', 'await axios.get(url, complete({ headers }));'],
    ['a computed name', 'await axios.get(url, { [imported]: 5 });'],
    ['a request', 'export const load = (request) => fetch(request);'],
    ['a request that is made', 'await fetch(new Request(url, { signal }));'],
    ['a request that is returned', 'export const open = (url) => http.get(url, (res) => res.resume());'],
    ['an injected instance', 'export const load = (api: import("axios").AxiosInstance) => api.get(url);'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it('options of http that come from elsewhere hold no signal, unless the code speaks of one', () => {
    const code =
      'export function send(options) { const req = http.request(options, (res) => res.resume()); req.on("error", wait); req.end(); }';
    expect(messages(code)).toHaveLength(1);
    expect(messages(code.replace('send(options) {', 'send(options) { wait(options.signal);'))).toEqual([]);
  });
});

describe('what is meant to wait or to stream', () => {
  it.each([
    ['events', 'await fetch(url, { headers: { Accept: "text/event-stream" } });'],
    ['a stream that is asked for', 'await fetch(url, { method: "POST", body: JSON.stringify({ stream: true }) });'],
    [
      'a body in pieces',
      'export async function load() { const response = await fetch(url); for await (const part of response.body) wait(part); }',
    ],
    [
      'a body that is piped',
      'export async function load(out) { const response = await nodeFetch(url); response.body.pipe(out); }',
    ],
    ['a stream of axios', 'await axios.get(url, { responseType: "stream" });'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('instances whose calls are bounded one by one', () => {
  const call = (second: string): string =>
    `const api = axios.create({ baseURL }); export const a = () => api.get(url, { timeout: 5_000 }); export const b = (data: object) => ${second};`;
  it.each([
    ['all of them', call('api.post(url, data, { signal: AbortSignal.timeout(5_000) })'), 0],
    ['all but one', call('api.post(url, data)'), 1],
    ['one whose options nobody can look into', call('api.get(url, options)'), 0],
    ['none, since nothing is called', 'const api = axios.create({ baseURL });', 1],
    [
      'those of a field',
      'class Api { client = axios.create(); get() { return this.client.get(url, { timeout: 5_000 }); } }',
      0,
    ],
    ['those of a field, but one', 'class Api { client = axios.create(); get() { return this.client.get(url); } }', 1],
  ])('%s', (_name, code, expected) => {
    expect(messages(code)).toHaveLength(expected);
  });
});

describe('files that are passed over', () => {
  it.each([
    ['tests', 'test/file.ts'],
    ['scripts', 'scripts/file.ts'],
    ['configuration', 'vite.config.ts'],
    ['components', 'src/page.tsx'],
    ['functions that a cloud ends in time', 'mail-lambda/src/index.ts'],
    ['tests of the whole', 'integration-tests/setup/client.ts'],
  ])('%s', (_name, filename) => {
    expect(messages('await axios.get(url);', { filename })).toEqual([]);
  });

  it.each([
    [
      'functions of a cloud',
      "import type { Handler } from 'aws-lambda'; export const handler: Handler = () => fetch(url);",
    ],
    ['pages', "document.title = 'x'; await fetch(url);"],
    ['service workers', "self.addEventListener('fetch', (event) => event.respondWith(fetch(event.request.url)));"],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('edits', () => {
  const suggestions = (code: string, run?: Run): string[] =>
    reports(code, run).flatMap(({ suggestions: offers }) => (offers ?? []).map(({ desc }) => desc));

  it('are suggestions where nobody said how long', () => {
    expect(suggestions('await axios.get(url);')).toEqual(['Add `timeout: 10_000`.']);
    expect(suggestions('await fetch(url);')).toEqual(['Add `signal: AbortSignal.timeout(10_000)`.']);
    expect(suggestions('await axios.get(url, { timeout: 0 });')).toEqual(['Write `timeout: 10_000`.']);
    expect(suggestions('await axios.get(url, { timeout: undefined });')).toEqual(['Write `timeout: 10_000`.']);
    expect(suggestions('export const db = new DynamoDBClient({ region });')).toEqual([
      'Add `requestHandler: { socketTimeout: 10_000 }`.',
    ]);
    expect(suggestions('http.get(url, (res) => res.resume()).on("error", wait);')).toEqual([
      'Add `signal: AbortSignal.timeout(10_000)`.',
    ]);
  });

  it.each([
    ['await fetch(url);', 'await fetch(url, { signal: AbortSignal.timeout(5000) });'],
    ['await fetch(url, { method });', 'await fetch(url, { method, signal: AbortSignal.timeout(5000) });'],
    ['await fetch(url, {});', 'await fetch(url, { signal: AbortSignal.timeout(5000) });'],
    [
      'await fetch(url, {\n  method,\n  body,\n});',
      'await fetch(url, {\n  method,\n  body,\n  signal: AbortSignal.timeout(5000),\n});',
    ],
    [
      'await fetch(url, {\n  method,\n  body // last\n});',
      'await fetch(url, {\n  method,\n  body,\n  signal: AbortSignal.timeout(5000) // last\n});',
    ],
    ['await axios.post(url, body);', 'await axios.post(url, body, { timeout: 5000 });'],
    ['await axios.post(url);', 'await axios.post(url);'],
    [
      'const options = { headers };\nawait axios.get(url, options);',
      'const options = { headers, timeout: 5000 };\nawait axios.get(url, options);',
    ],
    ['export const pool = new Pool();', 'export const pool = new Pool({ connectionTimeoutMillis: 5000 });'],
    ['await axios.get(url, { timeout: 0 });', 'await axios.get(url, { timeout: 5000 });'],
    [
      'http.get(url, (res) => res.resume()).on("error", wait);',
      'http.get(url, { signal: AbortSignal.timeout(5000) }, (res) => res.resume()).on("error", wait);',
    ],
    ['await got(url);', 'await got(url, { timeout: { request: 5000 } });'],
  ])('%s', (before, after) => {
    const run = {
      config: { languageOptions: { parser: typescript } },
      filename: 'src/file.ts',
      options: { timeoutMs: 5000 },
    };
    expect(fixed(rule, IMPORTS + before, run)).toBe(IMPORTS + after);
  });

  it('write the number of the package before the number for all', () => {
    const run = {
      config: { languageOptions: { parser: typescript } },
      filename: 'src/file.ts',
      options: { timeoutMs: 5000, timeouts: { pg: 12_000 } },
    };
    expect(fixed(rule, `${IMPORTS}export const pool = new Pool();`, run)).toContain('connectionTimeoutMillis: 12_000');
    expect(fixed(rule, `${IMPORTS}await fetch(url);`, run)).toContain('AbortSignal.timeout(5000)');
    const get = `${IMPORTS}http.get(url, (res) => res.resume()).on("error", wait);`;
    for (const name of ['http', 'node:http'])
      expect(fixed(rule, get, { ...run, options: { timeouts: { [name]: 3000 } } })).toContain('timeout(3000)');
  });
});
