import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import rule from '../../src/rules/no-per-request-client.ts';
import { fixed, lint } from '../support/linting.ts';

const config = { languageOptions: { parser: typescript, parserOptions: { ecmaFeatures: { jsx: true } } } };

function messages(
  code: string,
  filename = 'src/file.ts',
  more: { readonly settings?: unknown; readonly options?: unknown } = {},
): string[] {
  return lint(rule, code, { config, filename, ...more }).map(({ message }) => message);
}

const PG = "import { Pool } from 'pg';\n";
const BUILD = "const pool = new Pool({ max: 5 }); return pool.query('select 1');";

describe('handlers that are reported', () => {
  it.each([
    ['Express', "import express from 'express'; const app = express(); app.get('/', async (req, res) => { BUILD });"],
    [
      'Express',
      "const express = require('express'); const router = express.Router(); router.use(async (req, res, next) => { BUILD });",
    ],
    ['Express', "import { Router } from 'express'; Router().post('/', check, wrap(async (req, res) => { BUILD }));"],
    ['Express', "import express from 'express'; express().get('/', list); async function list() { BUILD }"],
    [
      'Express',
      "import type { Request, Response } from 'express'; export async function list(req: Request, res: Response) { BUILD }",
    ],
    [
      'Express',
      "import type { RequestHandler } from 'express'; export const list: RequestHandler = async (req, res) => { BUILD };",
    ],
    ['HTTP', "module.exports = (app) => { app.get('/users', async (req, res) => { BUILD }); };"],
    ['HTTP', 'export async function authorize(req, next) { const id = req.query.id; BUILD }'],
    ['HTTP', 'export async function answer(request: Request): Promise<Response> { BUILD }'],
    ['Fastify', "import Fastify from 'fastify'; const app = Fastify(); app.get('/', async () => { BUILD });"],
    [
      'Fastify',
      "import Fastify from 'fastify'; Fastify().route({ method: 'GET', url: '/', handler: async () => { BUILD } });",
    ],
    ['Fastify', "import Fastify from 'fastify'; Fastify().addHook('onRequest', async () => { BUILD });"],
    [
      'Fastify',
      "import type { FastifyInstance } from 'fastify'; export function routes(app: FastifyInstance) { app.get('/', async () => { BUILD }); }",
    ],
    ['Koa', "import Koa from 'koa'; new Koa().use(async (ctx) => { BUILD });"],
    ['Hono', "import { Hono } from 'hono'; new Hono().get('/a', (c) => c.text('')).get('/b', async (c) => { BUILD });"],
    [
      'Remix',
      "import type { LoaderFunctionArgs } from '@remix-run/node'; export async function loader({ params }: LoaderFunctionArgs) { BUILD }",
    ],
    [
      'SvelteKit',
      "import type { PageServerLoad } from './$types'; export const load: PageServerLoad = async () => { BUILD };",
    ],
    ['h3', 'export default defineEventHandler(async (event) => { BUILD });'],
    [
      'NestJS',
      "import { Controller, Get } from '@nestjs/common'; @Controller() export class Users { @Get() async list() { BUILD } }",
    ],
    [
      'NestJS',
      "import { Processor, WorkerHost } from '@nestjs/bullmq'; @Processor('mail') export class Mails extends WorkerHost { async process(job) { BUILD } }",
    ],
    [
      'NestJS',
      "import { CanActivate } from '@nestjs/common'; export class Guard implements CanActivate { async canActivate() { BUILD } }",
    ],
    [
      'tRPC',
      "import { publicProcedure } from './trpc'; export const list = publicProcedure.input(schema).query(async () => { BUILD });",
    ],
    ['GraphQL', 'export const resolvers = { Query: { users: async () => { BUILD } } };'],
    [
      'GraphQL',
      "import { startStandaloneServer } from '@apollo/server/standalone'; startStandaloneServer(server, { context: async () => { BUILD } });",
    ],
    ['Express', 'export default async (req, res, next) => { BUILD; return next(); };'],
    ['Express', 'module.exports = async (req, res, next) => { BUILD; return next(); };'],
    ['Lambda', 'export const handler = async (event) => { BUILD };'],
    ['Lambda', 'exports.handler = async (event, context) => { BUILD };'],
    ['Lambda', "import middy from '@middy/core'; export const run = middy(async (request) => { BUILD });"],
    ['Lambda', "import type { SQSHandler } from 'aws-lambda'; export const run: SQSHandler = async () => { BUILD };"],
    ['Lambda', "/** @param {import('aws-lambda').SQSEvent} event */\nexport async function run(event) { BUILD }"],
    [
      'Lambda',
      "import middy from '@middy/core'; export const run = middy().use(parser()).handler(async () => { BUILD });",
    ],
    [
      'Azure Functions',
      "import { app } from '@azure/functions'; app.http('list', { handler: async () => { BUILD } });",
    ],
    [
      'Cloud Functions',
      "import functions from '@google-cloud/functions-framework'; functions.http('list', async (req, res) => { BUILD });",
    ],
    [
      'Cloud Functions',
      "import { onRequest } from 'firebase-functions/v2/https'; export const list = onRequest(async () => { BUILD });",
    ],
    [
      'Cloud Functions',
      "import * as functions from 'firebase-functions/v1'; export const clean = functions.pubsub.schedule('every 5 minutes').onRun(async () => { BUILD });",
    ],
    [
      'Cloud Functions',
      "import * as functions from 'firebase-functions'; export const list = functions.region('europe-west1').https.onCall(async () => { BUILD });",
    ],
    [
      'Vercel',
      "import type { VercelRequest } from '@vercel/node'; export default async function list(request: VercelRequest) { BUILD }",
    ],
    ['Bun.serve', 'Bun.serve({ async fetch(request) { BUILD } });'],
    ['Bun.serve', "import { serve } from 'bun'; serve({ async fetch(request) { BUILD } });"],
    ['Deno.serve', 'Deno.serve(async () => { BUILD });'],
    ['HTTP', "import http from 'node:http'; http.createServer(async (request, response) => { BUILD }).listen(80);"],
    [
      'gRPC',
      "import { Server } from '@grpc/grpc-js'; const server = new Server(); server.addService(def, { async list(call, done) { BUILD } });",
    ],
    [
      'MCP',
      "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'; const server = new McpServer({}); server.tool('list', {}, async () => { BUILD });",
    ],
    ['BullMQ', "import { Worker } from 'bullmq'; new Worker('mail', async () => { BUILD });"],
    ['Kafka', 'export const start = (consumer) => consumer.run({ eachMessage: async () => { BUILD } });'],
    ['AMQP', "export const start = (channel) => channel.consume('mail', async (message) => { BUILD });"],
    ['MQTT', "import mqtt from 'mqtt'; mqtt.connect(url).on('message', async () => { BUILD });"],
    ['cron', "import cron from 'node-cron'; cron.schedule('* * * * *', async () => { BUILD });"],
    ['interval', 'setInterval(async () => { BUILD }, 1000);'],
    [
      'event',
      "import { EventEmitter } from 'node:events'; const bus = new EventEmitter(); bus.on('order', async () => { BUILD });",
    ],
  ])('%s: %s', (framework, code) => {
    const found = messages(PG + code.replace('BUILD', BUILD));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`it stands in the ${framework} handler`);
  });

  it.each([
    ['app/users/route.ts', 'export async function GET() { BUILD }'],
    ['src/pages/api/users.ts', 'export default async function list(request, response) { BUILD }'],
    ['pages/users.tsx', 'export async function getServerSideProps() { BUILD }'],
    ['app/users/page.tsx', 'export default async function Users() { BUILD }'],
    ['src/actions.ts', "'use server'; export async function save() { BUILD }"],
    ['app/routes/users.tsx', 'export async function loader() { BUILD }'],
    ['src/routes/users/+server.ts', 'export async function GET() { BUILD }'],
    ['src/routes/+page.server.ts', 'export const actions = { default: async () => { BUILD } };'],
  ])('exported from %s', (filename, code) => {
    const text = code.startsWith("'use") ? code.replace("'use server';", `'use server';\n${PG}`) : PG + code;
    expect(messages(text.replace('BUILD', BUILD), filename)).toHaveLength(1);
    expect(messages(text.replace("'use server';", '').replace('BUILD', BUILD), 'src/other.ts')).toEqual([]);
  });
});

