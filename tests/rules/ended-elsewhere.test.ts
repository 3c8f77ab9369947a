import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import type { PoolRule } from '../../src/rule/define-rule.ts';
import bodies from '../../src/rules/no-unconsumed-body.ts';
import floating from '../../src/rules/no-floating-lifecycle.ts';
import clients from '../../src/rules/require-client-disposal.ts';
import leases from '../../src/rules/require-lease-release.ts';
import { lint } from '../support/linting.ts';

const config = { languageOptions: { parser: typescript } };

/** The lines on which a rule reports something, from 1. */
function lines(rule: PoolRule, code: string, filename = 'src/file.ts'): number[] {
  return lint(rule, code, { config, filename }).map(({ line }) => line);
}

describe('a session of which the driver takes the connection back', () => {
  const work = (call: string): string => `import neo4j from 'neo4j-driver';
const driver = neo4j.driver('neo4j://localhost');
export async function read(query: string) {
  const session = driver.session();
  const result = await ${call};
  await session.close();
  return result.records;
}`;

  it.each(['executeRead', 'executeWrite'])('is silent: %s()', (method) => {
    expect(lines(leases, work(`session.${method}((tx) => tx.run(query))`))).toEqual([]);
  });

  it('is reported where something else fails, and where nothing closes it', () => {
    expect(lines(leases, work('load(session)'))).toEqual([4]);
    expect(lines(leases, work('session.executeRead(() => query); await load(query)'))).toEqual([4]);
    const never = work('session.executeRead((tx) => tx.run(query))').replace('await session.close();', '');
    expect(lines(leases, never)).toEqual([4]);
  });
});

describe('a file that was read to its end', () => {
  const read = (loop: string, before = ''): string => `import { open } from 'node:fs/promises';
export async function firstWords(path: string) {
  const words: string[] = [];
  const file = await open(path); ${before}
  ${loop}
  file.close();
  return words;
}`;

  it('needs nobody to wait for its closing', () => {
    expect(
      lines(floating, read("for await (const line of file.readLines()) words.push(line.split(' ')[0] ?? '');")),
    ).toEqual([]);
  });

  it.each([
    ['its text is read', "words.push(await file.readFile('utf8'));", ''],
    [
      'another is read',
      'for await (const line of other.readLines()) words.push(line);',
      'const other = await open(`${path}.txt`);',
    ],
  ])('is reported: %s', (_, loop, before) => {
    expect(lines(floating, read(loop, before))).toEqual([6]);
  });
});

describe('a client that goes on with what was made of it', () => {
  const serve = (inTry: string, behind = ''): string => `import { Client } from 'pg';
import { register, toolsOf } from './tools.js';
export async function add(url: string) {
  const client = new Client(url);
  await client.connect().catch(() => undefined);
  try {
    ${inTry}
  } catch (error) {
    await client.end();
    throw error;
  }
  ${behind}
}`;

  it('is silent: only where something fails is it ended', () => {
    expect(lines(clients, serve('const tools = await toolsOf(client); register(tools);'))).toEqual([]);
  });

  it.each([
    ['nothing is made of it', serve('await client.query("select 1");')],
    ['nothing has it', serve('const { rows } = await client.query("select 1"); register(rows);')],
  ])('is reported: %s', (_, code) => {
    expect(lines(clients, code)).toEqual([4]);
  });
});

describe('a response that somebody else has as well', () => {
  const GET = 'export const get = (url) => fetch(url);';
  const check = '(response) => { if (!response.ok) throw new Error(response.statusText); return response.json(); }';

  it('is silent: a handler of an object', () => {
    expect(lines(bodies, `export const query = { url: '/items', transformResponse: ${check} }; ${GET}`)).toEqual([]);
  });

  it('is reported: a function, and a method', () => {
    expect(lines(bodies, `export const read = ${check}; ${GET}`)).toEqual([1]);
    const method = check.replace('=> {', '{').replace('(response', 'read(response');
    expect(lines(bodies, `export const api = { ${method} }; ${GET}`)).toEqual([1]);
  });
});

describe('a page of a browser that its class closes', () => {
  const renderer = (close: string): string => `import puppeteer, { type Browser } from 'puppeteer';
export class Renderer {
  private browser?: Browser;
  async start() { this.browser = await puppeteer.launch(); }
  async shoot(url: string) {
    const page = await this.browser!.newPage();
    await page.goto(url);
    return page.screenshot();
  }
  ${close}
}`;
  const CLOSES = 'async close() { await this.browser?.close(); }';

  it('is over soon in a tool', () => {
    expect(lines(clients, renderer(CLOSES), 'src/cmds/shoot.ts')).toEqual([]);
  });

  it('is reported in a service, and where nobody closes the browser', () => {
    expect(lines(clients, renderer(CLOSES))).toEqual([6]);
    expect(lines(clients, renderer(''), 'src/cmds/shoot.ts')).toEqual([6]);
  });
});

describe('a response in what a command calls', () => {
  const DOWNLOAD = `export async function download(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}`;
  const COMMAND = `#!/usr/bin/env node
import { Command } from 'commander';
import { download } from './download.js';
new Command().argument('<url>').action(async (url) => {
  try { console.log(await download(url)); } catch (error) { console.error(error); process.exit(1); }
}).parse();`;

  function linesIn(files: Readonly<Record<string, string>>): number[] {
    const root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
    try {
      for (const [name, text] of Object.entries({ 'package.json': '{ "name": "app" }', ...files })) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
      const plugin = { rules: { bodies } } as unknown as NonNullable<Linter.Config['plugins']>[string];
      const set: Linter.Config = {
        files: ['**/*.ts'],
        ...config,
        plugins: { test: plugin },
        rules: { 'test/bodies': 'error' },
      };
      const found = new Linter({ cwd: root }).verify(DOWNLOAD, [set], { filename: join(root, 'src/download.ts') });
      return found.map(({ line }) => line);
    } finally {
      rmSync(root, { recursive: true });
    }
  }

  it('ends with the command', () => {
    expect(linesIn({ 'src/download.ts': DOWNLOAD, 'src/main.ts': COMMAND })).toEqual([]);
  });

  it('is reported where others call it', () => {
    const server = "import { download } from './download.js'; export const get = (url: string) => download(url);";
    expect(linesIn({ 'src/download.ts': DOWNLOAD, 'src/main.ts': COMMAND, 'src/server.ts': server })).toEqual([2]);
    expect(linesIn({ 'src/download.ts': DOWNLOAD })).toEqual([2]);
  });
});
