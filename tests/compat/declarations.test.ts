import { join } from 'node:path';

import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Project } from './project.ts';

const ESM = `
import poolHygiene, { configs, meta, rules, type PoolHygieneRules, type PoolHygieneSettings } from 'eslint-plugin-pool-hygiene';
import type { ESLint, Linter } from 'eslint';
import { defineConfig } from 'eslint/config';

const settings: PoolHygieneSettings = { autofix: 'none', using: 'never' };
export const plugin: ESLint.Plugin = poolHygiene;
export const config: Linter.Config = poolHygiene.configs['flat/recommended'];
export default defineConfig([
  configs['flat/strict'],
  { plugins: { 'pool-hygiene': poolHygiene }, extends: ['pool-hygiene/recommended'], settings: { 'pool-hygiene': settings } },
]);
const options: PoolHygieneRules = {
  'pool-hygiene/require-lease-release': ['error', { implicitThrows: 'all' }],
  'pool-hygiene/no-unconsumed-body': 'warn',
};
export const withOptions: Linter.Config = { rules: { ...options } };
export const listed = defineConfig({ rules: options });
// @ts-expect-error No such rule.
export const unknownRule: PoolHygieneRules = { 'pool-hygiene/require-lease-relase': 'error' };
// @ts-expect-error No such option.
export const unknownOption: PoolHygieneRules = { 'pool-hygiene/require-lease-release': ['error', { implicit: true }] };
// @ts-expect-error No such value.
export const unknownValue: PoolHygieneRules = { 'pool-hygiene/require-lease-release': ['error', { implicitThrows: 'some' }] };
export const version: string = meta.version;
export const url: string = rules['require-lease-release'].meta.docs.url;
// @ts-expect-error No such rule.
export const missing = rules['no-such-rule'];
// @ts-expect-error No such value.
export const wrong: PoolHygieneSettings = { autofix: 'sometimes' };
`;

const COMMONJS = `
import poolHygiene = require('eslint-plugin-pool-hygiene');
import type { ESLint, Linter } from 'eslint';

const settings: poolHygiene.PoolHygieneSettings = { runtime: 'worker' };
const off: poolHygiene.PoolHygieneRules = { 'pool-hygiene/prefer-await-using': 'off' };
const config: Linter.Config[] = [poolHygiene.configs['flat/all'], { rules: { ...off } }, { settings: { 'pool-hygiene': settings } }];
const plugin: ESLint.Plugin = poolHygiene;
export = { config, plugin };
`;

/** Nobody's types but ours are there, and they are checked too. */
const ALONE = `
import poolHygiene, { configs } from 'eslint-plugin-pool-hygiene';
export const name: string = poolHygiene.configs['flat/all'].name + configs.recommended.plugins.join();
`;

describe('the declarations', () => {
  let project: Project;

  beforeAll(() => {
    const installed = { eslint: 'eslint', '@types/node': '@types/node' };
    project = new Project({ 'esm.mts': ESM, 'commonjs.cts': COMMONJS, 'alone.mts': ALONE }, installed);
  });

  afterAll(() => {
    project.remove();
  });

  it.each([
    ['esm.mts', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    ['esm.mts', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
    ['commonjs.cts', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    ['alone.mts', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
  ])('hold in %s (%i, %i)', (file, module, moduleResolution) => {
    const isAlone = file.startsWith('alone');
    const program = ts.createProgram([join(project.home, file)], {
      module,
      moduleResolution,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      // ESLint's own declarations need what a user need not have.
      skipLibCheck: !isAlone,
      types: isAlone ? [] : ['node'],
    });
    const complaints = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(complaints).toEqual([]);
  });
});