const EXPRESS = `${PG}import express from 'express';\nconst app = express();\n`;

describe('the way to the construction', () => {
  it.each([
    [
      'a function',
      "app.get('/', (req, res) => list(res)); function list() { return open(); } function open() { return new Pool({}); }",
      '`list` is called from the Express handler on line 4, and leads to `open`',
    ],
    [
      'a constructor',
      "class Store { constructor() { this.pool = new Pool({}); } } app.get('/', () => new Store().list());",
      '`new Store` is called from the Express handler on line 4',
    ],
    [
      'a field',
      "class Store { pool = new Pool({}); } app.get('/', () => new Store().list());",
      '`new Store` is called',
    ],
    [
      'a method',
      "class Store { async list() { const pool = new Pool({}); return pool.query(''); } } app.get('/', () => new Store().list());",
      '`list` is called',
    ],
    [
      'an object',
      "const store = { list() { return new Pool({}).query(''); } }; app.get('/', () => store.list());",
      '`list` is called',
    ],
    [
      'a function that is added',
      "const store = {}; store.list = function () { return new Pool({}).query(''); }; app.get('/', () => store.list());",
      '`list` is called',
    ],
    [
      'a callback',
      "app.get('/', async () => { await Promise.all(ids.map(async () => { const pool = new Pool({}); await pool.query(''); })); });",
      'it stands in the Express handler',
    ],
    [
      'a fallback',
      "app.get('/', () => list(1)); function list(id, pool = new Pool({})) { return pool.query(id); }",
      '`list` is called',
    ],
    [
      'a fallback of options',
      "app.get('/', () => list(1, { limit: 5 })); function list(id, options) { const pool = options.pool ?? new Pool({}); return pool.query(id); }",
      '`list` is called',
    ],
  ])('%s', (_name, code, why) => {
    const found = messages(EXPRESS + code);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(why);
  });
});

