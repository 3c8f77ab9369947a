import * as typescript from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/require-owner-disposal.ts';
import { lint } from '../support/linting.ts';

const IMPORTS = [
  "import { EventEmitter } from 'node:events';",
  "import { Client } from '@modelcontextprotocol/sdk/client/index.js';",
  "import Redis from 'ioredis';",
  "import { Kafka } from 'kafkajs';",
  "import { Pool } from 'pg';",
  "import { Browser } from 'puppeteer';",
  "import { createClient } from 'redis';",
  "import { Agent, request } from 'undici';",
  "import { Base, keep, options, server, wrap } from './other.js';\n",
].join('\n');

function messages(code: string, filename = 'src/file.ts', settings?: unknown): string[] {
  const config = { languageOptions: { parser: typescript } };
  return lint(rule, IMPORTS + code, { config, filename, settings }).map(({ message }) => message);
}

/** A class that makes a client and works with it, with members of its own. */
const jobs = (
  members: string,
  { head = 'export class Jobs', use = 'add(job) { return this.redis.lpush("jobs", job); }' } = {},
): string => `${head} { constructor(url) { this.redis = new Redis(url); } ${use} ${members} }`;

const NONE = '`Jobs` opens `this.redis` and has no method that closes it: nothing calls `this.redis.quit()`.';

describe('what is reported', () => {
  it.each([
    ['made in the constructor', jobs('')],
    [
      'a property',
      'export class Jobs { redis = new Redis(this.url); add(job) { return this.redis.lpush("jobs", job); } }',
    ],
    [
      'stored by way of a name',
      jobs('', { head: 'export class Jobs' }).replace(
        'this.redis = new Redis(url)',
        'const made = new Redis(url); made.on("error", console.error); this.redis = made',
      ),
    ],
    [
      'made when first needed',
      'export class Jobs { redis: Redis | undefined; add(job) { this.redis ??= new Redis(this.url); return this.redis.lpush("jobs", job); } }',
    ],
    [
      'made when first needed, with a condition',
      'export class Jobs { redis: Redis | null = null; add(job) { if (!this.redis) this.redis = new Redis(this.url); return this.redis.lpush("jobs", job); } }',
    ],
    [
      'from a private method',
      'export class Jobs { private redis?: Redis; private open() { return (this.redis ??= new Redis(this.url)); } add(job) { return this.open().lpush("jobs", job); } }',
    ],
    [
      'another one like that which came from outside',
      'export class Jobs { constructor(main: Redis) { this.redis = main.duplicate(); } add(job) { return this.redis.lpush("jobs", job); } }',
    ],
    ['only if configured', jobs('').replace('new Redis(url)', 'options.url ? new Redis(url) : null')],
    [
      'made by a function of the file',
      jobs('').replace('new Redis(url)', 'open(url)') + '\nfunction open(url) { return new Redis(url); }',
    ],
    ['an emitter', jobs('', { head: 'export class Jobs extends EventEmitter' }).replace('{ this', '{ super(); this')],
    [
      'lent to a function of the file',
      jobs('all() { return list(this.redis); }') + '\nfunction list(redis) { return redis.lrange("jobs", 0, -1); }',
    ],
    ['logged', jobs('log() { console.log(this.redis); }')],
    ['told how it stands', jobs('isOpen() { return this.redis.status; }')],
    ['constructed by a function', jobs('') + '\nexport function make() { return new Jobs(); }'],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([NONE]);
  });

  it('stands at the construction', () => {
    const code = 'class A {\n  pool = new Pool(this.options);\n  all() { return this.pool.query("select 1"); }\n}';
    const [found] = lint(rule, IMPORTS + code, { filename: 'src/file.js' });
    expect(found).toMatchObject({ line: 11, column: 14, endColumn: 18, messageId: 'none' });
  });

  it('names the method that forgets the field', () => {
    const code =
      'export class Both { a = new Redis(); b = new Redis(); both() { return [this.a.ping(), this.b.ping()]; } async close() { await this.a.quit(); } }';
    expect(messages(code)).toEqual([
      '`Both` opens `this.b`, and its `close()` does not close it: nothing calls `this.b.quit()`.',
    ]);
    expect(messages(code.replace('close()', '[Symbol.asyncDispose]()'))[0]).toContain(
      'its `[Symbol.asyncDispose]()` does not close it',
    );
  });

  it('knows awaited clients that connect in the same breath', () => {
    const code =
      'export class Cache { async open() { this.client = await createClient(this.options).on("error", console.error).connect(); } get(key) { return this.client.get(key); } }';
    expect(messages(code)).toHaveLength(1);
  });

  it('knows what only borrows', () => {
    const code =
      'export class Api { #agent = new Agent(this.options); get(url) { return request(url, { dispatcher: this.#agent }); } }';
    expect(messages(code)).toHaveLength(1);
    expect(messages(code.replace('dispatcher:', 'other:'))).toEqual([]);
  });

  it('says something of a class without a name', () => {
    expect(messages(`export default ${jobs('', { head: 'class' })}`)[0]).toMatch(/^This class opens/);
  });
});

