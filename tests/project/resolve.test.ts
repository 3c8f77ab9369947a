import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { resolved } from '../../src/project/resolve.ts';
import { rootOf } from '../../src/project/root.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function project(files: Readonly<Record<string, string | object>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pool-hygiene-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof text === 'string' ? text : JSON.stringify(text));
  }
  return folder;
}

/** Where a specifier leads from a file, seen from the root. */
function found(specifier: string, from: string, files: Readonly<Record<string, string | object>>): string | undefined {
  const root = project(files);
  const path = resolved(specifier, join(root, from), root);
  return path === undefined ? undefined : relative(root, path).replaceAll('\\', '/');
}

describe('relative specifiers', () => {
  it.each([
    ['./a', 'a.ts'],
    ['./a.js', 'a.ts'],
    ['./b.js', 'b.js'],
    ['./c.mjs', 'c.mts'],
    ['./d.cjs', 'd.cjs'],
    ['./e.jsx', 'e.tsx'],
    ['./a.ts', 'a.ts'],
    ['./f', 'f/index.js'],
    ['./f/', 'f/index.js'],
    ['.', 'index.ts'],
    ['./types', undefined],
    ['./data.json', undefined],
    ['./missing', undefined],
    ['../outside', undefined],
    ['/etc/passwd', undefined],
    ['', undefined],
  ])('%s', (specifier, expected) => {
    const names = ['a.ts', 'b.js', 'c.mts', 'd.cjs', 'e.tsx', 'f/index.js', 'index.ts', 'types.d.ts', 'data.json'];
    expect(found(specifier, 'x.ts', Object.fromEntries(names.map((name) => [name, ''])))).toBe(expected);
  });
});

describe('paths of the compiler', () => {
  const paths = { '@/*': ['./src/*'], '@/http/*': ['./lib/http/*', './src/http/*'], exact: ['./src/exact.ts'] };
  const files = {
    'tsconfig.json': `{ // with comments\n "compilerOptions": { "paths": ${JSON.stringify(paths)}, }, }`,
    'src/a.ts': '',
    'src/http/get.ts': '',
    'src/exact.ts': '',
    'app/page.ts': '',
    'based/tsconfig.json': { extends: '../tsconfig', compilerOptions: { baseUrl: 'src' } },
    'based/src/deep/b.ts': '',
    'other/tsconfig.json': { extends: ['./missing.json', '../tsconfig.json'] },
    'split/tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }] },
    'split/tsconfig.app.json': { compilerOptions: { paths: { '~/*': ['./own/*'] } } },
    'split/own/c.ts': '',
    'broken/tsconfig.json': '{ "compilerOptions": { "paths": ',
    'circle/tsconfig.json': { extends: './tsconfig.json' },
  };

  it.each([
    ['@/a', 'src/a.ts', 'app/page.ts'],
    ['@/http/get.js', 'src/http/get.ts', 'app/page.ts'],
    ['exact', 'src/exact.ts', 'app/page.ts'],
    ['deep/b', 'based/src/deep/b.ts', 'based/x.ts'],
    ['@/a', 'src/a.ts', 'other/x.ts'],
    ['~/c', 'split/own/c.ts', 'split/x.ts'],
    ['@/a', 'src/a.ts', 'broken/x.ts'],
    ['@/a', undefined, 'circle/x.ts'],
    ['@/missing', undefined, 'app/page.ts'],
  ])('%s is %s from %s', (specifier, expected, from) => {
    expect(found(specifier, from, files)).toBe(expected);
  });
});