describe('what only looks like it', () => {
  it.each([
    ['at module level', "const pool = new Pool({}); app.get('/', () => pool.query(''));"],
    [
      'kept by the module',
      "let pool; function db() { if (!pool) pool = new Pool({}); return pool; } app.get('/', () => db().query(''));",
    ],
    ['kept with ??=', "let pool; app.get('/', () => { pool ??= new Pool({}); return pool.query(''); });"],
    [
      'kept by way of a name',
      "let shared; app.get('/', () => { if (shared) return shared; const made = new Pool({}); shared = made; return made; });",
    ],
    [
      'kept in a map',
      "const pools = new Map(); app.get('/', (req) => { let pool = pools.get(req.params.id); if (!pool) { pool = new Pool({}); pools.set(req.params.id, pool); } return pool; });",
    ],
    [
      'kept in an object',
      "const pools = {}; function poolOf(id) { if (!pools[id]) pools[id] = new Pool({ id }); return pools[id]; } app.get('/', (req) => poolOf(req.params.id));",
    ],
    ['kept globally', "app.get('/', () => { globalThis.pool ??= new Pool({}); return globalThis.pool; });"],
    [
      'kept in a static',
      "class Db { static instance; static get() { if (!Db.instance) Db.instance = new Db(); return Db.instance; } pool = new Pool({}); } app.get('/', () => Db.get());",
    ],
    [
      'kept in a field of a singleton',
      "class Db { get() { return (this.pool ??= new Pool({})); } } const db = new Db(); app.get('/', () => db.get());",
    ],
    [
      'kept by the caller',
      "let pool; function open() { return new Pool({}); } app.get('/', () => { if (!pool) { pool = open(); } return pool; });",
    ],
    ['made once', "const open = once(() => new Pool({})); app.get('/', () => open());"],
    ['made by a memo', "app.get('/', (req) => cached(req.params.id, () => new Pool({})));"],
    [
      'in a closure',
      "function lazily() { let pool; return () => (pool ??= new Pool({})); } const db = lazily(); app.get('/', () => db());",
    ],
    [
      'when something is not ready',
      "let ready = false; app.get('/', () => { if (!ready) { ready = true; start(); } }); function start() { new Store(new Pool({})); }",
    ],
    [
      'behind what is set when it was done',
      "let ready = false; app.get('/', prepare); async function prepare() { if (ready) return; await new Pool({}).query(''); ready = true; }",
    ],
    [
      'behind a field that is set when it was done',
      "class Db { async prepare() { if (this.ready) return; await new Pool({}).query(''); this.ready = true; } } const db = new Db(); app.get('/', () => db.prepare());",
    ],
    [
      'by what is under way',
      "let loading; app.get('/', async () => { if (!loading) { loading = (async () => { try { await load(); } catch { loading = undefined; } })(); } await loading; }); async function load() { await new Pool({}).query(''); }",
    ],
    [
      'handed in',
      "app.get('/', (req) => list(req.pool)); function list(pool = new Pool({})) { return pool.query(''); }",
    ],
    [
      'handed in as an option',
      "app.get('/', (req) => list({ pool: req.pool })); function list(options) { const pool = options.pool ?? new Pool({}); return pool; }",
    ],
    ['registered', "app.get('/', () => registerPool(new Pool({})));"],
    ['a module that is a function of something else', 'export default (options) => { BUILD };'],
    [
      'by an exported function that nobody calls',
      'export async function list() { const pool = new Pool({}); try { return await pool.query(""); } finally { await pool.end(); } }',
    ],
    [
      'by a function that sets up the routes',
      "export function routes() { const pool = new Pool({}); app.get('/', () => pool.query('')); }",
    ],
    [
      'a connection that is tried out',
      "import { Client } from 'pg'; app.post('/try', async (req, res) => { const client = new Client(req.body); await client.connect(); await client.end(); });",
    ],
    ['a factory for a container', "export const providers = [{ provide: 'pool', useFactory: () => new Pool({}) }];"],
  ])('%s', (_name, code) => {
    expect(messages(EXPRESS + code)).toEqual([]);
  });

  it('is silent in tests, scripts and where nothing may be shared', () => {
    const code = `${EXPRESS}app.get('/', () => { ${BUILD} });`;
    expect(messages(code)).toHaveLength(1);
    expect(messages(code, 'test/app.test.ts')).toEqual([]);
    const looped = `export async function copy(rows) { for (const row of rows) { const pool = new Pool({ max: 1 }); await pool.query('', row); } }`;
    expect(messages(PG + looped)).toHaveLength(1);
    expect(messages(`#!/usr/bin/env node\n${PG}${looped}`)).toEqual([]);
    expect(messages(`#!/usr/bin/env node\n${code}`)).toHaveLength(1);
    expect(messages(code, 'src/file.ts', { settings: { runtime: 'worker' } })).toEqual([]);
    expect(messages(`${code}\nexport default { fetch(request, env, ctx) {} };`)).toEqual([]);
  });

  it.each([
    "let closed = false; export function close() { closed = true; } app.get('/', async () => { if (closed) return; BUILD });",
    "let ready = false; app.get('/', async (req) => { if (req.ready) return; BUILD; ready = true; });",
    "let ready = false; app.get('/', async () => { if (ready) console.log('again'); BUILD; ready = true; });",
    "const later = (work) => work; let ready; app.get('/', () => { if (!ready) { ready = 1; app.get('/x', async () => { BUILD }); } });",
  ])('is reported all the same: %s', (code) => {
    expect(messages(EXPRESS + code.replace('BUILD', BUILD))).toHaveLength(1);
  });

  it('knows subscribers', () => {
    const code =
      "import Redis from 'ioredis'; import express from 'express'; const app = express(); app.get('/events', (req, res) => { const redis = new Redis(); BODY });";
    expect(messages(code.replace('BODY', "redis.subscribe('news'); redis.on('message', send);"))).toEqual([]);
    expect(messages(code.replace('BODY', "return redis.get('news');"))).toHaveLength(1);
  });
});