describe('a field that something ends', () => {
  it.each([
    ['a method', 'async close() { await this.redis.quit(); }'],
    ['a method of any name', 'async farewell() { await this.redis.quit(); }'],
    ['a private method', 'async #end() { await this.redis.quit(); }'],
    ['by force', 'close() { this.redis.disconnect(); }'],
    ['if it is there', 'close() { return this.redis?.quit(); }'],
    ['among others', 'close() { return Promise.all([this.other.close(), this.redis.quit()]); }'],
    ['a name for it', 'async close() { const redis = this.redis; await redis.quit(); }'],
    ['taken out of this', 'async close() { const { redis } = this; await redis.quit(); }'],
    ['a name for this', 'close() { const self = this; setTimeout(function () { self.redis.quit(); }); }'],
    ['a signal', 'listen() { process.on("SIGTERM", () => this.redis.quit()); }'],
    ['a server', 'listen() { server.on("close", () => { void this.redis.quit(); }); }'],
    [
      'a function literal bound to it',
      'listen() { process.on("exit", function () { this.redis.disconnect(); }.bind(this)); }',
    ],
    ['handed over as a method', 'listen() { server.on("close", this.redis.quit); }'],
    ['a function of the file', 'close() { return ended(this.redis); }'],
    ['a method of a part', 'close() { this.redis.stream.destroy(); }'],
    ['a symbol', 'close() { return this.redis[Symbol.asyncDispose](); }'],
    ['a static method', 'static end(jobs: Jobs) { return jobs.redis.quit(); }'],
  ])('%s', (_name, member) => {
    const rest = '\nfunction ended(redis) { return redis.quit(); }';
    expect(messages(jobs(member) + rest)).toEqual([]);
    const twin = member.replace(/\b(?:redis|this\.redis\.stream)(?=\??\.(?:quit|disconnect|destroy)|\[)/, 'other');
    if (!['a name for it', 'taken out of this', 'a function of the file', 'a name for this'].includes(_name))
      expect(messages(jobs(twin) + rest).length, twin).toBe(1);
  });

  it('of the same name in another class is another field', () => {
    const other = (head: string): string =>
      `${head} { constructor(url) { this.redis = new Redis(url); } get(key) { return this.redis.get(key); } close() { return this.redis.quit(); } }`;
    expect(messages(`${jobs('')}\n${other('export class Cache')}`)).toEqual([NONE]);
    expect(messages(`${jobs('')}\n${other('export class Cache extends wrap(Jobs)')}`)).toEqual([]);
  });

  it('in a subclass, in a base class, from outside', () => {
    expect(messages(`${jobs('')}\nexport class More extends Jobs { close() { return this.redis.quit(); } }`)).toEqual(
      [],
    );
    expect(messages(`${jobs('')}\nexport class More extends Jobs { close() { return this.more.quit(); } }`)).toEqual([
      NONE,
    ]);
    const base = 'class Closing { close() { return this.redis.quit(); } }\n';
    const extended = jobs('', { head: 'export class Jobs extends Closing' }).replace('{ this', '{ super(); this');
    expect(messages(base + extended)).toEqual([]);
    expect(messages(base.replace('quit', 'ping') + extended)).toEqual([NONE]);
    expect(messages(`${jobs('')}\nexport function end(jobs) { return jobs.redis.quit(); }`)).toEqual([]);
  });

  it('with what it was connected over', () => {
    const code =
      'export class Tools { client = new Client(this.info); async open() { this.transport = wrap(); await this.client.connect(this.transport); } close() { return this.transport.close(); } }';
    expect(messages(code)).toEqual([]);
    expect(messages(code.replace('transport.close', 'transport.ping'))).toHaveLength(1);
  });
});

describe('a field that others get hold of', () => {
  it.each([
    ['passed', 'start() { keep(this.redis); }'],
    ['passed to a constructor', 'start() { this.wrapper = new Base(this.redis); }'],
    ['passed in a literal', 'start() { keep({ redis: this.redis }); }'],
    ['returned by a method', 'client() { return this.redis; }'],
    ['returned by a getter', 'get client() { return this.redis; }'],
    ['stored elsewhere', 'start() { this.other = this.redis; }'],
    ['kept in a list', 'start() { this.all = [this.redis]; }'],
    ['destructured with the rest', 'start() { const { other, ...rest } = this; keep(rest); }'],
    ['read by a computed name', 'read(name) { return this[name]; }'],
    ['read among all values', 'start() { for (const each of Object.values(this)) each.stop(); }'],
    ['with all of this', 'start() { keep(this); }'],
    ['in a copy', 'copy() { return { ...this }; }'],
    ['by its method', 'start() { return keep(this.redis.get); }'],
    ['written from outside', 'set(redis) { this.redis = redis; }'],
    ['as the promise chain gives it', 'start() { return keep().then(() => this.redis); }'],
  ])('%s', (_name, member) => {
    expect(messages(jobs(member))).toEqual([]);
    expect(
      messages(
        jobs(
          member
            .replaceAll('this.redis', 'this.more')
            .replaceAll('...this', '...more')
            .replace('(this)', '(1)')
            .replace('this[', 'more[')
            .replace(', ...rest', ', rest'),
        ),
      ),
    ).toEqual([NONE]);
  });

  it('is left to others where the class does nothing with it', () => {
    expect(messages(jobs('', { use: '' }))).toEqual([]);
  });
});

describe('who else may own it', () => {
  it.each([
    ['an option', jobs('').replace('new Redis(url)', 'options.redis ?? new Redis(url)')],
    ['an option, by condition', jobs('').replace('new Redis(url)', 'options.redis ? options.redis : new Redis(url)')],
    [
      'an option, in a branch',
      jobs('').replace(
        'this.redis = new Redis(url)',
        'if (options.redis) this.redis = options.redis; else this.redis = new Redis(url)',
      ),
    ],
    [
      'a base class of another file',
      jobs('', { head: 'export class Jobs extends Base' }).replace('{ this', '{ super(); this'),
    ],
    [
      'the class itself',
      'export class Jobs { static redis = new Redis(this.url); static add(job) { return this.redis.lpush("jobs", job); } }',
    ],
    ['a module-level instance', `${jobs('')}\nexport const jobs = new Jobs();`],
    ['an exported instance', `${jobs('', { head: 'class Jobs' })}\nexport default new Jobs();`],
    ['an exported instance, CommonJS', `${jobs('', { head: 'class Jobs' })}\nmodule.exports = new Jobs();`],
    ['an instance made at once', `export const jobs = new (${jobs('', { head: 'class' })})();`],
    ['a static instance', jobs('static instance = new Jobs();')],
    ['a static getter of it', jobs('static getInstance() { return (Jobs.instance ??= new Jobs()); }')],
    ['a private constructor', jobs('').replace('constructor', 'private constructor')],
    [
      'a lazy variable of the module',
      `${jobs('')}\nlet shared: Jobs | undefined;\nexport function get() { if (!shared) shared = new Jobs(); return shared; }`,
    ],
    [
      'a map of the module',
      `${jobs('')}\nconst all = new Map();\nexport function get(key) { const made = new Jobs(); all.set(key, made); return made; }`,
    ],
    ['the program', `${jobs('')}\nasync function main() { const jobs = new Jobs(); await jobs.add(1); }\nvoid main();`],
    ['a framework', `@Injectable()\n${jobs('')}`],
    ['a container', `${jobs('')}\nkeep(Jobs);`],
    ['whoever extends it', jobs('', { head: 'export abstract class Jobs' })],
    ['a class that ends the process', jobs('stop() { process.exit(0); }')],
    [
      'a connection of another client',
      'export class Jobs { constructor(browser: Browser) { this.page = browser.newPage(); } open(url) { return this.page.goto(url); } }',
    ],
    [
      'a client of nothing known',
      'export class Jobs { redis = wrap(); add(job) { return this.redis.lpush("jobs", job); } }',
    ],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  it.each([
    ['nothing', 'new Redis()', 'new Redis(url)'],
    ['literals', 'new Redis({ port: 6379 })', 'new Redis({ port: url.port })'],
    ['the environment', 'new Redis(process.env.REDIS_URL)', 'new Redis(url ?? process.env.REDIS_URL)'],
    ['what a module exports', 'new Redis(options.redis)', 'new Redis({ ...options.redis, ...url })'],
    ['a field of such', 'new Redis(this.port)', 'new Redis(this.given)'],
    ['a name for such', 'new Redis(port)', 'new Redis(named)'],
  ])('a program that needs one object, made of %s', (_name, constant, given) => {
    const members = 'port = 6379; given; take(given) { this.given = given; }';
    const code = jobs(members).replace(
      'this.redis =',
      'const port = options.port; const named = url.port; this.redis =',
    );
    expect(messages(code.replace('new Redis(url)', constant))).toEqual([]);
    expect(messages(code.replace('new Redis(url)', given))).toEqual([NONE]);
  });

  it('a method that closes other things tells that there are more objects', () => {
    const code = jobs('close() { return this.other.close(); }').replace('new Redis(url)', 'new Redis()');
    expect(messages(code)).toHaveLength(1);
  });

  it('a page, for what the platform offers', () => {
    const code =
      'export class Feed { constructor(url) { this.socket = new WebSocket(url); } send(text) { this.socket.send(text); } }';
    expect(messages(code)).toEqual([]);
    expect(messages(`import { WebSocket } from 'ws';\n${code}`)).toHaveLength(1);
  });

  it('a private field is out of reach of base classes, and a declared one its own', () => {
    const head = 'export class Jobs extends Base';
    const own = (field: string): string =>
      `${head} { ${field}; constructor() { super(); this.redis = new Redis(this.url); } add(job) { return this.redis.lpush("jobs", job); } }`;
    expect(messages(own('private redis'))).toEqual([NONE]);
    expect(messages(own('redis: Redis'))).toEqual([NONE]);
    expect(messages(own('declare redis: Redis'))).toEqual([]);
    expect(messages(own('override redis: Redis'))).toEqual([]);
    expect(messages(own('private redis').replace('this.redis.lpush("jobs", job)', 'keep(this)'))).toEqual([]);
    expect(
      messages(
        `${head} { #redis = new Redis(this.url); add(job) { keep(this); return this.#redis.lpush("jobs", job); } }`,
      ),
    ).toHaveLength(1);
  });

  it('a framework calls the hooks that a class has', () => {
    const hook = 'async onModuleDestroy() { await this.other.close(); }';
    expect(messages(`@Injectable()\n${jobs(hook)}`)).toHaveLength(1);
    expect(messages(`${jobs(hook)}\nkeep(Jobs);`)).toHaveLength(1);
  });

  it('a function of the module that keeps nothing makes it as any other', () => {
    expect(
      messages(
        `${jobs('')}\nlet shared: Jobs | undefined;\nexport function get() { const made = new Jobs(); return made; }`,
      ),
    ).toEqual([NONE]);
    expect(
      messages(`${jobs('')}\nasync function main() { const jobs = new Jobs(); await jobs.add(1); }\nexport { main };`),
    ).toEqual([NONE]);
  });
});

/** A class that keeps a client for each key, with a method that closes something else. */
const clients = ({
  field = 'clients = new Map<string, Redis>();',
  put = 'this.clients.set(key, new Redis(key));',
  use = 'get(key) { return this.clients.get(key).get("x"); }',
  close = 'async close() { await this.pool.end(); }',
  more = '',
} = {}): string => `export class Hub { ${field} open(key) { ${put} } ${use} ${close} ${more} }`;

const ALL = '`Hub` keeps clients in `this.clients`, and its `close()` does not close them: nothing calls `quit()`.';
const GONE = '`Hub` keeps clients in `this.clients` and lets them go without closing them: nothing calls `quit()`.';

describe('a collection of clients', () => {
  it.each([
    ['a map', {}],
    [
      'a list',
      {
        field: 'clients = [];',
        put: 'this.clients.push(new Redis(key));',
        use: 'get(i) { return this.clients[i].get("x"); }',
      },
    ],
    [
      'a set',
      {
        field: 'clients = new Set();',
        put: 'this.clients.add(new Redis(key));',
        use: 'all() { for (const each of this.clients) each.get("x"); }',
      },
    ],
    [
      'a record',
      {
        field: 'clients = {};',
        put: 'this.clients[key] = new Redis(key);',
        use: 'get(key) { return this.clients[key].get("x"); }',
      },
    ],
    ['made in the constructor', { field: 'clients; constructor() { this.clients = new Map(); }' }],
    [
      'by way of a name',
      { put: 'const client = new Redis(key); client.on("error", console.error); this.clients.set(key, client);' },
    ],
    ['forEach', { use: 'all() { this.clients.forEach((each) => each.get("x")); }' }],
    ['pairs', { use: 'all() { for (const [key, each] of this.clients) each.get(key); }' }],
    ['entries', { use: 'all() { for (const [key, each] of Object.entries(this.clients)) each.get(key); }' }],
    [
      'map over its values',
      { use: 'all() { return Promise.all([...this.clients.values()].map((each) => each.get("x"))); }' },
    ],
    [
      'taken out when it has ended',
      {
        put: 'const client = new Redis(key); client.on("end", () => this.clients.delete(key)); this.clients.set(key, client);',
      },
    ],
  ])('%s that the closing method forgets', (_what, parts) => {
    expect(messages(clients(parts))).toEqual([ALL]);
  });

  it.each([
    ['for … of', 'for (const each of this.clients.values()) await each.quit();'],
    ['pairs', 'for (const [, each] of this.clients) await each.quit();'],
    ['forEach', 'this.clients.forEach((each) => each.quit());'],
    ['map', 'await Promise.all([...this.clients.values()].map((each) => each.quit()));'],
    ['Array.from', 'await Promise.all(Array.from(this.clients.values()).map((each) => each.disconnect()));'],
    ['a private helper', 'for (const each of this.clients.values()) await this.#end(each);'],
    ['a function of the file', 'for (const each of this.clients.values()) ended(each);'],
    ['somebody else', 'await keep(this.clients);'],
    ['somebody else, each', 'this.clients.forEach((each) => keep(each));'],
    ['somebody else, by name', 'this.clients.forEach(keep);'],
    [
      'one after the other',
      'let each; while ((each = this.clients.get("a"))) { await each.quit(); this.clients.delete("a"); }',
    ],
  ])('closed with %s', (_what, code) => {
    const more = 'async #end(client) { await client.quit(); }';
    const rest = '\nfunction ended(client) { return client.quit(); }';
    expect(messages(clients({ close: `async close() { ${code} }`, more }) + rest)).toEqual([]);
  });

  it.each([
    ['is a registry without a closing method', { close: '' }],
    ['is given to others', { use: 'get(key) { return this.clients.get(key); }' }],
    ['is given to others by a name', { use: 'get(key) { const found = this.clients.get(key); return found; }' }],
    ['is given as a whole', { use: 'all() { return this.clients; }' }],
    [
      'is given to whoever opens',
      { put: 'const client = new Redis(key); this.clients.set(key, client); return client;' },
    ],
    ['takes in what is made elsewhere', { more: 'add(key, client) { this.clients.set(key, client); }' }],
    ['begins with what is made elsewhere', { field: 'clients = keep();' }],
    ['is read in ways unknown', { use: 'all() { return this.clients.reduce(keep); }' }],
    ['is private to a base class', { field: 'clients = new Map();', more: 'static all = new Hub();' }],
  ])('that %s', (_what, parts) => {
    expect(messages(clients(parts))).toEqual([]);
  });

  it.each([
    ['a key', 'drop(key) { this.clients.delete(key); }', {}],
    ['all at once', 'drop() { this.clients.clear(); }', {}],
    [
      'a property',
      'drop(key) { delete this.clients[key]; }',
      {
        field: 'clients = {};',
        put: 'this.clients[key] = new Redis(key);',
        use: 'get(key) { return this.clients[key].get("x"); }',
      },
    ],
    [
      'the first',
      'drop() { this.clients.shift(); }',
      {
        field: 'clients = [];',
        put: 'this.clients.push(new Redis(key));',
        use: 'get(i) { return this.clients[i].get("x"); }',
      },
    ],
    [
      'some',
      'drop(i) { this.clients.splice(i, 1); }',
      {
        field: 'clients = [];',
        put: 'this.clients.push(new Redis(key));',
        use: 'get(i) { return this.clients[i].get("x"); }',
      },
    ],
  ])('that lets go of %s', (_what, more, parts) => {
    expect(messages(clients({ ...parts, close: '', more }))).toEqual([GONE]);
    expect(messages(clients({ ...parts, close: '' }))).toEqual([]);
  });

  it.each([
    [
      'when it has ended',
      'const client = new Redis(key); client.on("end", () => this.clients.delete(key)); this.clients.set(key, client);',
      '',
    ],
    [
      'and hands it on',
      undefined,
      'drop(key) { const client = this.clients.get(key); this.clients.delete(key); return client; }',
    ],
    ['and closes it', undefined, 'async drop(key) { await this.clients.get(key)?.quit(); this.clients.delete(key); }'],
  ])('that lets go %s', (_what, put, more) => {
    expect(messages(clients({ close: '', more, ...(put === undefined ? {} : { put }) }))).toEqual([]);
  });

  it('an element that is in hand where it is taken out', () => {
    const parts = {
      field: 'clients = new Set();',
      put: 'this.clients.add(new Redis(key));',
      use: 'all() { for (const each of this.clients) each.get("x"); }',
      close: '',
    };
    expect(messages(clients({ ...parts, more: 'drop(client) { this.clients.delete(client); }' }))).toEqual([]);
    expect(messages(clients({ ...parts, more: 'drop() { this.clients.clear(); }' }))).toEqual([GONE]);
  });
});

describe('files that are not judged', () => {
  it.each(['src/jobs.test.ts', 'tests/jobs.ts', 'src/worker.ts', 'src/jobs.worker.ts'])('%s', (filename) => {
    expect(messages(jobs(''), filename)).toEqual([]);
  });

  it('scripts, workers and pages', () => {
    const config = { languageOptions: { parser: typescript } };
    expect(lint(rule, `#!/usr/bin/env node\n${IMPORTS}${jobs('')}`, { config, filename: 'src/jobs.ts' })).toEqual([]);
    expect(messages(`${jobs('')}\nparentPort.on('message', () => {});`)).toEqual([]);
    expect(messages(`${jobs('')}\nexport const width = window.innerWidth;`)).toEqual([]);
    expect(messages(jobs(''), 'src/jobs.ts', { runtime: 'worker' })).toEqual([]);
    expect(messages(jobs(''), 'src/jobs.ts', { runtime: 'node' })).toEqual([NONE]);
  });
});

/** A function whose object keeps two clients and closes one. */
const store = ({
  redis = 'const redis = new Redis(url);',
  get = 'get: (key) => redis.get(key),',
  close = 'async close() { await pool.end(); },',
  head = 'export function createStore(url)',
} = {}): string => `${head} { const pool = new Pool({ connectionString: url }); ${redis} return { ${get} ${close} }; }`;

describe('a function whose object keeps a client', () => {
  const words = '`createStore()` opens `redis`, and its `close()` does not close it: nothing calls `redis.quit()`.';

  it.each([
    ['a method', {}],
    ['a constant', { head: 'export const createStore = (url) =>' }],
    [
      'asynchronous',
      {
        redis: 'const redis = createClient({ url }); await redis.connect();',
        head: 'export async function createStore(url)',
      },
    ],
    ['an arrow', { close: 'close: () => pool.end(),' }],
    ['a symbol', { close: 'async [Symbol.asyncDispose]() { await pool.end(); },' }],
  ])('and forgets it: %s', (_what, parts) => {
    expect(messages(store(parts))).toEqual([
      expect.stringMatching(
        /^`createStore\(\)` opens `redis`, and its `.*` does not close it: nothing calls `redis\.\w+\(\)`\.$/,
      ),
    ]);
  });

  it('is told like a class', () => {
    expect(messages(store())).toEqual([words]);
    expect(messages(store({ head: 'export default function (url)' }))).toEqual([
      words.replace('`createStore()`', 'This function'),
    ]);
  });

  it.each([
    ['closes it', { close: 'async close() { await Promise.all([pool.end(), redis.quit()]); },' }],
    ['closes nothing', { close: '' }],
    ['gives it to others', { get: 'redis, get: (key) => redis.get(key),' }],
    ['returns it', { get: 'client: () => redis,' }],
    ['passes it on', { redis: 'const redis = new Redis(url); keep(redis);' }],
    ['closes on a signal', { redis: 'const redis = new Redis(url); process.on("SIGTERM", () => redis.quit());' }],
    ['takes things to close', { close: 'close(what) { what.end(); },' }],
    ['may be given it', { redis: 'const redis = url.redis ?? new Redis(url);' }],
    ['has other ways out', { redis: 'const redis = new Redis(url); if (url) return keep(url);' }],
  ])('and %s', (_what, parts) => {
    expect(messages(store(parts))).toEqual([]);
  });

  it('and is made once, when the module is loaded', () => {
    expect(messages(`${store()}\nexport const shared = createStore("x");`)).toEqual([]);
  });
});

describe('a field that gets another client', () => {
  const store = (again: string, more = ''): string =>
    `export class Store { redis?: Redis; constructor(readonly url: string) {}
      async connect() { this.redis = new Redis(this.url); await this.redis.ping(); }
      ${again} ${more}
      async close() { await this.redis?.quit(); } }`;
  const REPLACED =
    '`Store` puts another client into `this.redis` in `reconnect()` while the one before is open: nothing calls `this.redis.quit()` first.';

  it.each([
    ['at once', store('async reconnect() { this.redis = new Redis(this.url); }')],
    ['by way of a name', store('async reconnect() { const made = new Redis(this.url); this.redis = made; }')],
    [
      'called by another method',
      store('async reconnect() { this.redis = new Redis(this.url); }', 'again() { return this.reconnect(); }'),
    ],
  ])('is reported: %s', (_, code) => {
    expect(messages(code)).toEqual([REPLACED]);
  });

  it.each([
    ['ended before', store('async reconnect() { await this.redis?.quit(); this.redis = new Redis(this.url); }')],
    ['ended by a method', store('async reconnect() { await this.close(); this.redis = new Redis(this.url); }')],
    [
      'taken out before',
      store('async reconnect() { const old = this.redis; this.redis = new Redis(this.url); await old?.quit(); }'),
    ],
    ['only if there is none', store('async reconnect() { if (!this.redis) this.redis = new Redis(this.url); }')],
    ['by a name that does it once', store('async open() { this.redis = new Redis(this.url); }')],
    [
      'renewed by a listener',
      store(
        'async reconnect() { this.redis = new Redis(this.url); }',
        'watch() { this.redis?.on("end", () => this.reconnect()); }',
      ),
    ],
    [
      'ended by the caller',
      store(
        'async reconnect() { this.redis = new Redis(this.url); }',
        'async move() { await this.redis?.quit(); await this.reconnect(); }',
      ),
    ],
    [
      'emptied elsewhere',
      store(
        'async reconnect() { this.redis = new Redis(this.url); }',
        'drop() { this.redis?.disconnect(); this.redis = undefined; }',
      ),
    ],
    [
      'made there alone',
      store('async reconnect() { this.redis = new Redis(this.url); }').replace(/async connect.*\n/, ''),
    ],
  ])('is not reported: %s', (_, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('whose a client is', () => {
  it.each([
    [
      'a producer',
      `export class Bus { constructor(brokers) { this.producer = new Kafka({ brokers }).producer(); }
        start() { return this.producer.connect(); } send(topic) { return this.producer.send({ topic, messages: [] }); } }`,
      ['`Bus` opens `this.producer` and has no method that closes it: nothing calls `this.producer.disconnect()`.'],
    ],
    [
      'a duplicate',
      `export class Feed { constructor(readonly redis: Redis) {}
        start() { this.feed = this.redis.duplicate(); return this.feed.subscribe('orders'); }
        async close() { await this.redis.quit(); } }`,
      ['`Feed` opens `this.feed`, and its `close()` does not close it: nothing calls `this.feed.quit()`.'],
    ],
    [
      'ended where it fails alone',
      `export class Feed { constructor(url) { this.redis = new Redis(url); this.pool = new Pool(); }
        async ping() { try { return await this.redis.ping(); } catch (error) { this.redis.disconnect(); throw error; } }
        async close() { await this.pool.end(); } }`,
      ['`Feed` opens `this.redis`, and its `close()` does not close it: only where something has failed is it closed.'],
    ],
    [
      'ended where it fails, without a closing method',
      `export class Feed { constructor(url) { this.redis = new Redis(url); }
        async ping() { try { return await this.redis.ping(); } catch (error) { this.redis.disconnect(); throw error; } } }`,
      [],
    ],
    [
      'ended where it fails and at the end',
      `export class Feed { constructor(url) { this.redis = new Redis(url); this.redis.on('error', () => this.redis.disconnect()); }
        ping() { return this.redis.ping(); } async close() { await this.redis.quit(); } }`,
      [],
    ],
    [
      'lent to something',
      `export class Feed { constructor(url) { this.redis = new Redis(url); this.pool = new Pool(); }
        read(query) { return new Cursor(this.redis, query); } ping() { return this.redis.ping(); }
        async close() { await this.pool.end(); } }`,
      ['`Feed` opens `this.redis`, and its `close()` does not close it: nothing calls `this.redis.quit()`.'],
    ],
    [
      'lent to something that is ended',
      `export class Feed { constructor(url) { this.redis = new Redis(url); this.pool = new Pool(); this.cursor = new Cursor(this.redis); }
        ping() { return this.redis.ping(); } async close() { await this.pool.end(); await this.cursor.close(); } }`,
      [],
    ],
    [
      'given to something that keeps it',
      `export class Feed { constructor(url) { this.redis = new Redis(url); this.pool = new Pool(); registerClient(this.redis); }
        ping() { return this.redis.ping(); } async close() { await this.pool.end(); } }`,
      [],
    ],
    [
      'opened beside what the base opens',
      `export class Feed extends Base { private redis: Redis;
        async connect() { await super.connect(); this.redis = new Redis(this.url); }
        read(query) { return new Cursor(this.redis, query); } ping() { return this.redis.ping(); } }`,
      ['`Feed` opens `this.redis` and has no method that closes it: nothing calls `this.redis.quit()`.'],
    ],
    [
      'of a function that is reported for it',
      `export function feed(url) { const redis = new Redis(url); const pool = new Pool();
        return { ping: () => redis.ping(), close: () => pool.end() }; }`,
      ['`feed()` opens `redis`, and its `close()` does not close it: nothing calls `redis.quit()`.'],
    ],
  ])('%s', (_, code, expected) => {
    expect(messages(code)).toEqual(expected);
  });
});

describe('an entry that gets another client', () => {
  const tenants = (again: string): string =>
    `export class Tenants { #clients = new Map<string, Redis>();
      open(id: string) { this.#clients.set(id, new Redis(id)); }
      ${again}
      get(id: string) { return this.#clients.get(id)?.get(id); }
      async close() { for (const each of this.#clients.values()) await each.quit(); } }`;
  const REPLACED =
    '`Tenants` puts another client into `this.#clients` in `reopen()` while the one before is open: nothing calls `quit()` first.';

  it('is reported where a method does it again', () => {
    expect(messages(tenants('reopen(id: string) { this.#clients.set(id, new Redis(id)); }'))).toEqual([REPLACED]);
  });

  it.each([
    [
      'ended before',
      'async reopen(id: string) { await this.#clients.get(id)?.quit(); this.#clients.set(id, new Redis(id)); }',
    ],
    [
      'only if there is none',
      'reopen(id: string) { if (!this.#clients.has(id)) this.#clients.set(id, new Redis(id)); }',
    ],
    ['by a name that does it once', 'add(id: string) { this.#clients.set(id, new Redis(id)); }'],
  ])('is silent: %s', (_, again) => {
    expect(messages(tenants(again))).toEqual([]);
  });
});

describe('a field that only listens', () => {
  const feed = (field: string): string =>
    `export class Feed { private pool = new Pool(); ${field} = new Redis();
      constructor() { this.news.on('message', console.log); }
      count() { return this.pool.query('select 1'); } async close() { await this.pool.end(); } }`;

  it('is reported where nobody else can reach it', () => {
    expect(messages(feed('private news'))).toEqual([
      '`Feed` opens `this.news`, and its `close()` does not close it: nothing calls `this.news.quit()`.',
    ]);
  });

  it('is silent where others may have it', () => {
    expect(messages(feed('news'))).toEqual([]);
  });
});

describe('an entry that is let go', () => {
  const module = (leave: string, open = 'clients.set(id, new Redis(id));'): string =>
    `const clients = new Map<string, Redis>(); export function open(id: string) { ${open} } ${leave}`;
  const LET_GO = '`leave()` keeps clients in `clients` and lets them go without closing them: nothing calls `quit()`.';

  it.each([
    ['by its key', module('export function leave(id: string) { clients.delete(id); }'), LET_GO],
    [
      'by what it is connected to',
      `const clients: Redis[] = []; export const open = (host: string) => { clients.push(new Redis(host)); };
       export function leave(host: string) { clients.forEach((each, i) => { if (each.options.host === host) clients.splice(i, 1); }); }`,
      LET_GO,
    ],
    [
      'of an object',
      `const clients = {}; export function open(id) { clients[id] = new Redis(id); } export const leave = (id) => { delete clients[id]; };`,
      LET_GO,
    ],
    [
      'of a class that closes the others',
      `export class Tenants { #clients = new Map<string, Redis>(); open(id: string) { this.#clients.set(id, new Redis(id)); }
        leave(id: string) { this.#clients.delete(id); } async close() { for (const each of this.#clients.values()) await each.quit(); } }`,
      '`Tenants` keeps clients in `this.#clients` and lets them go without closing them: nothing calls `quit()`.',
    ],
    [
      'that was looked for before it was made',
      `export class Tenants { clients = new Map<string, Redis>();
        add(id: string) { let client = this.clients.get(id); if (!client) { client = new Redis(id); this.clients.set(id, client); } return client.incr('added'); }
        leave(id: string) { this.clients.delete(id); } }`,
      '`Tenants` keeps clients in `this.clients` and lets them go without closing them: nothing calls `quit()`.',
    ],
  ])('is reported: %s', (_, code, expected) => {
    expect(messages(code)).toEqual([expected]);
  });

  it.each([
    [
      'closed',
      module('export async function leave(id: string) { await clients.get(id)?.quit(); clients.delete(id); }'),
    ],
    ['closed by a helper', module('export function leave(id: string) { closeOf(id); clients.delete(id); }')],
    [
      'the caller has it',
      module(
        'export function leave(id: string) { clients.delete(id); }',
        'const client = new Redis(id); clients.set(id, client); return client;',
      ),
    ],
    [
      'the caller can ask for it',
      `${module('export function leave(id: string) { clients.delete(id); }')} export function get(id: string) { return clients.get(id); }`,
    ],
    ['it is dead', module('export function onClosed(id: string) { clients.delete(id); }')],
    [
      'it is dead by then',
      module(
        'function leave(id: string) { clients.delete(id); }',
        "const client = new Redis(id); client.on('end', () => leave(id)); clients.set(id, client);",
      ),
    ],
    [
      'given to its caller',
      module('export function leave(id: string) { const client = clients.get(id); clients.delete(id); keep(client); }'),
    ],
    [
      'it failed',
      `const clients = new Map<string, Redis>(); export async function open(id: string) { clients.set(id, new Redis(id)); try { await probe(id); } catch { clients.delete(id); } }`,
    ],
  ])('is silent: %s', (_, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('a client that stays in its field when the method that opened it fails', () => {
  const TRIED = 'this.pool = new Pool({ connectionString: url }); await this.pool.query("select 1");';
  const store = (
    { caught = 'console.error(error); throw error;', tried = TRIED, name = 'connect', finallyDo = '' } = {},
    more = '',
    head = 'export class Store',
  ): string =>
    `${head} { pool?: Pool;
      async ${name}(url: string) { try { ${tried} } catch (error) { ${caught} } ${finallyDo} }
      find(id: string) { return this.pool?.query(id); } ${more}
      async disconnect() { await this.pool?.end(); this.pool = undefined; } }`;
  const FAILED =
    '`Store` leaves `this.pool` open when its `connect()` fails: the `catch` throws the error on without calling `this.pool.end()`.';

  it.each([
    ['it is used', store()],
    ['another error is thrown', store({ caught: 'throw new Error("No database.", { cause: error });' })],
    [
      'a connection is tried',
      store({ tried: 'this.pool = new Pool({ connectionString: url }); (await this.pool.connect()).release();' }),
    ],
    [
      'a caller only says so',
      store({}, 'async ready(url: string) { try { await this.connect(url); } catch { return false; } return true; }'),
    ],
  ])('is reported: %s', (_, code) => {
    expect(messages(code)).toEqual([FAILED]);
  });

  it.each([
    ['it is closed', store({ caught: 'await this.pool?.end(); throw error;' })],
    ['it is closed in any case', store({ finallyDo: 'finally { await this.pool?.end(); }' })],
    ['it is closed by a helper', store({ caught: 'await this.disconnect(); throw error;' })],
    ['a function closes it', store({ caught: 'await closeQuietly(this); throw error;' })],
    ['the error ends there', store({ caught: 'console.error(error);' })],
    ['nothing fails behind it', store({ tried: 'await probe(url); this.pool = new Pool({ connectionString: url });' })],
    ['nothing is waited for', store({ tried: 'this.pool = new Pool({ connectionString: url });' })],
    ['its name says nothing of connecting', store({ name: 'migrate' })],
    ['it was asked for before', store({ tried: `if (this.pool) return; ${TRIED}` })],
    [
      'a caller ends it',
      store(
        {},
        'async ready(url: string) { try { await this.connect(url); } catch { await this.disconnect(); return false; } return true; }',
      ),
    ],
    ['a base class may see to it', store({}, '', 'export class Store extends Base')],
    ['the process ends', store({ caught: 'process.exitCode = 1; process.exit(1); throw error;' })],
  ])('is silent: %s', (_, code) => {
    expect(messages(code)).toEqual([]);
  });
});
