import { afterEach, describe, expect, it } from 'vitest';

import { Project } from './project.ts';

const LEAK = `
import pg from 'pg';
const pool = new pg.Pool({ connectionTimeoutMillis: 1000 }).on('error', console.error);
export async function total(id) {
  const client = await pool.connect();
  const { rows } = await client.query('select 1', [id]);
  client.release();
  return rows;
}
`;

const FOUND = 'pool-hygiene/require-lease-release';

const FLAT_OBJECT = `
import poolHygiene from 'eslint-plugin-pool-hygiene';
export default [poolHygiene.configs['flat/recommended']];
`;

const FLAT_COMMONJS = `
const poolHygiene = require('eslint-plugin-pool-hygiene');
module.exports = [poolHygiene.configs['flat/recommended']];
`;

const EXTENDS_BY_NAME = `
import { defineConfig } from 'eslint/config';
import poolHygiene from 'eslint-plugin-pool-hygiene';
export default defineConfig([{ plugins: { 'pool-hygiene': poolHygiene }, extends: ['pool-hygiene/recommended'] }]);
`;

/** Both module systems in one configuration: two instances under one name would be an error. */
const BOTH_WAYS = `
import { createRequire } from 'node:module';
import imported, { configs } from 'eslint-plugin-pool-hygiene';
const required = createRequire(import.meta.url)('eslint-plugin-pool-hygiene');
export default [configs['flat/recommended'], required.configs['flat/strict'], { plugins: { 'pool-hygiene': imported } }];
`;

const ESLINTRC = JSON.stringify({
  root: true,
  extends: ['plugin:pool-hygiene/recommended'],
  parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
});

interface Result {
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

describe.each([
  ['ESLint 8.57, eslintrc', 'eslint-8', '.eslintrc.json', ESLINTRC],
  ['ESLint 8.57, flat', 'eslint-8', 'eslint.config.js', FLAT_COMMONJS],
  ['ESLint 9, eslintrc', 'eslint-9', '.eslintrc.json', ESLINTRC],
  ['ESLint 9, flat', 'eslint-9', 'eslint.config.mjs', FLAT_OBJECT],
  ['ESLint 9, by name', 'eslint-9', 'eslint.config.mjs', EXTENDS_BY_NAME],
  ['ESLint 10, flat', 'eslint', 'eslint.config.mjs', FLAT_OBJECT],
  ['ESLint 10, flat from CommonJS', 'eslint', 'eslint.config.cjs', FLAT_COMMONJS],
  ['ESLint 10, by name', 'eslint', 'eslint.config.mjs', EXTENDS_BY_NAME],
  ['ESLint 10, imported and required', 'eslint', 'eslint.config.mjs', BOTH_WAYS],
])('%s', (_name, eslint, configFile, config) => {
  let project: Project | undefined;

  afterEach(() => {
    project?.remove();
  });

  function lint(text: string): { found: Result['messages']; stderr: string } {
    project = new Project({ [configFile]: config, 'service.js': text }, { eslint });
    const env = { ESLINT_USE_FLAT_CONFIG: String(!configFile.startsWith('.eslintrc')), POOL_HYGIENE_THROW: '1' };
    const { stdout, stderr } = project.run('eslint/bin/eslint.js', ['--format', 'json', 'service.js'], env);
    const [result] = (stdout ? JSON.parse(stdout) : []) as Result[];
    return { found: result?.messages ?? [], stderr };
  }

  it('finds a leak in the installed package, and nothing in its mended twin', () => {
    const { found, stderr } = lint(LEAK);
    expect(stderr.replaceAll(/^.*(?:Warning|trace-warnings|eslintrc).*$/gm, '').trim()).toBe('');
    expect(found.map(({ ruleId }) => ruleId)).toEqual([FOUND]);
    project?.remove();
    const mended = LEAK.replace('const { rows }', 'try { const { rows }').replace(
      'client.release();\n  return rows;',
      'return rows; } finally { client.release(); }',
    );
    expect(lint(mended).found).toEqual([]);
  });
});
