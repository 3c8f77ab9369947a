import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import rule from '../../src/rules/consistent-keep-alive.ts';
import { lint } from '../support/linting.ts';

/** Packages, each of which is a project of its own. */
const FILES: Readonly<Record<string, string>> = {
  'service/package.json': '{ "private": true, "scripts": { "start": "node dist/main.js" }, "workspaces": [] }',
  'service/src/config.ts': 'export const PORT = 3000;\nexport const config = { port: 3000 };\n',
  'service/src/app.ts': "import express from 'express';\nimport './trust.js';\nexport const app = express();\n",
  'service/src/plain.ts': "import express from 'express';\nexport const app = express();\n",
  'service/src/trust.ts': "export const behind = (app) => { app.set('trust proxy', 1); };\n",
  'service/src/ip.ts': "export const ip = (request) => request.headers['x-forwarded-for'] ?? request.ip;\n",
  'tuned/package.json': '{ "private": true, "workspaces": [] }',
  'tuned/src/tune.ts': 'export const tune = (server) => { server.keepAliveTimeout = 65_000; };\n',
  'clients/package.json': '{ "private": true, "workspaces": [] }',
  'clients/src/agent.ts':
    "import { Agent } from 'undici';\nexport const agent = new Agent({ keepAliveTimeout: 10_000 });\n",
  'library/package.json': '{ "name": "served", "main": "index.js", "workspaces": [] }',
  'tool/package.json': '{ "private": true, "bin": "cli.js", "scripts": { "start": "node cli.js" }, "workspaces": [] }',
  'desk/package.json': '{ "private": true, "dependencies": { "electron": "40.0.0" }, "workspaces": [] }',
  'platform/package.json': '{ "private": true, "workspaces": [] }',
  'platform/Procfile': 'web: node server.js\n',
  'anew/package.json': '{ "private": true, "workspaces": [] }',
  'anew/docker/nginx.conf': 'server {\n  location / {\n    proxy_pass http://localhost:3000;\n  }\n}\n',
  'kept/package.json': '{ "private": true, "workspaces": [] }',
  'kept/docker/nginx.conf':
    'upstream app {\n  server app:3000;\n  keepalive 16;\n}\nserver {\n  location / {\n    proxy_pass http://app;\n  }\n}\n',
  'static/package.json': '{ "private": true, "workspaces": [] }',
  'static/docker/nginx.conf': 'server {\n  root /srv;\n}\n',
};

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-deployed-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

interface Run {
  readonly options?: object;
  readonly at?: string;
}

function reports(code: string, { options, at = 'service/src/main.ts' }: Run = {}) {
  const filename = join(root, at);
  mkdirSync(dirname(filename), { recursive: true });
  writeFileSync(filename, code);
  const config = { languageOptions: { parser: typescript } };
  const found = lint(rule, code, { config, cwd: join(root, at.split('/')[0] ?? ''), filename, options });
  rmSync(filename);
  return found;
}

const ids = (code: string, run?: Run) => reports(code, run).map(({ messageId }) => messageId);

function suggested(code: string, run?: Run): string | undefined {
  const fix = reports(code, run)[0]?.suggestions?.[0]?.fix;
  return fix && code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}

const EXPRESS = "import express from 'express';\nconst app = express();\napp.get('/', home);\n";
const HTTP =
  "import http from 'node:http';\nimport { app } from './plain.js';\nconst server = http.createServer(app);\n";
const NEST = "import { NestFactory } from '@nestjs/core';\n";
const HONO = "import { serve } from '@hono/node-server';\n";

