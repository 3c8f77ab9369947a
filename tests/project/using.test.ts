import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { installedVersion } from '../../src/project/manifests.ts';
import { lookAgain } from '../../src/project/disk.ts';
import { isNewEnough, mayWriteUsing } from '../../src/project/using.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: unknown): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text));
}

const ask = (path: string, setting: 'auto' | 'always' | 'never' = 'auto', isVirtual = false): boolean =>
  mayWriteUsing({ setting, filename: join(root, path), isVirtual });

describe('by engines', () => {
  it.each([
    ['>=24', true],
    ['>= 24.1.0', true],
    ['^24 || >=26', true],
    ['24.x', true],
    ['>=24 <27', true],
    ['>=22', false],
    ['^22.12 || >=24', false],
    ['*', false],
    ['latest', false],
    ['<30', false],
  ])('%s', (node, expected) => {
    write('package.json', { engines: { node } });
    expect(ask('src/deep/file.js')).toBe(expected);
  });

  it('asks the nearest package', () => {
    write('package.json', { engines: { node: '>=24' } });
    write('packages/old/package.json', { engines: { node: '>=18' } });
    expect([ask('src/a.js'), ask('packages/old/a.js')]).toEqual([true, false]);
  });

  it('is a no where nothing is said', () => {
    expect(ask('a.js')).toBe(false);
    write('package.json', '{ not json');
    expect(ask('a.js')).toBe(false);
  });

  it('hears of a change', () => {
    write('package.json', { engines: { node: '>=18' } });
    expect(ask('a.js')).toBe(false);
    write('package.json', { engines: { node: '>=24' } });
    utimesSync(join(root, 'package.json'), new Date(), new Date(Date.now() + 5_000));
    // Nothing is looked at twice for one file.
    expect(ask('a.js')).toBe(false);
    lookAgain();
    expect(ask('a.js')).toBe(true);
  });
});

describe('by the compiler', () => {
  const options = { target: 'ES2022', lib: ['ES2023', 'ESNext.Disposable'] };

  it.each([
    ['a target that is translated to, and the types', options, '5.9.2', true],
    ['the newest target, which is left as it is', { ...options, target: 'ESNext' }, '5.9.2', false],
    ['no types', { ...options, lib: ['ES2023'] }, '5.9.2', false],
    ['another compiler', { ...options, noEmit: true }, '5.9.2', false],
    ['a compiler that does not know the syntax', options, '5.1.6', false],
    ['no compiler', options, undefined, false],
  ])('%s', (_name, compilerOptions, version, expected) => {
    write('tsconfig.json', `{ // as people write it\n "compilerOptions": ${JSON.stringify(compilerOptions)}, }`);
    if (version !== undefined) write('node_modules/typescript/package.json', { version });
    expect(ask('src/a.ts')).toBe(expected);
    expect(ask('src/a.js')).toBe(false);
  });
});

it('the setting decides, but not over parts of other files', () => {
  write('package.json', { engines: { node: '>=24' } });
  expect([ask('a.js', 'never'), ask('a.js', 'always'), ask('a.js', 'always', true), ask('a.js', 'auto', true)]).toEqual(
    [false, true, false, false],
  );
});

it('finds versions as Node does', () => {
  write('node_modules/pg/package.json', { version: '8.16.0' });
  write('packages/a/node_modules/pg/package.json', { version: '8.11.3' });
  expect(['packages/a/src/x.ts', 'packages/b/x.ts'].map((path) => installedVersion(join(root, path), 'pg'))).toEqual([
    '8.11.3',
    '8.16.0',
  ]);
  expect(installedVersion(join(root, 'x.ts'), 'mysql2')).toBeUndefined();
});

it.each([
  ['6.9.0', '6.9.0', true],
  ['6.10.1', '6.9.0', true],
  ['6.8.9', '6.9.0', false],
  ['7.0.0-beta.1', '6.9.0', true],
  ['workspace:*', '6.9.0', false],
  [undefined, '1.0.0', false],
])('%s is new enough for %s: %s', (version, since, expected) => {
  expect(isNewEnough(version, since)).toBe(expected);
});
