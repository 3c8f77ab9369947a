import { afterEach, describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { oxlintrc } from '../named/compat/configs.ts';
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

const CONFIG = JSON.stringify({
  jsPlugins: ['eslint-plugin-pool-hygiene'],
  categories: { correctness: 'off' },
  rules: { 'pool-hygiene/require-lease-release': ['error', { implicitThrows: 'strong' }] },
});

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

describe('oxlint', () => {
  let project: Project | undefined;

  afterEach(() => {
    project?.remove();
  });

  it('finds the leaks of several files, each its own', () => {
    const mended = LEAK.replace('const { rows }', 'try { const { rows }').replace(
      'client.release();\n  return rows;',
      'return rows; } finally { client.release(); }',
    );
    project = new Project(
      { '.oxlintrc.json': CONFIG, 'a.js': LEAK, 'b.js': mended, 'c.ts': LEAK, 'd.js': 'export {};' },
      { oxlint: 'oxlint' },
    );
    const { stdout } = project.run('oxlint/bin/oxlint', ['--format', 'json', '.'], { POOL_HYGIENE_THROW: '1' });
    const { diagnostics } = JSON.parse(stdout) as Report;
    expect(diagnostics.map(({ code, filename }) => `${filename} ${code}`).sort()).toEqual([
      'a.js pool-hygiene(require-lease-release)',
      'c.ts pool-hygiene(require-lease-release)',
    ]);
  });

  it('takes every rule, with the options that the configurations set', () => {
    const rules = plugin.configs['flat/all'].rules as Readonly<Record<string, unknown>>;
    expect(Object.keys(rules).sort()).toEqual(
      Object.keys(plugin.rules)
        .map((name) => `pool-hygiene/${name}`)
        .sort(),
    );
    project = new Project({ '.oxlintrc.json': oxlintrc(rules), 'a.js': 'export {};' }, { oxlint: 'oxlint' });
    const { stdout, stderr, status } = project.run('oxlint/bin/oxlint', ['a.js'], { POOL_HYGIENE_THROW: '1' });
    expect(status, stdout + stderr).toBe(0);
    const unheard = { ...rules, 'pool-hygiene/no-such-rule': 'error' };
    project.write('.oxlintrc.json', oxlintrc(unheard));
    expect(project.run('oxlint/bin/oxlint', ['a.js']).status).not.toBe(0);
  });

  it('makes the exact edits', () => {
    project = new Project({ '.oxlintrc.json': CONFIG, 'a.js': LEAK }, { oxlint: 'oxlint' });
    project.run('oxlint/bin/oxlint', ['--fix', 'a.js'], { POOL_HYGIENE_THROW: '1' });
    expect(project.read('a.js')).toMatch(/try \{\s+const \{ rows \}[\s\S]+\} finally \{\s+client\.release\(\);\s+\}/);
    expect(project.run('oxlint/bin/oxlint', ['a.js']).status).toBe(0);
  });
});