describe('services whose port is given from outside', () => {
  it.each([
    ['the environment', `${EXPRESS}app.listen(process.env.PORT);`],
    [
      'the environment, with something else in its place',
      `${EXPRESS}const port = Number(process.env.PORT) || 4000;\napp.listen(port, ready);`,
    ],
    ['the environment, taken apart', `${EXPRESS}const { PORT = 3000 } = process.env;\napp.listen(PORT);`],
    ['the environment, in brackets', `${EXPRESS}app.listen(process.env['HTTP_PORT'] ?? 8080);`],
    ['a function that reads it', `${EXPRESS}app.listen(normalize(process.env.PORT || '3000'));`],
    ['the configuration', `${EXPRESS}import { config } from './config.js';\napp.listen(config.port);`],
    ['a part of it', `${EXPRESS}import config from './config.js';\napp.listen(config.server.port);`],
    ['a name of it', `${EXPRESS}import { PORT } from './config.js';\napp.listen(PORT);`],
    [
      'a service that reads it',
      `${NEST}async function start() { const app = await NestFactory.create(Root); await app.listen(app.get(ConfigService).get('PORT')); }`,
    ],
    [
      'an application by its type',
      "import express from 'express';\nexport class Api { app: express.Application; constructor(options) { this.app = options.app; this.cfg = options.cfg; } start() { return this.app.listen(this.cfg.port); } }",
    ],
    [
      'an application that a constructor is given',
      "import type { Express } from 'express';\nexport class Api { constructor(private readonly app: Express) {} start() { this.app.listen(process.env.PORT); } }",
    ],
    ['a server', `${HTTP}server.listen({ port: Number(process.env.PORT) });`],
    [
      'the one of two servers that leaves TLS to others',
      `import https from 'node:https';\n${HTTP}const one = key ? https.createServer({ key }, app) : http.createServer(app);\none.listen(process.env.PORT);`,
    ],
    ['Hono', `${HONO}serve({ fetch: app.fetch, port: Number(process.env.PORT) });`],
    ['all interfaces, by name', `${EXPRESS}app.listen(3000, '0.0.0.0');`],
  ])('%s', (_name, code) => {
    expect(ids(code)).toEqual(['deployed']);
    // What is only likely is for those who ask for it.
    expect(ids(code, { options: { proxy: 'trusted' } })).toEqual([]);
    expect(ids(code, { options: { proxy: 'none' } })).toEqual([]);
  });

  it('are told in words', () => {
    expect(reports(`${EXPRESS}app.listen(process.env.PORT);`)[0]?.message).toBe(
      'Nothing sets `keepAliveTimeout`: the server closes idle connections after 5 s, while what stands in front of a deployed service usually keeps them for 60 s.',
    );
  });

  it('may be run by a platform', () => {
    expect(ids(`${EXPRESS}app.listen(3000);`, { at: 'platform/server.js' })).toEqual(['deployed']);
    expect(ids(`${EXPRESS}app.listen(3000);`)).toEqual([]);
  });

  it.each([
    ['a number', `${EXPRESS}app.listen(3000);`],
    ['a parameter', `${EXPRESS}export const start = (options) => app.listen(options.port);`],
    ['something that it has beside', `${EXPRESS}app.listen(process.env.METRICS_PORT);`],
    ['a neighbour of it', `${EXPRESS}import config from './config.js';\napp.listen(config.ollama.port);`],
    ['this machine alone', `${EXPRESS}app.listen(process.env.PORT, 'localhost');`],
    ['developers', `import chokidar from 'chokidar';\n${EXPRESS}app.listen(process.env.PORT);`],
    ['a development server', `${EXPRESS}export function startDevServer() { app.listen(process.env.PORT); }`],
    [
      'all but production',
      `${EXPRESS}if (process.env.NODE_ENV !== 'production') app.listen(process.env.PORT);\nexport default app;`,
    ],
    ['metrics', `import express from 'express';\nconst metrics = express();\nmetrics.listen(process.env.PORT);`],
    [
      'TLS of its own',
      `import https from 'node:https';\nhttps.createServer({ key }, answer).listen(process.env.PORT);`,
    ],
    [
      'upgrades alone',
      "import http from 'node:http';\nconst server = http.createServer();\nserver.on('upgrade', accept);\nserver.listen(process.env.PORT);",
    ],
    [
      'upgrades beside an empty application',
      "import express from 'express';\nimport http from 'node:http';\nconst app = express();\nconst server = http.createServer(app);\nsockets(server);\nserver.listen(process.env.PORT);",
    ],
    [
      'whoever calls it',
      `import serverless from 'serverless-http';\n${EXPRESS}export const handler = serverless(app);\napp.listen(process.env.PORT);`,
    ],
  ])('are not there for %s', (_name, code) => {
    expect(ids(code)).toEqual([]);
  });

  it.each([
    ['a library', 'library/src/serve.ts'],
    ['a command line', 'tool/src/serve.ts'],
    ['a desktop program', 'desk/src/serve.ts'],
    ['a server for developers', 'service/src/dev-server.ts'],
    ['a mock', 'service/mocks/api.ts'],
    ['an example', 'service/examples/api.ts'],
    ['a project that sets the time elsewhere', 'tuned/src/main.ts'],
  ])('are not %s', (_name, at) => {
    expect(ids(`${EXPRESS}app.listen(process.env.PORT);`, { at })).toEqual([]);
  });

  it('are not helped by a client that keeps connections', () => {
    expect(ids(`${EXPRESS}app.listen(process.env.PORT);`, { at: 'clients/src/main.ts' })).toEqual(['deployed']);
  });
});

