import { existsSync } from 'node:fs';
import { join } from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterEach, describe, expect, it } from 'vitest';

import { libraries } from '../../src/catalog/libraries.ts';
import plugin from '../../src/index.ts';
import { Project } from '../compat/project.ts';
import { read, root } from './sources.ts';

const readme = read('README.md');

/** The code blocks in a language, in order. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, code = '']) => code,
  );
}

describe('what it catches', () => {
  const lines = (blocks('diff')[0] ?? '').split('\n');
  const side = (other: string): string =>
    lines
      .filter((line) => !line.startsWith(other))
      .map((line) => line.slice(1))
      .join('\n');
  const [before, after] = [side('+'), side('-')];
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { 'pool-hygiene': plugin as unknown as NonNullable<Linter.Config['plugins']>[string] },
    rules: plugin.configs['flat/recommended'].rules as Linter.RulesRecord,
  };

  it('is what is reported', () => {
    const found = new Linter().verify(before, [config], { filename: 'balance.ts' });
    const shown = found.map(({ line, column, message }) => {
      const place = `${line}:${column}`.padStart(7);
      return `${place}  error  ${message.replace(/\.$/, '')}`;
    });
    expect(blocks('text')).toEqual([`balance.ts\n${shown.join('\n')}\n`]);
  });

  it('is mended as is shown', () => {
    const { output, messages } = new Linter().verifyAndFix(before, [config], { filename: 'balance.ts' });
    expect(output).toBe(after);
    expect(messages).toEqual([]);
  });

  it('is done with more than a hundred libraries', () => {
    const modules = libraries.flatMap(({ modules }) =>
      Object.keys(modules).filter((name) => !name.startsWith('node:')),
    );
    expect(new Set(modules.map((name) => name.split('/')[0])).size).toBeGreaterThan(100);
  });
});

describe('the configurations that are shown', () => {
  const LEAK = `
    import { Vault } from '@acme/vault';
    import { Pool } from 'pg';
    const pool = new Pool({ connectionTimeoutMillis: 1000 }).on('error', console.error);
    export async function total() {
      const client = await pool.connect();
      await client.query('select 1');
      client.release();
    }
    export async function secret() {
      const vault = new Vault();
      await vault.read('password');
      await vault.seal();
    }
  `;
  const [plain = '', typescript = '', settings = '', clients = ''] = blocks('js');
  const [eslintrc = '', oxlint = ''] = blocks('json');
  const MODERN = ['--parser-options=ecmaVersion:2022', '--parser-options=sourceType:module'];
  let project: Project | undefined;

  afterEach(() => {
    project?.remove();
  });

  it.each([
    ['flat, ESLint 10', 'eslint', 'eslint.config.mjs', plain, [], 1],
    ['flat, ESLint 9', 'eslint-9', 'eslint.config.mjs', plain, [], 1],
    ['flat, ESLint 8.57', 'eslint-8', 'eslint.config.mjs', plain, [], 1],
    ['TypeScript, ESLint 10', 'eslint', 'eslint.config.mjs', typescript, [], 1],
    ['TypeScript, ESLint 9', 'eslint-9', 'eslint.config.mjs', typescript, [], 1],
    ['eslintrc, ESLint 8.57', 'eslint-8', '.eslintrc.json', eslintrc, MODERN, 1],
    ['settings', 'eslint', 'eslint.config.mjs', settings, [], 1],
    ['clients', 'eslint', 'eslint.config.mjs', clients, [], 2],
  ] as const)('%s', (_name, eslint, file, config, args, count) => {
    const service = config === typescript ? 'service.ts' : 'service.js';
    const installed = config === typescript ? { eslint, 'typescript-eslint': 'typescript-eslint' } : { eslint };
    project = new Project({ [file]: config, [service]: LEAK }, installed);
    const env = { ESLINT_USE_FLAT_CONFIG: String(file !== '.eslintrc.json'), POOL_HYGIENE_THROW: '1' };
    const { stdout } = project.run('eslint/bin/eslint.js', ['--format', 'json', ...args, service], env);
    const [result] = JSON.parse(stdout) as { readonly messages: readonly { readonly ruleId: string }[] }[];
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(
      ['pool-hygiene/require-lease-release', 'pool-hygiene/require-client-disposal'].slice(0, count),
    );
  });

  it('oxlint', () => {
    project = new Project({ '.oxlintrc.json': oxlint, 'service.ts': LEAK }, { oxlint: 'oxlint' });
    const { stdout } = project.run('oxlint/bin/oxlint', ['--format', 'json', 'service.ts'], {
      POOL_HYGIENE_THROW: '1',
    });
    const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly { readonly code: string }[] };
    expect(diagnostics.map(({ code }) => code)).toEqual(['pool-hygiene(require-lease-release)']);
  });
});

it('what the README links to is there', () => {
  const targets = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
  expect(targets.length).toBeGreaterThan(5);
  expect(targets.filter((target) => !target.startsWith('https:') && !existsSync(join(root, target)))).toEqual([]);
});

it('the commands that the README shows are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = blocks('sh').flatMap((block) => [...block.matchAll(/npm (?:run )?(demo|site|test\S*)/g)]);
  const names = commands.map(([, name = '']) => name);
  expect(names).toEqual(['site', 'demo', 'test', 'test:proof']);
  for (const name of names) expect(Object.keys(scripts)).toContain(name);
});
