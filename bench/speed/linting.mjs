/** One process that lints a folder with one set of rules, and says what it cost: `node linting.mjs SET KIND FOLDER PEERS`. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [set, kind, folder, peers] = process.argv.slice(2);
const require = createRequire(import.meta.url);

/** A plugin of somebody else's, from where it is installed. */
async function peer(name) {
  const path = createRequire(join(peers, 'package.json')).resolve(name);
  const loaded = await import(pathToFileURL(path).href);
  return loaded.default ?? loaded;
}

const ours = (name) => () => [require('../../dist/index.cjs').configs[`flat/${name}`]];

const SETS = {
  none: () => [],
  /** What a typed run costs that asks the checker anything at all. */
  checker: () => [{ plugins: typescriptEslint(), rules: { '@typescript-eslint/await-thenable': 'error' } }],
  recommended: ours('recommended'),
  strict: ours('strict'),
  all: ours('all'),
  'typescript-eslint': () => {
    const { configs } = require('typescript-eslint');
    return configs[kind === 'typed' ? 'recommendedTypeCheckedOnly' : 'recommended'];
  },
  n: async () => [(await peer('eslint-plugin-n')).configs['flat/recommended']],
  unicorn: async () => {
    const { configs } = await peer('eslint-plugin-unicorn');
    return [configs['flat/recommended'] ?? configs.recommended];
  },
  sonarjs: async () => [(await peer('eslint-plugin-sonarjs')).configs.recommended],
};

function typescriptEslint() {
  return { '@typescript-eslint': require('typescript-eslint').plugin };
}

const { ESLint } = require('eslint');
const before = performance.now();
const eslint = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  allowInlineConfig: false,
  stats: set === 'all',
  overrideConfig: [
    ...(await SETS[set]()),
    {
      files: ['**/*.{js,cjs,mjs,ts,cts,mts}'],
      languageOptions: {
        parser: require('@typescript-eslint/parser'),
        parserOptions: kind === 'typed' ? { project: join(folder, 'tsconfig.json') } : {},
      },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
  ],
});
const results = await eslint.lintFiles([kind === 'typed' ? '**/*.ts' : '**/*.js']);
const { user, system } = process.cpuUsage();
const rules = {};
let total = 0;
for (const { stats } of results)
  for (const pass of stats?.times.passes ?? []) {
    total += pass.total;
    for (const [name, { total: time }] of Object.entries(pass.rules ?? {})) rules[name] = (rules[name] ?? 0) + time;
  }
console.log(
  JSON.stringify({
    cpu: (user + system) / 1000,
    wall: performance.now() - before,
    memory: process.resourceUsage().maxRSS / 1024,
    reports: results.reduce((sum, { messages }) => sum + messages.length, 0),
    failed: results.filter(({ fatalErrorCount }) => fatalErrorCount > 0).length,
    rules,
    total,
  }),
);
