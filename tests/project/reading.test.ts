import fs, { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import * as espree from 'espree';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { defineRule } from '../../src/rule/define-rule.ts';
import type { File } from '../../src/rule/services.ts';

const folders: string[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pool-hygiene-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

interface Seen {
  readonly work: File['work'];
  readonly leaks: number;
  readonly read: readonly string[];
}

/** What linting one file of a folder finds, costs and reads. */
function lint(
  folder: string,
  name: string,
  text: string,
  config: Linter.Config['languageOptions'] = {},
  acrossFiles = true,
): Seen {
  const read: string[] = [];
  const real = fs.readFileSync;
  vi.spyOn(fs, 'readFileSync').mockImplementation(((path: string, options: never) => {
    read.push(path);
    return real(path, options);
  }) as never);
  syncBuiltinESMExports();
  const files: File[] = [];
  let leaks = 0;
  const rule = defineRule({
    name: 'asking',
    kind: 'problem',
    tier: 'all',
    summary: 'Ask everything',
    messages: {},
    options: {},
    check(file) {
      files.push(file);
      for (const kind of ['client', 'lease', 'response'] as const)
        leaks += file.leaks(kind, { implicitThrows: 'strong' }).length;
      return [];
    },
  });
  const [problem] = new Linter({ cwd: folder }).verify(
    text,
    [
      {
        files: ['**/*.{js,ts}'],
        languageOptions: { parser: typescript, ...config },
        plugins: { test: { rules: { rule: rule } } },
        rules: { 'test/rule': 'error' },
        settings: { 'pool-hygiene': { acrossFiles } },
      },
    ],
    { filename: join(folder, name) },
  );
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  if (problem) throw new Error(problem.message);
  const { work } = files[0] ?? expect.fail('nothing was linted');
  return {
    work,
    leaks,
    read: read.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length + 1)),
  };
}

const WRAPPER = 'export async function fetchIt(url) { return fetch(url); }\n';
const USER = "import { fetchIt } from './wrapper.js';\nexport const ok = async (url) => (await fetchIt(url)).ok;\n";

describe('which files are read', () => {
  it('is none where nothing promises a resource', () => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'names.ts': 'export const name = () => 1;\n',
      'index.ts': '',
    });
    const seen = lint(folder, 'index.ts', "import { name } from './names.js';\nexport const x = name();\n");
    expect(seen).toEqual({ work: { graphs: 0, asked: 0, files: 0, parsed: 0 }, leaks: 0, read: [] });
  });

  it('is none where the setting does not say so, or the linted file is a test', () => {
    const folder = folderOf({ 'package.json': '{ "workspaces": [] }', 'wrapper.js': WRAPPER, 'index.js': '' });
    for (const seen of [lint(folder, 'index.js', USER, {}, false), lint(folder, 'index.test.js', USER)])
      expect(seen).toMatchObject({ leaks: 0, work: { files: 0 }, read: [] });
  });

  it.each([
    ['waits for nothing but the end of it', 'await load();\n'],
    ['hands on what it gives', 'export const user = async () => format(await load());\n'],
    ['names a type', 'export function f(x: load) { return x.name; }\n'],
    ['writes to it', 'export const f = async (u) => { const context = await load(u); context.body = u; };\n'],
    ['deletes what it gives', 'export const f = async (id) => (await load(id)).destroy({ force: true });\n'],
    [
      'deletes a record',
      'export const f = async (id) => { const row = await load(id); await row.destroy({ id }); };\n',
    ],
    [
      'reads the state of what it gives',
      "export const f = (id) => { const row = load(id); return row.status === 'paid'; };\n",
    ],
    [
      'has it by a state',
      'export const f = (id) => { const row = load(id); return row.status !== RowStatus.Paid; };\n',
    ],
    ['is told by a request', 'export const f = (load, req) => { const request = load(req); return request.body; };\n'],
    ['asks a class of it', 'const Rows = load(); export const f = (id) => Rows.destroy({ where: { id } });\n'],
  ])('is none where the linted file only %s', (_name, text) => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'wrapper.js': WRAPPER.replace('fetchIt', 'load'),
      'index.ts': '',
    });
    const seen = lint(
      folder,
      'index.ts',
      `import { load } from './wrapper.js';\n${text}export const f = async (u) => (await fetch(u)).text();\n`,
    );
    expect(seen.work).toMatchObject({ files: 0, parsed: 0 });
  });

  it('is that of a module taken as a whole, where a part of what it gives is read', () => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'wrapper.js': 'exports.load = (url) => fetch(url);\n',
      'index.js': '',
    });
    const seenFor = (use: string): Seen =>
      lint(
        folder,
        'index.js',
        `const wrapper = require('./wrapper.js');\nexports.f = async (url) => ${use};\nexports.g = async (url) => (await fetch(url)).text();\n`,
        { parser: espree, sourceType: 'commonjs' },
      );
    expect(seenFor('format(await wrapper.load(url))')).toMatchObject({ leaks: 0, work: { parsed: 0 } });
    expect(seenFor('(await wrapper.load(url)).ok')).toMatchObject({ leaks: 1 });
  });

  it.each([
    ['at once', '(await load(url)).ok'],
    ['through a name', '{ const got = await load(url); return got.ok; }'],
    ['through a pattern', '{ const { status } = await load(url); return status; }'],
    ['in a handler', 'load(url).then((got) => got.ok)'],
  ])('is the one of whose result a part is read %s', (_name, body) => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'wrapper.js': WRAPPER.replace('fetchIt', 'load'),
      'index.js': '',
    });
    const seen = lint(
      folder,
      'index.js',
      `import { load } from './wrapper.js';\nexport const f = async (url) => ${body};\n`,
    );
    expect(seen).toMatchObject({ leaks: 1, work: { files: 1 } });
  });

  it('is the one that an import leads to', () => {
    const folder = folderOf({ 'package.json': '{ "workspaces": [] }', 'wrapper.js': WRAPPER, 'index.js': '' });
    const seen = lint(folder, 'index.js', USER);
    expect(seen.leaks).toBe(1);
    const [first, ...others] = seen.read.filter((path) => /\.[jt]s$/.test(path));
    expect(first).toBe('wrapper.js');
    // Who imports the file is looked up where there is something to report: commands let go of all when they end.
    expect(others.filter((path) => !['index.js', 'wrapper.js'].includes(path))).toEqual([]);
    expect(seen.work).toMatchObject({ files: 1, parsed: WRAPPER.length });
  });

  it('is not parsed where its text promises nothing', () => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'log.js': 'export const log = () => {};\n',
      'index.js': '',
    });
    const seen = lint(
      folder,
      'index.js',
      "import { log } from './log.js';\nexport const f = async (u) => (await fetch(u)).text();\nlog();\n",
    );
    expect(seen.work).toMatchObject({ files: 0, parsed: 0 });
  });

  it('is none in node_modules and none outside the root', () => {
    const outside = folderOf({ 'wrapper.js': WRAPPER });
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'node_modules/wrapper/package.json': '{ "name": "wrapper", "main": "index.js" }',
      'node_modules/wrapper/index.js': WRAPPER,
      'index.js': '',
    });
    symlinkSync(join(outside, 'wrapper.js'), join(folder, 'linked.js'));
    for (const specifier of [
      'wrapper',
      './linked.js',
      `../${outside.split('/').at(-1) ?? ''}/wrapper.js`,
      './node_modules/wrapper/index.js',
    ]) {
      const seen = lint(folder, 'index.js', USER.replace('./wrapper.js', specifier));
      expect(seen).toMatchObject({ leaks: 0, work: { files: 0 } });
      expect(seen.read.filter((path) => path.includes('wrapper') || path.includes('linked'))).toEqual([]);
    }
  });
});

