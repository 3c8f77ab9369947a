/** How the time of all rules grows with the length of a project, and of one function: `node growth.mjs project|function SIZE`. */
import { createRequire } from 'node:module';

const [kind, size] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { Linter } = require('eslint');
const plugin = require('../../dist/index.cjs');
const config = [
  {
    files: ['**/*.ts'],
    plugins: { 'pool-hygiene': plugin },
    languageOptions: { parser: require('@typescript-eslint/parser') },
    rules: plugin.configs['flat/all'].rules,
  },
];

const HEAD = "import { Pool } from 'pg';\nconst pool = new Pool();\n";
const part = (i) => `
/** Work of its own. */
export async function work${i}(ids: string[]): Promise<number> {
  const client = await pool.connect();
  try {
    let sum = 0;
    for (const id of ids) {
      const { rows } = await client.query('SELECT ${i}, $1', [id]);
      if (rows.length > ${i}) sum += rows.length;
    }
    return sum;
  } finally {
    client.release();
  }
}

export function plain${i}(values: number[]): number {
  const all = values.map((value) => value * ${i}).filter((value) => value > 1);
  return all.reduce((sum, value) => sum + value, ${i});
}
`;
const PART = part(0).split('\n').length - 1;
const statements = (count) =>
  `${HEAD}export async function long(x: number) {\n  const client = await pool.connect();\n${Array.from(
    { length: count },
    (_, i) => (i % 2 ? `  await client.query('SELECT ${i}');` : `  if (x > ${i}) x = x - ${i};`),
  ).join('\n')}\n  client.release();\n}\n`;

/** Files of about 500 lines, as many as are needed. */
function* project(lines) {
  const parts = Math.min(20, Math.max(1, Math.floor(lines / PART)));
  for (let made = 0, i = 0; made < lines; made += parts * PART)
    yield HEAD + Array.from({ length: parts }, () => part(i++)).join('');
}

const linter = new Linter();
let whole = 0;
let rules = 0;
const lint = (text) => {
  const before = performance.now();
  linter.verifyAndFix(text, config, { filename: 'file.ts', fix: false, stats: true });
  whole += performance.now() - before;
  for (const pass of linter.getTimes().passes ?? [])
    for (const { total } of Object.values(pass.rules ?? {})) rules += total;
};
// What is compiled while it runs first would be counted to the smallest size alone.
for (let i = 0; i < 10; i++) lint(HEAD + part(i));
whole = 0;
rules = 0;
for (const text of kind === 'project' ? project(Number(size)) : [statements(Number(size))]) lint(text);
console.log(JSON.stringify({ size: Number(size), whole, rules }));