describe('clients of one call', () => {
  const UNDICI = "import { Agent, ProxyAgent, fetch } from 'undici';\n";
  it.each([
    'export const load = (url) => fetch(url, { dispatcher: new Agent() });',
    'export async function load(url) { const dispatcher = new Agent(); const response = await fetch(url, { dispatcher }); return response.json(); }',
    'export async function load(url, proxy) { const options = {}; if (proxy) options.dispatcher = new ProxyAgent(proxy); return fetch(url, options); }',
    'export async function load(url, options) { if (options.proxy) options.dispatcher = proxied(options.proxy); return fetch(url, options); } function proxied(proxy) { return new ProxyAgent(proxy); }',
  ])('%s', (code) => {
    const found = messages(UNDICI + code);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('is there for one call: it is made for the request on line 2 alone');
  });

  it.each([
    'export const load = (url) => fetch(url, { dispatcher }); const dispatcher = new Agent();',
    'export function connect(base) { const dispatcher = new Agent(); return { load: (url) => fetch(base + url, { dispatcher }) }; }',
    'export function make() { return createFetch({ dispatcher: new Agent() }); }',
    'export class Api { constructor() { this.options = { dispatcher: new Agent() }; } load(url) { return fetch(url, this.options); } }',
    'async function main() { await fetch("https://example.com", { dispatcher: new Agent() }); } main();',
    'export async function load(url) { const dispatcher = new Agent(); try { return await text(fetch(url, { dispatcher })); } finally { await dispatcher.close(); } }',
  ])('but not %s', (code) => {
    expect(messages(UNDICI + code)).toEqual([]);
  });
});

