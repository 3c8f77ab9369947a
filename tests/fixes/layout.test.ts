import { describe, expect, it } from 'vitest';

import { Linter } from 'eslint';

import plugin from '../../src/index.ts';

const config = {
  plugins: { 'pool-hygiene': plugin },
  rules: { 'pool-hygiene/require-lease-release': 'error', 'pool-hygiene/no-unconsumed-body': 'error' },
} as unknown as Linter.Config;

const mended = (code: string): string => new Linter().verifyAndFix(code, [config], { filename: 'a.js' }).output;

const HEAD = `import { Pool } from 'pg';\nconst pool = new Pool();\n`;

/** Functions by which the file has its majority. */
const others = (step: string): string =>
  ['a', 'b', 'c'].map((name) => `export function ${name}() {\n${step}return 1;\n}\n`).join('');

const leak = (step: string): string =>
  `export async function rows() {\n${step}const client = await pool.connect();\n${step}const { rows } = await client.query('x');\n${step}client.release();\n${step}return rows;\n}\n`;

const held = (step: string): string =>
  `export async function rows() {\n${step}const client = await pool.connect();\n${step}try {\n${step}${step}const { rows } = await client.query('x');\n${step}${step}return rows;\n${step}} finally {\n${step}${step}client.release();\n${step}}\n}\n`;

describe('what is inserted is indented as the lines around it', () => {
  it.each([
    ['tabs among spaces', '  ', '\t', '\t'],
    ['two spaces among tabs', '\t', '  ', '  '],
    ['tabs among tabs', '\t', '\t', '\t'],
    ['four spaces among four', '    ', '    ', '    '],
  ])('%s', (_name, most, here, step) => {
    expect(mended(HEAD + others(most) + leak(here))).toBe(HEAD + others(most) + held(step));
  });

  it('where a body is cancelled, too', () => {
    const code = (inner: string): string =>
      `${others('  ')}export async function load(url) {\n\tconst response = await fetch(url);\n\tif (!response.ok) ${inner}\n\treturn response.json();\n}\n`;
    expect(mended(code('return null;'))).toBe(code('{\n\t\tawait response.body?.cancel();\n\t\treturn null;\n\t}'));
  });
});