describe('what is kept', () => {
  it('spares all but the file that was edited', () => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'wrapper.js': "export { fetchIt } from './deep.js';\n",
      'deep.js': WRAPPER,
      'index.js': '',
    });
    expect(lint(folder, 'index.js', USER)).toMatchObject({ leaks: 1, work: { files: 2 } });
    expect(lint(folder, 'index.js', USER)).toMatchObject({ leaks: 1, work: { files: 0, parsed: 0 } });
    const edited = 'export async function fetchIt(url) { return (await fetch(url)).text(); }\n';
    writeFileSync(join(folder, 'deep.js'), edited);
    utimesSync(join(folder, 'deep.js'), new Date(), new Date(Date.now() + 5000));
    expect(lint(folder, 'index.js', USER)).toMatchObject({ leaks: 0, work: { files: 1, parsed: edited.length } });
  });

  it('is no more than a fixed amount for one file', () => {
    const names = Array.from({ length: 80 }, (_, i) => `w${String(i)}`);
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'index.js': '',
      ...Object.fromEntries(names.map((name) => [`${name}.js`, WRAPPER.replace('fetchIt', `fetch_${name}`)])),
    });
    const text = names
      .map(
        (name) =>
          `import { fetch_${name} } from './${name}.js';\nexport const ${name} = async (u) => (await fetch_${name}(u)).ok;\n`,
      )
      .join('');
    expect(lint(folder, 'index.js', text)).toMatchObject({ leaks: 60, work: { files: 60 } });
  });

  it('leaves out files that are too long', () => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'wrapper.js': WRAPPER + '// long\n'.repeat(30_000),
      'index.js': '',
    });
    expect(lint(folder, 'index.js', USER)).toMatchObject({ leaks: 0, work: { files: 0 } });
  });
});

describe('what cannot be understood', () => {
  it.each([
    ['a text that is no program', 'export async function fetchIt( {'],
    ['a circle of exports', "export { fetchIt } from './wrapper.js';\nexport * from './wrapper.js';\n"],
    ['a function that gives what it gives', 'export function fetchIt(url) { return fetchIt(url); }\n'],
    [
      'files that import each other',
      "import { ok } from './index.js';\nexport const fetchIt = (url) => fetch && ok(url);\n",
    ],
    ['a name that is not exported', 'async function fetchIt(url) { return fetch(url); }\n'],
    ['an empty file', ''],
  ])('%s is passed over', (_name, text) => {
    const folder = folderOf({ 'package.json': '{ "workspaces": [] }', 'wrapper.js': text, 'index.js': '' });
    expect(lint(folder, 'index.js', USER).leaks).toBe(0);
  });

  it('a TypeScript file is nothing to a parser of JavaScript', () => {
    const folder = folderOf({
      'package.json': '{ "workspaces": [] }',
      'wrapper.ts': 'export async function fetchIt(url: string): Promise<Response> { return fetch(url); }\n',
      'index.js': '',
    });
    expect(lint(folder, 'index.js', USER, { parser: espree }).leaks).toBe(0);
    expect(lint(folder, 'index.js', USER).leaks).toBe(1);
  });

  it('a parser that throws is not asked twice', () => {
    const folder = folderOf({ 'package.json': '{ "workspaces": [] }', 'wrapper.js': WRAPPER, 'index.js': '' });
    let asked = 0;
    const parser = {
      meta: { name: 'fragile', version: '1' },
      parseForESLint: (text: string, options: never) => {
        if (text === WRAPPER) {
          asked++;
          throw new Error('No.');
        }
        return typescript.parseForESLint(text, options);
      },
    };
    for (let i = 0; i < 3; i++) expect(lint(folder, 'index.js', USER, { parser: parser }).leaks).toBe(0);
    expect(asked).toBe(1);
  });
});