describe('renders', () => {
  const QUERY = "import { QueryClient } from '@tanstack/react-query';\n";
  it.each([
    [
      'a component',
      'export function App({ children }) { const client = new QueryClient(); return <Provider client={client}>{children}</Provider>; }',
      'component',
    ],
    ['a component of an arrow', 'export const App = () => <Provider client={new QueryClient()} />;', 'component'],
    [
      'a component in the browser',
      "'use client';\nexport function App() { const client = new QueryClient(); return <Provider client={client} />; }",
      'component',
    ],
    [
      'a hook',
      'export function useClient() { const client = new QueryClient(); useEffect(() => {}, []); return client; }',
      'hook',
    ],
  ])('%s', (_name, code, who) => {
    const [found, ...more] = messages(
      code.startsWith("'use") ? code.replace('\n', `\n${QUERY}`) : QUERY + code,
      'src/app.tsx',
    );
    expect(found).toContain(`\`new QueryClient()\` runs at each render: it stands in the ${who} on line `);
    expect(more).toEqual([]);
  });

  it.each([
    [
      'state',
      'export function App() { const [client] = useState(() => new QueryClient()); return <Provider client={client} />; }',
    ],
    [
      'a ref',
      'export function App() { const client = useRef(new QueryClient()); return <Provider client={client.current} />; }',
    ],
    [
      'a memo',
      'export function App() { const client = useMemo(() => new QueryClient(), []); return <Provider client={client} />; }',
    ],
    [
      'one for each request on a server',
      "import express from 'express'; express().get('/', (req, res) => { const client = new QueryClient(); res.send(render(client)); });",
    ],
    [
      'a getter that keeps it in the browser',
      'const make = () => new QueryClient(); let kept; function get() { if (isServer) return make(); kept ??= make(); return kept; } export function App() { const client = get(); return <Provider client={client} />; }',
    ],
  ])('but not %s', (_name, code) => {
    expect(messages(QUERY + code, 'src/app.tsx')).toEqual([]);
  });
});

describe('loops', () => {
  it.each([
    'export async function copy(rows) { for (const row of rows) { const pool = new Pool({ max: 1 }); await pool.query("insert", row); await pool.end(); } }',
    'export async function copy(rows) { await Promise.all(rows.map(async (row) => { const pool = new Pool({ max: 1 }); await pool.query("insert", row); })); }',
  ])('%s', (code) => {
    expect(messages(PG + code)).toEqual([expect.stringContaining('runs again and again: the loop on line 2')]);
  });

  it.each([
    'export function open(urls) { for (const url of urls) { const pool = new Pool({ url }); pool.query(""); } }',
    'export function open(names) { const pools = []; for (const name of names) { const pool = new Pool({}); pools.push(pool); } return pools; }',
    'export async function open() { while (true) { const pool = new Pool({}); await pool.query(""); } }',
    'export async function open(tries) { for (const n of tries) { const pool = new Pool({}); if (await works(pool)) return pool; } }',
  ])('but not %s', (code) => {
    expect(messages(PG + code)).toEqual([]);
  });
});