describe('packages of the project', () => {
  const files = {
    'package.json': { workspaces: { packages: ['packages/*', '!packages/old'] } },
    'packages/a/package.json': {
      name: '@acme/a',
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './*': './dist/*.js' },
      imports: { '#own': './src/own.ts', '#lib/*': { default: './src/lib/*.js' } },
    },
    'packages/a/src/index.ts': '',
    'packages/a/src/own.ts': '',
    'packages/a/src/lib/x.ts': '',
    'packages/a/src/sub.ts': '',
    'packages/b/package.json': { name: 'b', main: 'lib/main.js' },
    'packages/b/src/main.ts': '',
    'packages/b/lib/main.js': '',
    'packages/c/package.json': { name: 'c' },
    'packages/c/index.js': '',
    'packages/old/package.json': { name: 'old' },
    'packages/old/index.js': '',
  };

  it.each([
    ['@acme/a', 'packages/a/src/index.ts'],
    ['@acme/a/sub', 'packages/a/src/sub.ts'],
    ['b', 'packages/b/src/main.ts'],
    ['c', 'packages/c/index.js'],
    ['old', undefined],
    ['react', undefined],
    ['node:fs', undefined],
  ])('%s', (specifier, expected) => {
    expect(found(specifier, 'packages/c/index.js', files)).toBe(expected);
  });

  it.each([
    ['#own', 'packages/a/src/own.ts'],
    ['#lib/x', 'packages/a/src/lib/x.ts'],
    ['#other', undefined],
  ])('%s of the own manifest', (specifier, expected) => {
    expect(found(specifier, 'packages/a/src/index.ts', files)).toBe(expected);
  });

  it("reads pnpm's list", () => {
    const yaml = '# all of them\npackages:\n  - \'libs/*\' # here\n  - "apps/**"\n  - tools\n\ncatalog:\n  - none\n';
    const pnpm = {
      'pnpm-workspace.yaml': yaml,
      'libs/one/package.json': { name: 'one' },
      'libs/one/src/index.ts': '',
      'apps/deep/er/package.json': { name: 'deeper' },
      'apps/deep/er/index.js': '',
      'tools/package.json': { name: 'tools' },
      'tools/index.mjs': '',
      'x.ts': '',
    };
    expect(found('one', 'x.ts', pnpm)).toBe('libs/one/src/index.ts');
    expect(found('deeper', 'x.ts', pnpm)).toBe('apps/deep/er/index.js');
    expect(found('tools', 'x.ts', pnpm)).toBe('tools/index.mjs');
  });
});

describe('the root', () => {
  it('is the folder of the nearest workspace manifest or repository', () => {
    const folder = project({
      '.git/HEAD': '',
      'a/package.json': { workspaces: ['x'] },
      'a/x/y.ts': '',
      'b/package.json': { name: 'b' },
      'b/y.ts': '',
    });
    expect(rootOf(join(folder, 'a/x/y.ts'), undefined)).toBe(join(folder, 'a'));
    expect(rootOf(join(folder, 'b/y.ts'), undefined)).toBe(folder);
  });

  it('is the folder that is linted where nothing marks one', () => {
    const folder = project({ 'src/y.ts': '' });
    expect(rootOf(join(folder, 'src/y.ts'), folder)).toBe(folder);
    expect(rootOf(join(folder, 'src/y.ts'), join(folder, 'other'))).toBeUndefined();
    expect(rootOf('y.ts', folder)).toBeUndefined();
    expect(rootOf(join(folder, 'gone/y.ts'), folder)).toBeUndefined();
  });

  it('is not left by a link, and a link to what is inside leads there', () => {
    const outside = project({ 'secret.ts': '' });
    const root = project({ 'package.json': { workspaces: ['a'] }, 'a/in.ts': '', 'node_modules/p/index.js': '' });
    symlinkSync(join(outside, 'secret.ts'), join(root, 'link.ts'));
    symlinkSync(join(root, 'a'), join(root, 'b'));
    symlinkSync(join(root, 'node_modules/p'), join(root, 'p'));
    const at = (specifier: string): string | undefined => resolved(specifier, join(root, 'x.ts'), root);
    expect(at('./link')).toBeUndefined();
    expect(at('./p')).toBeUndefined();
    expect(at('./node_modules/p')).toBeUndefined();
    expect(at('./b/in')).toBe(join(root, 'a/in.ts'));
  });
});
