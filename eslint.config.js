import { existsSync } from 'node:fs';

import { defineConfig, globalIgnores } from 'eslint/config';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import regexpPlugin from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const built = new URL('./dist/index.js', import.meta.url);
// Nothing to lint ourselves with before the first build.
const own = existsSync(built) ? [(await import(built.href)).default.configs['flat/strict']] : [];

// The site has packages of its own: `npm run test:site` installs them, and lints it.
const hasSite = existsSync(new URL('./site/node_modules', import.meta.url));

const LIGHT = 'Its root loads ESLint and takes ten times as long as all of ours: import types only.';

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'examples/',
    'tests/**/fixtures/',
    'tests/rules/*/',
    'tests/catalog/packages/',
    'tests/proof/programs/',
    'tests/ecosystem/',
    ...(hasSite ? ['site/.pages/', 'site/.vitepress/cache/', 'site/.vitepress/linter/'] : ['site/']),
  ]),
  ...own,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The types of nodes are an enum that must not be imported at run time; they are compared with their literals.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `(edge) => list.push(edge)` and `return fail(why)` say what they mean.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { regexp: regexpPlugin },
    rules: {
      // Expressions run over texts of any kind and length: one that backtracks hangs the editor.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: '@typescript-eslint/utils', message: LIGHT, allowTypeImports: true }] },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // Stand-ins for async functions have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/rules/**/*.ts', 'src/rule/**/*.ts'],
    extends: [eslintPlugin.configs.recommended],
  },
  {
    files: ['src/rules/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 150 }] },
  },
  {
    // A list, one line a library.
    files: ['src/catalog/libraries.ts'],
    rules: { 'max-lines': 'off' },
  },
);
