import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { isSaidElsewhere } from '../../src/project/mentions.ts';
import { isSaidNearby } from '../../src/project/nearby.ts';
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

  it('is asked of code, or of the code of the package', () => {
    const isTest = (path: string): boolean => path.includes('.test.');
    const own = join(root, 'packages/a/own.ts');
    write('packages/a/package.json', '{}');
    write('packages/a/own.ts', '');
    write('packages/a/own.test.ts', 'SIGTERM');
    expect(isSaidElsewhere(/SIGTERM/, own, root, { reach: 'anywhere', isTest })).toBe(true);
    expect(isSaidElsewhere(/SIGTERM/, own, root, { reach: 'package', isTest })).toBe(false);
    // `src/own.ts` of the root says it.
    expect(isSaidElsewhere(/SIGTERM/, own, root, { reach: 'code', isTest })).toBe(true);
    write('packages/a/stop.ts', 'SIGTERM');
    vi.setSystemTime(Date.now() + 60_000);
    expect(isSaidElsewhere(/SIGTERM/, own, root, { reach: 'package', isTest })).toBe(true);
    vi.useRealTimers();
  });

  it('is not known of what lies nowhere', () => {
    expect(isSaidElsewhere(/a/, 'relative.ts', root)).toBeUndefined();
    expect(ask('not/there.ts')).toBeUndefined();
  });
});

describe('what the files say that one is made of', () => {
  const near = (): boolean => isSaidNearby(/trusts/, join(root, 'src/main.ts'), root);

  it('goes through what they import, for a few steps', () => {
    write('src/main.ts', "import './a.js';\nconst b = require('./b');");
    write('src/a.ts', "export * from './deep/c';");
    write('src/b.js', '');
    write('src/deep/c.ts', "import './d';");
    expect(near()).toBe(false);
    write('src/deep/d.ts', 'trusts');
    expect(near()).toBe(true);
    write('src/deep/d.ts', "import './e'; // no more");
    write('src/deep/e.ts', 'trusts');
    expect(near()).toBe(false);
  });

  it('comes back from circles, and does not count the file itself', () => {
    write('src/main.ts', "import './a.js'; // trusts");
    write('src/a.ts', "import './main.js';");
    expect(near()).toBe(false);
  });

  it('is nothing where the file lies nowhere', () => {
    expect(isSaidNearby(/a/, 'main.ts', root)).toBe(false);
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
