import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import rule from '../../src/rules/prefer-http2.ts';

const IMPORTS =
  "import * as undici from 'undici'; import { Agent, BalancedPool, Client, Pool, fetch, request, setGlobalDispatcher } from 'undici';\nimport { imported, helper } from './other.js';\n";

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  needs('^7.2.0');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function needs(undici: string): void {
  writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { undici } }));
}

function reports(code: string, file = 'file.ts') {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: typescript },
    plugins: { test: { rules: { rule } } },
    rules: { 'test/rule': 'error' },
  };
  return new Linter({ cwd: root }).verify(IMPORTS + code, [config as unknown as Linter.Config], {
    filename: join(root, file),
  });
}

const messages = (code: string, file?: string): string[] => reports(code, file).map(({ message }) => message);

function suggested(code: string): string | undefined {
  const fix = reports(code)[0]?.suggestions?.[0]?.fix;
  const text = IMPORTS + code;
  return fix && (text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).slice(IMPORTS.length);
}

describe('clients of one origin that have a request at a time on a connection', () => {
  it.each([
    ['a pool', "export const api = new Pool('https://api.example.com');"],
    [
      'one with options',
      "export const api = new Pool('https://api.example.com/v1', { connections: 10, connect: { timeout: 1 } });",
    ],
    ['a client', "export const api = new Client(new URL('https://api.example.com'));"],
    ['one of the namespace', "export const api = new undici.Client('https://api.example.com');"],
    ['a balanced pool', "export const api = new BalancedPool('https://api.example.com');"],
    ['an origin with a name', "const ORIGIN = 'https://api.example.com'; export const api = new Pool(ORIGIN);"],
    [
      'a path behind it',
      "const ORIGIN = 'https://api.example.com'; export const api = new Pool(`${ORIGIN}/${imported}`);",
    ],
    ['a hole behind it', 'export const api = new Pool(`https://api.example.com/${imported}`);'],
    ['a path that is added', "export const api = new Pool('https://api.example.com' + imported);"],
    [
      'an agent all of whose requests go to it',
      "const agent = new Agent(); export const get = (id) => fetch(`https://api.example.com/${id}`, { dispatcher: agent }); export const all = () => request('https://api.example.com/all', { dispatcher: agent });",
    ],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([
      expect.stringContaining(
        'has a connection to `https://api.example.com` carry one request at a time: nothing sets `allowH2`, and undici before version 8',
      ),
    ]);
  });

  it('stands at the construction', () => {
    expect(reports("export const api = new Pool('https://api.example.com');")[0]).toMatchObject({
      line: 3,
      column: 24,
      endColumn: 28,
    });
  });
});

describe('nothing is said', () => {
  it.each([
    ['of what is told', "new Pool('https://api.example.com', { allowH2: true });"],
    ['of what is told not to', "new Pool('https://api.example.com', { allowH2: false });"],
    ['of options from elsewhere', "new Pool('https://api.example.com', imported);"],
    ['of options that are spread', "new Pool('https://api.example.com', { ...imported });"],
    ['of a connector of its own', "new Pool('https://api.example.com', { connect: helper() });"],
    ['of a connector that is told', "new Pool('https://api.example.com', { connect: { allowH2: true } });"],
    ['of a socket of the machine', "new Pool('https://api.example.com', { connect: { socketPath: '/run/a.sock' } });"],
    ['of pipelining', "new Client('https://api.example.com', { pipelining: 10 });"],
    ['of plain HTTP', "new Pool('http://api.example.com');"],
    ['of this machine', "new Pool('https://localhost:8443');"],
    ['of an origin from elsewhere', 'new Pool(imported);'],
    ['of one with a hole', 'new Pool(`https://${imported}`);'],
    ['of one that goes on', 'new Pool(`https://api.example.${imported}`);'],
    ['of an agent for everybody', 'setGlobalDispatcher(new Agent());'],
    ['of an agent without a request', 'export const agent = new Agent();'],
    [
      'of an agent for any address',
      'const agent = new Agent(); export const get = (url) => request(url, { dispatcher: agent });',
    ],
    [
      'of an agent for two origins',
      "const agent = new Agent(); request('https://a.example.com/', { dispatcher: agent }); request('https://b.example.com/', { dispatcher: agent });",
    ],
  ])('%s', (_name, code) => {
    expect(messages(code)).toEqual([]);
  });

  const POOL = "export const api = new Pool('https://api.example.com');";

  it.each(['^8.0.0', '>=7', '*', 'latest', 'catalog:', '7 || 8', 'workspace:*'])('for %s', (range) => {
    needs(range);
    expect(messages(POOL)).toEqual([]);
  });

  it.each(['^7.0.0', '~6.21.0', '7.2.1', '7', '7.x', 'v5.28.4', '=6.0.0'])('but for %s', (range) => {
    needs(range);
    expect(messages(POOL)).toHaveLength(1);
  });

  it('in tests', () => {
    expect(messages(POOL, 'api.test.ts')).toEqual([]);
  });
});

describe('edits', () => {
  it.each([
    ["new Pool('https://api.example.com');", "new Pool('https://api.example.com', { allowH2: true });"],
    [
      "new Pool('https://api.example.com', { connections: 10 });",
      "new Pool('https://api.example.com', { connections: 10, allowH2: true });",
    ],
  ])('%s', (before, after) => {
    expect(suggested(before)).toBe(after);
    expect(messages(after)).toEqual([]);
  });
});
