import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { afterAll, describe, expect, it } from 'vitest';

import { PROXIES } from '../../src/catalog/servers.ts';
import rule from '../../src/rules/consistent-keep-alive.ts';
import { fixed, lint } from '../support/linting.ts';

interface Run {
  readonly options?: object;
  readonly filename?: string;
  readonly cwd?: string;
}

const config = { languageOptions: { parser: typescript } };

/** A project that promises to run on a Node that counts idle time as time for headers. */
const OLD = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
writeFileSync(join(OLD, 'package.json'), '{ "engines": { "node": ">=12" } }');
const ON_OLD_NODE = { cwd: OLD, filename: join(OLD, 'file.ts') };

afterAll(() => {
  rmSync(OLD, { recursive: true });
});

function reports(code: string, { filename = 'src/file.ts', ...run }: Run = {}) {
  return lint(rule, code, { config, filename, ...run });
}

const messages = (code: string, run?: Run): string[] => reports(code, run).map(({ message }) => message);
const ids = (code: string, run?: Run) => reports(code, run).map(({ messageId }) => messageId);

/** The text after the first suggestion. */
function suggested(code: string, run?: Run): string | undefined {
  const fix = reports(code, run)[0]?.suggestions?.[0]?.fix;
  return fix && code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}

const HTTP = "import http from 'node:http';\nimport app from './app.js';\nconst server = http.createServer(app);\n";
const BEHIND_ALB = { options: { proxy: 'aws-alb' } };

