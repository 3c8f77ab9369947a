/** The configurations of the matrix, as users write them. */

/** What reads the files: ESLint's own parser, or another one. */
export type Reader = 'espree' | 'babel' | 'typescript' | 'typed' | 'vue' | 'svelte' | 'astro' | 'markdown';

const SETTINGS = `{ 'pool-hygiene': { runtime: 'node' } }`;

/** How a reader is written in a flat configuration. */
const READERS: Readonly<
  Record<Reader, { readonly imports: readonly (readonly [string, string])[]; readonly entry: string }>
> = {
  espree: { imports: [], entry: `files: ['**/*.{js,mjs,cjs}']` },
  babel: {
    imports: [['parser', '@babel/eslint-parser']],
    entry: `files: ['**/*.{js,mjs,cjs}'], languageOptions: { parser, parserOptions: { requireConfigFile: false, babelOptions: { babelrc: false, configFile: false } } }`,
  },
  typescript: {
    imports: [['parser', '@typescript-eslint/parser']],
    entry: `files: ['**/*.{js,mjs,cjs,ts}'], languageOptions: { parser }`,
  },
  typed: {
    imports: [['parser', '@typescript-eslint/parser']],
    entry: `files: ['**/*.ts'], languageOptions: { parser, parserOptions: { projectService: true } }`,
  },
  vue: {
    imports: [['parser', 'vue-eslint-parser']],
    entry: `files: ['**/*.vue'], languageOptions: { parser, parserOptions: { parser: '@typescript-eslint/parser' } }`,
  },
  svelte: {
    imports: [['parser', 'svelte-eslint-parser']],
    entry: `files: ['**/*.svelte'], languageOptions: { parser, parserOptions: { parser: '@typescript-eslint/parser' } }`,
  },
  astro: {
    imports: [['parser', 'astro-eslint-parser']],
    entry: `files: ['**/*.astro'], languageOptions: { parser, parserOptions: { parser: '@typescript-eslint/parser' } }`,
  },
  markdown: {
    imports: [['markdown', '@eslint/markdown']],
    entry: `files: ['**/*.md'], plugins: { markdown }, processor: 'markdown/markdown'`,
  },
};

/** `eslint.config.mjs`, `.cjs` or `.ts`. */
export function flat(reader: Reader, modules: 'esm' | 'cjs' | 'ts' = 'esm'): string {
  const { imports, entry } = READERS[reader];
  const needed = [['poolHygiene', 'eslint-plugin-pool-hygiene'] as const, ...imports];
  const head = needed.map(([name, from]) =>
    modules === 'cjs'
      ? `const ${name} = require('${from}');`
      : `import ${name === 'parser' ? '* as parser' : name} from '${from}';`,
  );
  const typed = modules === 'ts' ? `import type { Linter } from 'eslint';\nconst config: Linter.Config[] =` : '';
  const list = `[
  { ignores: ['packages/**', '*.config.*'] },
  poolHygiene.configs['flat/strict'],
  { ${entry} },
  { settings: ${SETTINGS} },
]`;
  if (modules === 'cjs') return `${head.join('\n')}\nmodule.exports = ${list};\n`;
  return `${head.join('\n')}\n${typed === '' ? 'export default' : typed} ${list};\n${typed === '' ? '' : 'export default config;\n'}`;
}

/** `defineConfig` with the name of a configuration as a text. */
export const BY_NAME = `
import { defineConfig } from 'eslint/config';
import poolHygiene from 'eslint-plugin-pool-hygiene';
export default defineConfig([
  { ignores: ['packages/**', '*.config.*'] },
  { files: ['**/*.{js,mjs,cjs}'], plugins: { 'pool-hygiene': poolHygiene }, extends: ['pool-hygiene/strict'] },
  { settings: ${SETTINGS} },
]);
`;

/** A configuration in ESM takes in a shared one in CommonJS: there must be one plugin, not two. */
export const WITH_SHARED = `
import { createRequire } from 'node:module';
import parser from '@typescript-eslint/parser';
import poolHygiene from 'eslint-plugin-pool-hygiene';
const shared = createRequire(import.meta.url)('./shared.cjs');
export default [
  { ignores: ['packages/**', '*.config.*', 'shared.cjs'] },
  ...shared,
  { files: ['**/*.{js,mjs,cjs,ts}'], languageOptions: { parser } },
  { ...poolHygiene.configs['flat/strict'], settings: ${SETTINGS} },
];
`;

export const SHARED = `
const poolHygiene = require('eslint-plugin-pool-hygiene');
module.exports = [poolHygiene.configs['flat/recommended']];
`;

/** `.eslintrc.json`. */
export function eslintrc(reader: 'espree' | 'typescript' | 'typed'): string {
  const overrides = [
    {
      files: ['*.ts', ...(reader === 'typescript' ? ['*.js', '*.mjs', '*.cjs'] : [])],
      parser: '@typescript-eslint/parser',
      ...(reader === 'typed' && { parserOptions: { project: './tsconfig.json' } }),
    },
  ];
  return JSON.stringify({
    root: true,
    extends: ['plugin:pool-hygiene/strict'],
    ignorePatterns: ['packages/**', '*.config.*'],
    parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
    settings: { 'pool-hygiene': { runtime: 'node' } },
    ...(reader !== 'espree' && { overrides }),
  });
}

/** `.oxlintrc.json` with all rules of a configuration, one by one: oxlint takes no configurations of plugins. */
export function oxlintrc(rules: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    jsPlugins: ['eslint-plugin-pool-hygiene'],
    categories: { correctness: 'off' },
    ignorePatterns: ['packages/**'],
    settings: { 'pool-hygiene': { runtime: 'node' } },
    rules,
  });
}
