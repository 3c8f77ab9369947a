import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { afterEach, describe, expect, it } from 'vitest';

import requireErrorListener from '../../src/rules/require-error-listener.ts';
import requireTimeout from '../../src/rules/require-timeout.ts';
import { lint } from '../support/linting.ts';

type Files = Readonly<Record<string, string>>;

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

const SERVICE = '{ "private": true, "workspaces": [], "dependencies": { "express": "5" } }';

/** How many reports a file gets in a project of its own. */
function count(at: string, code: string, files: Files = {}, rule = requireTimeout): number {
  const root = mkdtempSync(join(tmpdir(), 'pool-hygiene-uncalled-'));
  roots.push(root);
  for (const [path, text] of Object.entries({ 'package.json': SERVICE, ...files, [at]: code })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const config = { languageOptions: { parser: typescript } };
  return lint(rule, code, { config, cwd: root, filename: join(root, at) }).length;
}

const GET = 'const get = async (url: string) => (await fetch(url)).json();\n';
/** Two functions, of which the second is asked about. */
const TWO = `export const ask = () => 1;\nexport const fetchAll = async (url: string) => (await fetch(url)).json();\n`;
const OLD_TWO =
  "const http = require('http');\nexports.ask = () => 1;\nexports.fetchAll = (url) => { http.get(url, (res) => res.resume()).on('error', () => 0); };\n";

describe('functions that nobody names', () => {
  it.each([
    ['a function', `export const ask = () => 1;\n${GET}`],
    ['a declaration', 'export const ask = () => 1;\nasync function get(url) { return fetch(url); }\n'],
    [
      'one that calls itself',
      'export const ask = () => 1;\nasync function get(url) { await fetch(url); return get(url); }',
    ],
    ['one of another', `export const ask = () => 1;\n${GET}const all = (urls) => Promise.all(urls.map(get));\n`],
    ['a class', 'export const ask = () => 1;\nclass Api { get(url) { return fetch(url); } }\n'],
    ['beside what runs', `import express from 'express';\nexpress().listen(3000);\n${GET}`],
  ])('%s', (_name, code) => {
    expect(count('src/api.ts', code)).toBe(0);
  });

  it.each([
    ['one that is called', `${GET}export const ask = () => get(process.env.API);\n`],
    ['one that is called at once', `export const ask = 1;\n${GET}await get(process.env.API);\n`],
    ['one that is handed on', `export const ask = 1;\n${GET}register(get);\n`],
    ['one of a type', `${GET}export type Got = ReturnType<typeof get>;\n`],
    [
      'a class that a framework finds',
      '@Injectable()\nclass Api { get(url) { return fetch(url); } }\nexport const a = 1;',
    ],
    ['a class with a base', 'class Api extends Base { get(url) { return fetch(url); } }\nexport const ask = 1;\n'],
    ['what stands at the top', 'export const ask = 1;\nawait fetch("https://a.example");\n'],
    ['a property', 'export const ask = 1;\nconst api = { get: async (url) => fetch(url) };\nregister(api);\n'],
    ['what is wrapped', 'export const ask = 1;\nconst get = memo(async (url) => fetch(url));\n'],
    ['an excerpt', `import axios from 'axios';\n${GET}`],
  ])('not %s', (_name, code) => {
    expect(count('src/api.ts', code)).toBe(1);
  });

  it('are passed over by the rule about listeners as well', () => {
    const code = "import http from 'node:http';\nfunction get(url) { http.get(url, (res) => res.resume()); }\n";
    expect(count('src/api.js', `${code}export const ask = 1;\n`, {}, requireErrorListener)).toBe(0);
    expect(count('src/api.js', `${code}export const ask = get;\n`, {}, requireErrorListener)).toBe(1);
  });
});

describe('exports that nobody takes', () => {
  it.each<[string, Files]>([
    ['a list', { 'src/main.ts': "import { ask } from './api.js';\nask();\n" }],
    ['another list', { 'src/main.ts': "import other, { ask as a } from './api.js';\na();\n" }],
    ['all under a name', { 'src/main.ts': "import * as api from './api.js';\napi.ask();\n" }],
    ['a part of it', { 'src/main.ts': "const { ask } = await import('./api.js');\nask();\n" }],
    ['a component', { 'src/Page.vue': "<script setup>\nimport { ask } from './api';\n</script>\n" }],
    [
      'through another file',
      { 'src/all.ts': "export * from './api.js';\n", 'src/main.ts': "import { ask } from './all.js';\n" },
    ],
    [
      'a test',
      {
        'src/main.ts': "import { ask } from './api.js';\n",
        'test/api.test.ts': "import { fetchAll } from '../src/api.js';\n",
      },
    ],
  ])('where others take something else by %s', (_name, files) => {
    expect(count('src/api.ts', TWO, files)).toBe(0);
  });

  const asked = { 'src/main.ts': "import { ask } from './api.js';\nask();\n" };
  it.each<[string, Files]>([
    ['nobody imports the file', {}],
    ['it is taken', { 'src/main.ts': "import { ask, fetchAll } from './api.js';\n" }],
    ['it is taken under another name', { 'src/main.ts': "import { fetchAll as all } from './api.js';\n" }],
    ['it is passed on', { 'src/main.ts': "export { ask, fetchAll } from './api.js';\n" }],
    ['all is passed on by its name', { 'src/main.ts': "export * as api from './api.js';\n" }],
    ['all is passed on to nobody', { 'src/main.ts': "export * from './api.js';\n" }],
    [
      'all is passed on to somebody',
      { ...asked, 'src/all.ts': "export * from './api.js';\n", 'src/a.ts': "import { fetchAll } from './all.js';\n" },
    ],
    ['all is handed on', { 'src/main.ts': "import * as api from './api.js';\nregister(api);\n" }],
    ['a name is put together', { 'src/main.ts': "import * as api from './api.js';\napi[process.argv[2]]();\n" }],
    ['a promise of it is taken', { 'src/main.ts': "import('./api.js').then((api) => api.fetchAll());\n" }],
    ['a type of it is', { ...asked, 'src/a.ts': "export type All = typeof import('./api.js');\n" }],
    ['the rest is', { 'src/main.ts': "const { ask, ...rest } = await import('./api.js');\n" }],
    ['parts are taken deep', { 'src/main.ts': "const { ask: { a } } = await import('./api.js');\n" }],
    ['it is called out of it', { 'src/main.ts': "import * as api from './api.js';\napi.fetchAll();\n" }],
    ['it is perhaps called out of it', { 'src/main.ts': "import * as api from './api.js';\napi?.fetchAll?.();\n" }],
    [
      'a component takes it',
      { ...asked, 'src/Page.svelte': "<script>\nimport { fetchAll } from './api';\n</script>\n" },
    ],
    ['what is built of it is taken', { ...asked, 'bin/run.js': "require('../dist/api').fetchAll();\n" }],
    [
      'somebody lists the folder',
      { ...asked, 'main.ts': "readdirSync(join(__dirname, 'src')).map((file) => require(`./src/${file}`));\n" },
    ],
    [
      'a neighbour loads what lies beside it',
      { ...asked, 'src/index.ts': 'export const load = (name) => import(`./${name}.js`);\n' },
    ],
    ['settings name the file', { ...asked, 'serverless.yml': 'functions:\n  all:\n    handler: src/api.fetchAll\n' }],
    [
      'an alias hides the file',
      { ...asked, 'tsconfig.json': '{ "compilerOptions": { "paths": { "@http": ["./src/api.ts"] } } }' },
    ],
    ['others import the package', { ...asked, 'package.json': '{ "workspaces": [], "main": "src/main.ts" }' }],
    [
      'others have its types',
      { ...asked, 'package.json': '{ "workspaces": [], "types": "a.d.ts", "scripts": { "start": "tsc -w" } }' },
    ],
    [
      'names are imported by themselves',
      { ...asked, 'package.json': '{ "private": true, "workspaces": [], "dependencies": { "nuxt": "4" } }' },
    ],
  ])('not where %s', (_name, files) => {
    expect(count('src/api.ts', TWO, files)).toBe(1);
  });

  it('not where a framework calls it by its name', () => {
    const code = `export const ask = 1;\nexport async function POST() { return fetch('https://a.example'); }\n`;
    expect(count('src/api.ts', code, asked)).toBe(1);
  });

  it('not where the module itself, or its default, is it', () => {
    const main = { 'src/main.ts': "import api from './api.js';\napi();\n" };
    expect(count('src/api.ts', "export default async function () { return fetch('https://a.example'); }\n", main)).toBe(
      1,
    );
  });
});

describe('exports of the older form', () => {
  const from = (use: string): Files => ({ 'src/main.js': `const api = require('./api');\n${use}\n` });

  it('are taken by their names', () => {
    expect(count('src/api.js', OLD_TWO, from('api.ask();'))).toBe(0);
    expect(count('src/api.js', OLD_TWO, from('api.fetchAll();'))).toBe(1);
    expect(count('src/api.js', OLD_TWO, from('api[process.argv[2]]();'))).toBe(1);
    expect(count('src/api.js', OLD_TWO, from('module.exports = { ...api };'))).toBe(1);
    expect(count('src/api.js', OLD_TWO, { 'src/main.js': "require('./api')[process.argv[2]]();\n" })).toBe(1);
    expect(count('src/api.js', OLD_TWO, { 'src/main.js': "const { ask } = require('./api');\n" })).toBe(0);
  });

  it('are used by the module itself', () => {
    expect(count('src/api.js', `${OLD_TWO}exports.ask(exports.fetchAll);\n`, from('api.ask();'))).toBe(1);
    const listed = (before: string, after: string): string =>
      `const http = require('http');\n${before} = {\n  ask() {\n    return ${after};\n  },\n  fetchAll(url) {\n    http.get(url, (res) => res.resume()).on('error', () => 0);\n  },\n};\n`;
    expect(count('src/api.js', listed('module.exports', '1'), from('api.ask();'))).toBe(0);
    expect(count('src/api.js', listed('module.exports', 'this.fetchAll()'), from('api.ask();'))).toBe(1);
    expect(count('src/api.js', listed('module.exports', 'module.exports[a]()'), from('api.ask();'))).toBe(1);
    expect(
      count(
        'src/api.js',
        listed('const all = (module.exports', 'all.fetchAll()').replace(/;\n$/, ');\n'),
        from('api.ask();'),
      ),
    ).toBe(1);
  });
});