describe('messages', () => {
  const at = (body: string, imports = ''): string[] =>
    messages(
      `${imports}import express from 'express';\nconst app = express();\napp.get('/', async (req, res) => { ${body} });`,
    );

  it('name the pool where a connection may not be shared', () => {
    expect(
      at(
        "const client = new Client(); await client.connect(); await client.query('');",
        "import { Client } from 'pg';\n",
      ),
    ).toEqual([
      '`new Client()` runs for each request: it stands in the Express handler on line 4. Share one `pg.Pool` and take connections from it.',
    ]);
  });

  it('advise one for each key where the arguments come with the request', () => {
    expect(at('return new Pool({ database: req.params.id }).query("");', PG)).toEqual([
      '`new Pool()` runs for each request: it stands in the Express handler on line 4. Keep one pool for each set of arguments, and share that.',
    ]);
  });

  it('advise to end what has the credentials of the caller, and never to share it', () => {
    const code = `import { S3Client } from '@aws-sdk/client-s3';\n${EXPRESS}app.get('/', async (req, res) => { const client = new S3Client({ region: 'x', credentials: { accessKeyId: req.body.id, secretAccessKey: req.body.key } }); res.json(await client.send(command)); });`;
    const [message, ...more] = lint(rule, code, { config, filename: 'src/a.ts' });
    expect(more).toEqual([]);
    expect(message?.message).toMatch(
      /with credentials that come with it: .* End it with `destroy\(\)` when the work is done, or keep one client for each set of credentials\.$/,
    );
    expect(message?.fix).toBeUndefined();
    expect(messages(code.replaceAll('req.body', 'process.env'))).toEqual([
      expect.stringContaining('Build one client when the module is loaded'),
    ]);
  });

  it('stand at the callee', () => {
    const [found] = lint(rule, `${EXPRESS}app.get('/', () => {\n  return new Pool({}).query('');\n});`, {
      config,
      filename: 'src/a.ts',
    });
    expect(found).toMatchObject({ line: 5, column: 14, endColumn: 18, messageId: 'shared' });
  });
});

describe('options and settings', () => {
  const code = `${PG}export async function list() { const pool = new Pool({ max: 1 }); try { return await pool.query(''); } finally { await pool.end(); } }`;

  it('perCall counts exported functions that open and close', () => {
    expect(messages(code, 'src/a.ts', { options: { perCall: true } })).toEqual([
      '`new Pool()` runs in each call of `list`: it is closed again on line 2. Build one pool and share it.',
    ]);
    expect(messages(code.replace('export ', ''), 'src/a.ts', { options: { perCall: true } })).toEqual([]);
  });

  it('handlers describe what else calls functions', () => {
    const text = `${PG}import { route } from '@acme/web';\nroute('/users', async () => { ${BUILD} });`;
    const handlers = [{ name: 'Acme', modules: ['@acme/web'], registrations: [{ methods: ['route'] }] }];
    expect(messages(text)).toEqual([]);
    expect(messages(text, 'src/a.ts', { settings: { handlers } })).toEqual([
      expect.stringContaining('the Acme handler on line 3'),
    ]);
    const jobs = [{ name: 'Acme', unit: 'job', exported: [{ names: ['run'], path: 'src/jobs/' }] }];
    expect(
      messages(`${PG}export async function run() { ${BUILD} }`, 'src/jobs/mail.ts', { settings: { handlers: jobs } }),
    ).toEqual([expect.stringContaining('runs for each job: it stands in the Acme handler')]);
  });
});