describe('headers that time out before the connection does', () => {
  it.each([
    ['the same', `${HTTP}server.keepAliveTimeout = 65_000;\nserver.headersTimeout = 65_000;`],
    ['shorter', `${HTTP}server.headersTimeout = 10 * 1000;\nserver.keepAliveTimeout = 61 * 1000;`],
    ['by a constant', `const KEEP = 90_000;\n${HTTP}server.keepAliveTimeout = KEEP;\nserver.headersTimeout = KEEP;`],
    [
      'in the options',
      "import { createServer } from 'http';\nexport const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 60_000 }, imported);",
    ],
    [
      'of a server that listens',
      "import express from 'express';\nconst server = express().listen(80);\nserver.keepAliveTimeout = 120_000;\nserver.headersTimeout = 100_000;",
    ],
    [
      'of a server of Nest',
      'export async function start(app) { const server = app.getHttpServer(); server.keepAliveTimeout = 65_000; server.headersTimeout = 60_000; }',
    ],
    [
      'of a server of Fastify',
      'export const tune = (app) => { app.server.keepAliveTimeout = 65_000; app.server.headersTimeout = 60_000; };',
    ],
  ])('%s', (_name, code) => {
    expect(ids(code, ON_OLD_NODE)).toEqual(['headers']);
    // A Node of today begins that time with the headers.
    expect(ids(code)).toEqual([]);
  });

  it('stands at the number that has to change', () => {
    const [found] = reports(`${HTTP}server.keepAliveTimeout = 65_000;\nserver.headersTimeout = 60_000;`, ON_OLD_NODE);
    expect(found).toMatchObject({ line: 5, column: 25 });
    expect(found?.message).toBe(
      '`headersTimeout` of 60 s is not longer than `keepAliveTimeout` of 65 s: a connection that was idle may be cut off.',
    );
  });

  it.each([
    ['longer', `${HTTP}server.keepAliveTimeout = 65_000;\nserver.headersTimeout = 66_000;`],
    ['not known', `${HTTP}server.keepAliveTimeout = 65_000;\nserver.headersTimeout = app.timeout;`],
    [
      'worked out',
      `${HTTP}server.keepAliveTimeout = 65_000;\nserver.headersTimeout = server.keepAliveTimeout + 1_000;`,
    ],
    ['switched off', `${HTTP}server.keepAliveTimeout = 65_000;\nserver.headersTimeout = 0;`],
    ['of another server', `${HTTP}server.keepAliveTimeout = 65_000;\nadmin.headersTimeout = 10_000;`],
    [
      'in another function',
      'export const a = (server) => { server.keepAliveTimeout = 65_000; };\nexport const b = (server) => { server.headersTimeout = 1_000; };',
    ],
    [
      'of a client',
      "import { Agent } from 'undici';\nexport const agent = new Agent({ keepAliveTimeout: 60_000, headersTimeout: 5_000 });",
    ],
  ])('is nothing where it is %s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('servers that close before their proxy does', () => {
  it.each([
    ['a number', `${HTTP}server.keepAliveTimeout = 30_000;`, '30 s'],
    ['the same number', `${HTTP}server.keepAliveTimeout = 60_000;`, '60 s'],
    ['a product', `${HTTP}server.keepAliveTimeout = 5 * 1000;`, '5 s'],
    ['an option', "import Fastify from 'fastify';\nexport const app = Fastify({ keepAliveTimeout: 10_000 });", '10 s'],
    [
      'an option of Node',
      "import { createServer } from 'node:https';\nexport const server = createServer({ key, cert, keepAliveTimeout: 20_000 });",
      '20 s',
    ],
  ])('%s', (_name, code, own) => {
    expect(messages(code, BEHIND_ALB)).toEqual([
      `The server closes idle connections after ${own}, while the proxy in front keeps them for 60 s.`,
    ]);
    expect(messages(code)).toEqual([]);
  });

  it.each([
    ['Node', `${HTTP}server.listen(3000);`],
    [
      'Node, at once',
      "const http = require('http');\nhttp.createServer((req, res) => res.end()).listen(process.env.PORT);",
    ],
    [
      'Node, inside',
      'const { createServer } = require("node:http");\nclass App { constructor() { this.server = createServer(this.handle); } start() { this.server.listen(80); } }',
    ],
    ['Express', "import express from 'express';\nconst app = express();\napp.listen(3000, () => console.log('up'));"],
    ['Koa', "import Koa from 'koa';\nconst app = new Koa();\napp.listen(3000);"],
    [
      'Nest',
      "import { NestFactory } from '@nestjs/core';\nasync function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3005); }\nbootstrap();",
    ],
    ['Hono', "import { serve } from '@hono/node-server';\nserve({ fetch: app.fetch, port: 3000 });"],
  ])('by default: %s', (_name, code) => {
    expect(messages(code, BEHIND_ALB)).toEqual([
      'Nothing sets `keepAliveTimeout`: the server closes idle connections after 5 s, while the proxy in front keeps them for 60 s.',
    ]);
    expect(messages(code)).toEqual([]);
  });

  it('are found by what tells of a proxy', () => {
    const trusting =
      "import express from 'express';\nconst app = express();\napp.set('trust proxy', 1);\napp.listen(3000);";
    expect(ids(trusting)).toEqual(['assumed']);
    expect(ids(trusting, { options: { proxy: 'none' } })).toEqual([]);
    expect(reports(trusting)[0]).toMatchObject({ line: 4, column: 1, endColumn: 11 });
    const koa = "import Koa from 'koa';\nconst app = new Koa();\napp.proxy = true;\napp.listen(3000);";
    expect(ids(koa)).toEqual(['assumed']);
    const asking = `${HTTP}const ip = (req) => req.headers['x-forwarded-for'];\nserver.listen(3000);`;
    expect(ids(asking)).toEqual([]);
  });

  it('are compared with the time of the proxy', () => {
    const code = `${HTTP}server.keepAliveTimeout = 65_000;`;
    expect(Object.entries(PROXIES).map(([proxy]) => [proxy, ids(code, { options: { proxy } }).length])).toEqual([
      ['aws-alb', 0],
      ['google-cloud', 1],
      ['nginx', 0],
      ['oracle-cloud', 1],
    ]);
    expect(ids(code, { options: { proxyIdleTimeoutMs: 90_000 } })).toEqual(['short']);
    expect(ids(code, { options: { proxy: 'google-cloud', proxyIdleTimeoutMs: 30_000 } })).toEqual([]);
    const fastify = "import fastify from 'fastify';\nconst app = fastify();\nawait app.listen({ port: 3000 });";
    expect(ids(fastify, BEHIND_ALB)).toEqual([]);
    expect(ids(fastify, { options: { proxy: 'google-cloud' } })).toEqual(['unset']);
  });

  it.each([
    ['a longer time', `${HTTP}server.keepAliveTimeout = 65_000;\nserver.listen(80);`],
    ['a time from elsewhere', `${HTTP}server.keepAliveTimeout = Number(process.env.KEEP_ALIVE);\nserver.listen(80);`],
    ['connections that are kept for ever', `${HTTP}server.keepAliveTimeout = 0;\nserver.listen(80);`],
    [
      'a time that is set somewhere in the file',
      `${HTTP}export const tune = (one, keepAliveTimeout) => Object.assign(one, { keepAliveTimeout });\nserver.listen(80);`,
    ],
    ['any port', `${HTTP}server.listen(0);`],
    ['this machine alone', `${HTTP}server.listen(8080, '127.0.0.1');`],
    ['a socket', `${HTTP}server.listen('/tmp/app.sock');`],
    [
      'something that listens',
      "import { createClient } from 'redis';\nconst events = createClient();\nevents.listen('x');",
    ],
    ['a server of somebody', 'export const start = (server) => server.listen(80);'],
    [
      'another adapter',
      "import { NestFactory } from '@nestjs/core';\nimport { FastifyAdapter } from '@nestjs/platform-fastify';\nasync function start() { const app = await NestFactory.create(AppModule, new FastifyAdapter()); await app.listen(80); }",
    ],
  ])('are not %s', (_name, code) => {
    expect(messages(code, BEHIND_ALB)).toEqual([]);
  });

  it('are nobody in tests, scripts and command lines', () => {
    const code = `${HTTP}server.listen(3000);`;
    for (const filename of ['test/server.test.ts', 'scripts/serve.ts', 'src/cli/serve.ts'])
      expect(messages(code, { ...BEHIND_ALB, filename })).toEqual([]);
  });
});

describe('clients that keep what the server has closed', () => {
  const client = (options: string): string =>
    `import Agent, { HttpsAgent } from 'agentkeepalive';\nexport const agent = new ${options};`;

  it('is longer than the server keeps it', () => {
    expect(messages(client('Agent({ freeSocketTimeout: 30_000 })'))).toEqual([
      'The client keeps idle connections for 30 s, while the server closes them after 5 s.',
    ]);
    expect(ids(client('HttpsAgent({ maxSockets: 10, freeSocketTimeout: 5000 })'))).toEqual(['long']);
    expect(ids(client('Agent({ freeSocketTimeout: 30_000 })'), { options: { serverIdleTimeoutMs: 60_000 } })).toEqual(
      [],
    );
    expect(ids(client('Agent({ freeSocketTimeout: 30_000 })'), { options: { serverIdleTimeoutMs: 0 } })).toEqual([]);
  });

  it('is said once of options that several agents share', () => {
    const code =
      "import Agent, { HttpsAgent } from 'agentkeepalive';\nconst options = { freeSocketTimeout: 15_000 };\nexport const agents = [new Agent(options), new HttpsAgent(options)];";
    expect(reports(code)).toHaveLength(1);
  });

  it.each([
    ['a shorter time', client('Agent({ freeSocketTimeout: 4_000 })')],
    ['the default', client('Agent({ maxSockets: 10 })')],
    ['nothing at all', client('Agent()')],
    ['a time from elsewhere', client('Agent({ freeSocketTimeout: settings.idle })')],
    [
      'an agent that heeds what the server announces',
      "import http from 'node:http';\nexport const agent = new http.Agent({ keepAlive: true, timeout: 60_000 });",
    ],
    [
      'a dispatcher that does',
      "import { Agent } from 'undici';\nexport const agent = new Agent({ keepAliveTimeout: 30_000 });",
    ],
  ])('is not %s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });
});

describe('edits', () => {
  it('write a number that goes with the other', () => {
    const headers = `${HTTP}server.keepAliveTimeout = 65_000;\nserver.headersTimeout = 60_000;`;
    expect(suggested(headers, ON_OLD_NODE)).toBe(headers.replace('60_000', '66_000'));
    const client =
      "import Agent from 'agentkeepalive';\nexport const agent = new Agent({ freeSocketTimeout: 30_000 });";
    expect(suggested(client)).toBe(client.replace('30_000', '4000'));
  });

  it('are fixes where the configuration names the proxy', () => {
    const code = `${HTTP}server.keepAliveTimeout = 30_000;`;
    const run = { config, filename: 'src/file.ts', options: { proxyIdleTimeoutMs: 90_000 } };
    expect(fixed(rule, code, run)).toBe(code.replace('30_000', '95_000'));
  });

  it('set the time before the server listens', () => {
    const code = `${HTTP}server.listen(3000);`;
    const set = `${HTTP}server.keepAliveTimeout = 65_000;\n`;
    expect(suggested(code, BEHIND_ALB)).toBe(`${set}server.listen(3000);`);
    expect(suggested(code, { ...BEHIND_ALB, ...ON_OLD_NODE })).toBe(
      `${set}server.headersTimeout = 66_000;\nserver.listen(3000);`,
    );
  });

  it('leave a constant and what has no name alone', () => {
    const chained = "import http from 'node:http';\nhttp.createServer(imported).listen(80);";
    expect(suggested(chained, BEHIND_ALB)).toBeUndefined();
  });
});
