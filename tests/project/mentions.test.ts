import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isSaidElsewhere } from '../../src/project/mentions.ts';
import { declaredRange } from '../../src/project/manifests.ts';
import { isOlder } from '../../src/project/using.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pool-hygiene-'));
  write('src/own.ts', 'SIGTERM');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string, time = 0): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (time > 0) utimesSync(file, time, time);
}

const ask = (path = 'src/own.ts', pattern = /SIGTERM/): boolean | undefined =>
  isSaidElsewhere(pattern, join(root, path), root);

describe('what other files say', () => {
  it('is told of every source file but the own one', () => {
    write('deep/er/stop.mjs', "process.on('SIGTERM', stop)");
    expect(ask()).toBe(true);
    expect(ask('deep/er/stop.mjs')).toBe(true);
  });

  it.each(['node_modules/a/index.js', 'dist/a.js', '.cache/a.js', 'notes.md', 'a.d.ts'])('leaves out %s', (path) => {
    write(path, 'SIGTERM');
    expect(ask()).toBe(false);
  });

  it('hears of a change', () => {
    write('a.ts', 'nothing', 1_000);
    expect(ask()).toBe(false);
    write('a.ts', 'SIGTERM', 2_000);
    expect(ask()).toBe(true);
  });

  it('is not known of what lies nowhere', () => {
    expect(isSaidElsewhere(/a/, 'relative.ts', root)).toBeUndefined();
    expect(ask('not/there.ts')).toBeUndefined();
  });
});

describe('versions that a manifest asks for', () => {
  it('are those of the nearest one', () => {
    write('package.json', JSON.stringify({ dependencies: { a: '^1.0.0' }, devDependencies: { b: '~2.1' } }));
    write('packages/p/package.json', JSON.stringify({ peerDependencies: { a: '>=1' } }));
    expect(['a', 'b', 'c'].map((name) => declaredRange(join(root, 'x.ts'), name))).toEqual([
      '^1.0.0',
      '~2.1',
      undefined,
    ]);
    expect(declaredRange(join(root, 'packages/p/x.ts'), 'a')).toBe('>=1');
  });

  it.each([
    ['^7.1.0', true],
    ['7', true],
    ['7.x', true],
    ['v6.2.1', true],
    ['7.0.0-beta.1', true],
    ['^8.0.0', false],
    ['>=7', false],
    ['7 || 8', false],
    ['*', false],
    [undefined, false],
  ])('%s', (range, expected) => {
    expect(isOlder(range, '8.0.0')).toBe(expected);
  });
});