describe('edits', () => {
  it('fifty clients in fifty handlers converge', () => {
    const handlers = Array.from(
      { length: 50 },
      (_, i) =>
        `app.get('/${String(i)}', async (req, res) => {\n  const pool = new Pool({ max: ${String(i + 1)} });\n  const { rows } = await pool.query('select ${String(i)}');\n  res.json(rows);\n});\n`,
    );
    const output = fixed(rule, EXPRESS + handlers.join('\n'), { config, filename: 'src/a.ts' });
    expect(lint(rule, output, { config, filename: 'src/a.ts' })).toEqual([]);
    expect(output.match(/^const \w+ = new Pool\(/gm)).toHaveLength(50);
  });

  it('fifty clients with the same arguments become one', () => {
    const handlers = Array.from(
      { length: 50 },
      (_, i) =>
        `app.get('/${String(i)}', async (req, res) => {\n  const pool = new Pool({ max: 5 });\n  res.json(await pool.query('select ${String(i)}'));\n});\n`,
    );
    const output = fixed(rule, EXPRESS + handlers.join('\n'), { config, filename: 'src/a.ts' });
    expect(lint(rule, output, { config, filename: 'src/a.ts' })).toEqual([]);
    expect(output.match(/new Pool\(/g)).toHaveLength(1);
  });

  it.each([
    [
      'a client that has to connect',
      "import { createClient } from 'redis';",
      `app.get('/', async (req, res) => {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', console.error);
  await client.connect();
  try {
    res.json(await client.get('a'));
  } finally {
    await client.quit();
  }
});`,
      `const openClient = async () => {
  const client = createClient({ url: process.env.REDIS_URL });
  client.on('error', console.error);
  await client.connect();
  return client;
};
let sharedClient: ReturnType<typeof openClient> | undefined;
const getClient = () =>
  (sharedClient ??= openClient().catch((error: unknown) => {
    sharedClient = undefined;
    throw error;
  }));

app.get('/', async (req, res) => {
  const client = await getClient();
  res.json(await client.get('a'));
});`,
    ],
    [
      'a connection that comes with a promise',
      "import { connect } from 'amqplib';",
      `app.get('/', async (req, res) => {
  const connection = await connect('amqp://localhost');
  const channel = await connection.createChannel();
  channel.sendToQueue('a', Buffer.from('b'));
  await connection.close();
});`,
      `const openConnection = async () => {
  const connection = await connect('amqp://localhost');
  return connection;
};
let sharedConnection: ReturnType<typeof openConnection> | undefined;
const getConnection = () =>
  (sharedConnection ??= openConnection().catch((error: unknown) => {
    sharedConnection = undefined;
    throw error;
  }));

app.get('/', async (req, res) => {
  const connection = await getConnection();
  const channel = await connection.createChannel();
  channel.sendToQueue('a', Buffer.from('b'));
});`,
    ],
  ])('suggest that %s connects once', (_name, imports, code, expected) => {
    const text = `${imports}\nimport express from 'express';\nconst app = express();\n`;
    const [message] = lint(rule, text + code, { config, filename: 'src/a.ts' });
    const [suggestion] = message?.suggestions ?? [];
    expect(suggestion?.desc).toMatch(/^Connect once, in `get\w+\(\)`, and wait for that\.$/);
    const [start = 0, end = 0] = suggestion?.fix.range ?? [];
    expect((text + code).slice(0, start) + (suggestion?.fix.text ?? '') + (text + code).slice(end)).toBe(
      text + expected,
    );
  });

  it('but not where its listeners need the request', () => {
    const text = `import { createClient } from 'redis';\nimport express from 'express';\nexpress().get('/', async (req, res) => {
  const client = createClient();
  client.on('error', (error) => res.json(error));
  await client.connect();
  res.json(await client.get('a'));
});`;
    const [message] = lint(rule, text, { config, filename: 'src/a.ts' });
    expect(message?.message).toContain('`createClient()` runs for each request');
    expect(message?.suggestions ?? []).toEqual([]);
  });

  it('never leaves the shared client to be ended by a request: the outage', () => {
    const code = `${EXPRESS}app.get('/', async (req, res) => {\n  const pool = new Pool({ max: 5 });\n  const { rows } = await pool.query('select 1');\n  await audit(rows);\n  await pool.end();\n  res.json(rows);\n});\n`;
    const linter = new Linter();
    const names = ['no-per-request-client', 'require-client-disposal'];
    for (const order of [names, names.toReversed()]) {
      const rules = Object.fromEntries(order.map((name) => [`pool-hygiene/${name}`, 'error' as const]));
      const all = { 'pool-hygiene': plugin as unknown as NonNullable<Linter.Config['plugins']>[string] };
      const { output } = linter.verifyAndFix(code, [{ files: ['**/*.ts'], ...config, plugins: all, rules }], {
        filename: 'src/a.ts',
      });
      expect(output).toContain('const pool = new Pool({ max: 5 });\n\napp.get(');
      expect(output).not.toMatch(/finally|pool\.end/);
    }
  });
});