describe('services that trust a proxy', () => {
  it.each([
    [
      'in a file that is imported by one that is imported',
      `import { app } from './app.js';\n${HTTP}server.listen(80);`,
    ],
    ['switched on', `${EXPRESS}app.enable('trust proxy');\napp.listen(3000);`],
    [
      'what the proxy writes',
      `${EXPRESS}app.use((req) => log(req.get('X-Forwarded-For'.toLowerCase()), req.get('x-forwarded-for')));\napp.listen(3000);`,
    ],
    ['what the proxy writes, in an imported file', `import { ip } from './ip.js';\n${EXPRESS}app.listen(3000);`],
    [
      'in both arms of a branch, once',
      `${EXPRESS}app.set('trust proxy', true);\nif (host) app.listen(3000, host);\nelse app.listen(3000);`,
    ],
  ])('%s', (_name, code) => {
    expect(ids(code, { options: { proxy: 'trusted' } })).toEqual(['assumed']);
  });

  it.each([
    ['switched off', `${EXPRESS}app.set('trust proxy', false);\napp.listen(3000);`],
    ['only asked for', `${EXPRESS}log(app.get('trust proxy'));\napp.listen(3000);`],
    ['a header that it writes itself', `${EXPRESS}headers['x-forwarded-for'] = ip;\napp.listen(3000);`],
    [
      'one of several servers, in another file',
      `import { behind } from './trust.js';\n${EXPRESS}const admin = express();\nadmin.get('/', home);\napp.listen(3000);\nadmin.listen(4000);`,
    ],
    [
      'a server that ends TLS',
      `import https from 'node:https';\n${EXPRESS}app.set('trust proxy', 1);\nhttps.createServer({ key }, app).listen(443);`,
    ],
    [
      'what another file sets',
      `import { tune } from './tune.js';\n${EXPRESS}app.set('trust proxy', 1);\ntune(app.listen(3000));`,
      'tuned/src/main.ts',
    ],
  ])('is not %s', (_name, code, at = 'service/src/main.ts') => {
    expect(ids(code, { options: { proxy: 'trusted' }, at })).toEqual([]);
  });

  it('in a library too, where the file itself says so', () => {
    const code = `${EXPRESS}app.set('trust proxy', 1);\napp.listen(3000);`;
    expect(ids(code, { at: 'library/src/serve.ts' })).toEqual(['assumed']);
    expect(
      ids(`${EXPRESS}log(req.get('x-forwarded-for'));\napp.listen(3000);`, { at: 'library/src/serve.ts' }),
    ).toEqual([]);
  });
});

describe('projects that bring their proxy', () => {
  it.each([
    ['one that keeps nothing', 'anew', []],
    ['one that keeps connections', 'kept', ['assumed']],
    ['one that passes nothing on', 'static', ['assumed']],
  ])('%s', (_name, folder, expected) => {
    const code = `${EXPRESS}app.set('trust proxy', 1);\napp.listen(3000);`;
    expect(ids(code, { at: `${folder}/src/main.ts`, options: { proxy: 'trusted' } })).toEqual(expected);
    // Who says what stands in front knows better.
    expect(ids(code, { at: `${folder}/src/main.ts`, options: { proxy: 'aws-alb' } })).toEqual(['unset']);
  });
});

describe('edits for what listens', () => {
  const told = { options: { proxy: 'aws-alb' } };

  it('name the server that nobody has named', () => {
    expect(suggested(`${EXPRESS}app.listen(3000, () => log('up'));`, told)).toBe(
      `${EXPRESS}const server = app.listen(3000, () => log('up'));\nserver.keepAliveTimeout = 65_000;`,
    );
    expect(suggested(`${EXPRESS}const server = 1;\napp.listen(3000)\nlog(server)`, told)).toBe(
      `${EXPRESS}const server = 1;\nconst server2 = app.listen(3000)\nserver2.keepAliveTimeout = 65_000;\nlog(server)`,
    );
  });

  it('use the name that it has', () => {
    expect(suggested(`${EXPRESS}const web = app.listen(3000);`, told)).toBe(
      `${EXPRESS}const web = app.listen(3000);\nweb.keepAliveTimeout = 65_000;`,
    );
    expect(suggested(`${EXPRESS}let web;\nweb = app.listen(3000);`, told)).toBe(
      `${EXPRESS}let web;\nweb = app.listen(3000);\nweb.keepAliveTimeout = 65_000;`,
    );
    const field =
      "import type { Express } from 'express';\nexport class Api {\n  constructor(private app: Express) {}\n  start() {\n    this.server = this.app.listen(80);\n  }\n}";
    expect(suggested(field, told)).toBe(
      field.replace('listen(80);', 'listen(80);\n    this.server.keepAliveTimeout = 65_000;'),
    );
  });

  it('ask Nest for its server', () => {
    const code = `${NEST}const app = await NestFactory.create(Root);\nawait app.listen(3000);`;
    expect(suggested(code, told)).toBe(
      `${NEST}const app = await NestFactory.create(Root);\napp.getHttpServer().keepAliveTimeout = 65_000;\nawait app.listen(3000);`,
    );
  });

  it.each([
    ['an expression', `${EXPRESS}export const start = () => app.listen(3000);`],
    ['a branch without braces', `${EXPRESS}if (ready) app.listen(3000);`],
    ['a declaration of several', `${EXPRESS}const web = app.listen(3000), more = 1;`],
    ['Hono, whose server may be another', `${HONO}serve({ fetch: app.fetch, port: 3000 });`],
  ])('are none for %s', (_name, code) => {
    expect(ids(code, told)).toEqual(['unset']);
    expect(suggested(code, told)).toBeUndefined();
  });
});
