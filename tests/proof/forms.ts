import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Linter } from 'eslint';
import ts from 'typescript';
import { expect, onTestFinished } from 'vitest';

import type plugin from '../../src/index.ts';

/** The addresses of a program in its two forms. */
export interface Forms {
  readonly faulty: string;
  readonly fixed: string;
}

/** As it is published: what users have is what is shown. */
const built = createRequire(import.meta.url)('../../dist/index.cjs') as typeof plugin;

const home = join(import.meta.dirname, 'programs');
const ours = join(import.meta.dirname, '../../node_modules');
/** The packages that the catalog is checked against are there as they are published. */
const catalogs = join(import.meta.dirname, '../catalog/packages/node_modules');
const PACKAGES = {
  undici: ours,
  pg: ours,
  redis: ours,
  agentkeepalive: catalogs,
  mysql2: catalogs,
  'p-retry': catalogs,
};

/**
 * A program as it was written, which the rule has to report, and as it is once the rule's own edit has been applied, of which the rule
 * has nothing more to say. Where the rule offers no edit, the second form is written by hand, as `NAME.fixed.mjs` beside the first.
 */
export function formsOf(rule: string, name: string, options?: object): Forms {
  const file = `${rule}.${name}.mjs`;
  const text = readFileSync(join(home, file), 'utf8');
  const folder = projectFolder();
  expect(reportsOf(rule, text, folder, options), `${file} is reported`).not.toEqual([]);

  const byHand = join(home, `${rule}.${name}.fixed.mjs`);
  const mended = existsSync(byHand) ? readFileSync(byHand, 'utf8') : editedBy(rule, text, folder, options);
  expect(mended, `${file} is changed`).not.toBe(text);
  expect(reportsOf(rule, mended, folder, options), `${file} is mended: ${mended}`).toEqual([]);
  return { faulty: written(folder, 'faulty.mjs', text), fixed: written(folder, 'fixed.mjs', mended) };
}

/** A program of which the rule says nothing, since it does no harm. */
export function silentOn(rule: string, name: string): string {
  const text = readFileSync(join(home, `${name}.mjs`), 'utf8');
  const folder = projectFolder();
  expect(reportsOf(rule, text, folder, undefined)).toEqual([]);
  return written(folder, 'silent.mjs', text);
}

/** A project of its own, where the packages are installed. */
function projectFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pool-hygiene-proof-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', engines: { node: '>=22' } }));
  for (const [name, from] of Object.entries(PACKAGES))
    symlinkSync(join(from, name), join(folder, 'node_modules', name), 'junction');
  return folder;
}

function configFor(rule: string, options: object | undefined): Linter.Config[] {
  return [
    {
      files: ['**/*.mjs'],
      plugins: { 'pool-hygiene': built },
      rules: { [`pool-hygiene/${rule}`]: options ? ['error', options] : 'error' },
      // The first suggestion counts as well: each claims that the program is better for it.
      settings: { 'pool-hygiene': { autofix: 'all', using: rule === 'prefer-await-using' ? 'always' : 'never' } },
    },
  ];
}

function reportsOf(rule: string, text: string, folder: string, options: object | undefined): string[] {
  const found = new Linter({ cwd: folder }).verify(text, configFor(rule, options), {
    filename: join(folder, 'src/service.mjs'),
  });
  return found.map(({ message }) => message);
}

function editedBy(rule: string, text: string, folder: string, options: object | undefined): string {
  return new Linter({ cwd: folder }).verifyAndFix(text, configFor(rule, options), {
    filename: join(folder, 'src/service.mjs'),
  }).output;
}

/** Writes a form as every supported Node.js runs it: `await using` is translated. */
function written(folder: string, name: string, text: string): string {
  const path = join(folder, 'src', name);
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  writeFileSync(path, ts.transpileModule(text, { compilerOptions }).outputText);
  return pathToFileURL(path).href;
}
