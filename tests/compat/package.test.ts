import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type published from '../../src/index.ts';
import { importsOf, sources } from '../house/sources.ts';
import { Project } from './project.ts';

const dist = join(import.meta.dirname, '../../dist');
const require = createRequire(import.meta.url);

type Plugin = typeof published;

/** What a script says in a project that has the package and nothing else. */
function runInProject(path: string, script: string): { stdout: string; stderr: string } {
  const project = new Project({ [path]: script });
  try {
    const { stdout, stderr } = project.run(path.replace('node_modules/', ''), []);
    return { stdout, stderr };
  } finally {
    project.remove();
  }
}

describe('the package', () => {
  // In Node itself: a test runner loads modules in its own way.
  it('is one instance, however it is loaded', () => {
    const probe = `
      import * as assert from 'node:assert/strict';
      import { createRequire } from 'node:module';
      import * as imported from 'eslint-plugin-pool-hygiene';
      const required = createRequire(import.meta.url)('eslint-plugin-pool-hygiene');
      assert.equal(required, imported.default);
      assert.equal(required, (await import('eslint-plugin-pool-hygiene')).default);
      for (const key of ['meta', 'rules', 'configs']) assert.equal(required[key], imported[key]);
      assert.deepEqual(Object.keys(imported).sort(), ['configs', 'default', 'meta', 'rules']);
      assert.deepEqual(Object.keys(required).sort(), ['configs', 'meta', 'rules']);
    `;
    expect(runInProject('node_modules/probe.mjs', probe)).toEqual({ stdout: '', stderr: '' });
  });

  it('names itself as package.json does', () => {
    const { meta } = require(join(dist, 'index.cjs')) as Plugin;
    const { name, version } = require('../../package.json') as { name: string; version: string };
    expect(meta).toEqual({ name, version, namespace: 'pool-hygiene' });
  });

  it('brings the schema of its settings', () => {
    const probe = `
      const { title } = require('eslint-plugin-pool-hygiene/schema.json');
      require('node:fs').writeSync(1, title);
    `;
    expect(runInProject('node_modules/probe.cjs', probe)).toEqual({
      stdout: "settings['pool-hygiene'] of eslint-plugin-pool-hygiene",
      stderr: '',
    });
    expect((require('../../package.json') as { readonly files: readonly string[] }).files).toContain('schema.json');
  });

  it('depends on nothing', () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = require('../../package.json') as Record<
      string,
      Record<string, unknown> | undefined
    >;
    expect(dependencies).toBeUndefined();
    expect(peerDependencies).toEqual({ eslint: '>=8.57.0', typescript: '>=4.8.4' });
    expect(peerDependenciesMeta).toEqual({ typescript: { optional: true } });
  });

  it('loads nothing but Node’s own modules', () => {
    const probe = `
      const Module = require('node:module');
      const load = Module._load;
      const loaded = [];
      Module._load = function (request, ...rest) { loaded.push(request); return load.call(this, request, ...rest); };
      require('eslint-plugin-pool-hygiene');
      require('node:fs').writeSync(1, JSON.stringify(loaded));
    `;
    const { stdout, stderr } = runInProject('node_modules/probe.cjs', probe);
    expect(stderr).toBe('');
    const others = (JSON.parse(stdout) as string[]).filter((request) => request !== 'eslint-plugin-pool-hygiene');
    expect(others.filter((request) => !isBuiltin(request))).toEqual([]);
  });

  it('never imports the root of @typescript-eslint/utils at run time, nor ESLint or TypeScript', () => {
    const heavy = /^(?:@typescript-eslint\/(?:utils|parser|typescript-estree)|eslint|typescript)$/;
    const wrong = sources
      .flatMap(importsOf)
      .filter(({ specifier, isTypeOnly }) => heavy.test(specifier) && !isTypeOnly);
    expect(wrong).toEqual([]);
    expect(readFileSync(join(dist, 'index.cjs'), 'utf8')).not.toMatch(
      /require\("(?:@typescript-eslint|eslint|typescript)/,
    );
  });

  it('prints the licences of what it bundles', () => {
    const bundled = [
      ...readFileSync(join(dist, 'index.cjs'), 'utf8').matchAll(/^\s*\/\/ node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm),
    ].map(([, name = '']) => name);
    const licences = readFileSync(join(dist, 'THIRD-PARTY-LICENSES'), 'utf8');
    expect(bundled.filter((name) => !licences.includes(`${name} `))).toEqual([]);
  });
});
