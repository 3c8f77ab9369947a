import { BY_NAME, SHARED, WITH_SHARED, eslintrc, flat, oxlintrc, type Reader } from './configs.ts';
import type { Difference } from './differences.ts';

/** One way of linting the sample: a configuration in an installed project. */
export interface Run {
  readonly name: string;
  readonly reader: Reader;
  readonly linter: 'eslint' | 'oxlint';
  readonly config: Readonly<Record<string, string>>;
  readonly lacks: readonly Difference[];
  /** The major version of Node, where it is another one than runs the tests. */
  readonly node?: number;
}

/** A project of a user: what it installs, and how it is linted. */
export interface Environment {
  readonly name: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly runs: readonly Run[];
}

const TYPES = { '@types/node': '^20', '@types/pg': '^8', undici: '^7', pg: '^8' };
const PARSER = '@typescript-eslint/parser';
const TS6 = { [PARSER]: '^8', typescript: '~6.0.3', ...TYPES };

const UNTYPED: readonly Difference[] = ['no types'];

function eslintRun(
  name: string,
  reader: Reader,
  config: Run['config'],
  lacks: readonly Difference[] = [],
  node?: number,
): Run {
  const needed = reader === 'typed' ? lacks : [...UNTYPED, ...lacks];
  return { name, reader, linter: 'eslint', config, lacks: needed, ...(node !== undefined && { node }) };
}

const esm = (reader: Reader): Run['config'] => ({ 'eslint.config.mjs': flat(reader) });
const cjs = (reader: Reader): Run['config'] => ({ 'eslint.config.cjs': flat(reader, 'cjs') });
/** ESLint 8.57 looks for no other name. */
const js = (reader: Reader): Run['config'] => ({ 'eslint.config.js': flat(reader) });
const rc = (reader: 'espree' | 'typescript' | 'typed'): Run['config'] => ({ '.eslintrc.json': eslintrc(reader) });

const OLD: readonly Difference[] = ['no `using` syntax'];

/** Both kinds of configuration, each with the three usual readers. */
function bothKinds(flatOf: (reader: Reader) => Run['config'], lacks: readonly Difference[]): Run[] {
  return [
    eslintRun('eslintrc, espree', 'espree', rc('espree'), OLD),
    eslintRun('eslintrc, typescript-eslint', 'typescript', rc('typescript')),
    eslintRun('eslintrc, typescript-eslint with types', 'typed', rc('typed'), OLD),
    eslintRun('flat, espree', 'espree', flatOf('espree'), lacks),
    eslintRun('flat, typescript-eslint', 'typescript', flatOf('typescript')),
    eslintRun('flat, typescript-eslint with types', 'typed', flatOf('typed'), lacks),
  ];
}

/** What is installed where, the newest ESLint first: its reports are what all others are held against. */
export function environments(rules: Readonly<Record<string, unknown>>): Environment[] {
  const oxlint: Run = {
    name: 'JS plugin',
    reader: 'typescript',
    linter: 'oxlint',
    config: { '.oxlintrc.json': oxlintrc(rules) },
    lacks: ['no types', 'no other files'],
  };
  const withTypeScript = (version: string): Run[] => [
    eslintRun('flat, typescript-eslint', 'typescript', esm('typescript')),
    eslintRun(`flat, typescript-eslint with types of ${version}`, 'typed', esm('typed')),
  ];
  return [
    {
      name: 'ESLint 10',
      packages: { eslint: '^10', jiti: '^2', ...TS6 },
      runs: [
        eslintRun('flat, typescript-eslint with types', 'typed', esm('typed')),
        eslintRun('flat, typescript-eslint', 'typescript', esm('typescript')),
        eslintRun('flat, espree', 'espree', esm('espree')),
        eslintRun('flat in CommonJS', 'espree', cjs('espree')),
        eslintRun('`eslint.config.ts`', 'typescript', { 'eslint.config.ts': flat('typescript', 'ts') }),
        eslintRun('`extends` by name', 'espree', { 'eslint.config.mjs': BY_NAME }),
        eslintRun('ESM over a shared CommonJS configuration', 'typescript', {
          'eslint.config.mjs': WITH_SHARED,
          'shared.cjs': SHARED,
        }),
      ],
    },
    ...(['9.39', '9.37', '9.22', '9.0'] as const).map((version) => ({
      name: `ESLint ${version}`,
      packages: { eslint: `~${version}.0`, ...TS6 },
      runs: bothKinds(esm, version === '9.39' || version === '9.37' ? [] : OLD),
    })),
    { name: 'ESLint 8.57', packages: { eslint: '~8.57.0', ...TS6 }, runs: bothKinds(js, OLD) },
    {
      name: 'Babel',
      packages: { eslint: '^9', '@babel/core': '^7', '@babel/eslint-parser': '^7' },
      runs: [eslintRun('flat, @babel/eslint-parser 7', 'babel', esm('babel'), OLD)],
    },
    {
      name: 'Vue',
      packages: { eslint: '^10', 'vue-eslint-parser': '^10', ...TS6 },
      runs: [eslintRun('`<script setup>`', 'vue', esm('vue'))],
    },
    {
      name: 'Svelte',
      packages: { eslint: '^10', 'svelte-eslint-parser': '^1', svelte: '^5', ...TS6 },
      runs: [eslintRun('`<script>`', 'svelte', esm('svelte'))],
    },
    {
      name: 'Astro',
      packages: { eslint: '^9', 'astro-eslint-parser': '^1', ...TS6 },
      runs: [eslintRun('front matter', 'astro', esm('astro'))],
    },
    {
      name: 'Markdown',
      packages: { eslint: '^10', '@eslint/markdown': '^8' },
      runs: [eslintRun('code blocks', 'markdown', esm('markdown'))],
    },
    { name: 'TypeScript 5.2', packages: { eslint: '^9', ...TS6, typescript: '~5.2.0' }, runs: withTypeScript('5.2') },
    { name: 'TypeScript 5.9', packages: { eslint: '^10', ...TS6, typescript: '~5.9.0' }, runs: withTypeScript('5.9') },
    {
      name: 'TypeScript 7 beside 6',
      packages: { eslint: '^10', ...TS6, typescript: 'npm:typescript@~6.0.3', 'typescript-7': 'npm:typescript@^7' },
      runs: withTypeScript('6.0'),
    },
    {
      name: 'TypeScript 7 alone',
      packages: { eslint: '^10', oxlint: '^1', typescript: '^7' },
      runs: [eslintRun('flat, espree', 'espree', esm('espree')), { ...oxlint, name: 'oxlint' }],
    },
    { name: 'oxlint', packages: { oxlint: '^1' }, runs: [oxlint] },
    ...[20, 22, 24, 26].map((node) => ({
      name: `Node.js ${String(node)}`,
      packages: { eslint: '^10', ...TS6, node: `^${String(node)}` },
      runs: [
        eslintRun('flat, espree', 'espree', esm('espree'), [], node),
        eslintRun('flat, typescript-eslint with types', 'typed', esm('typed'), [], node),
      ],
    })),
    {
      name: 'Babel 8',
      packages: { eslint: '^10', '@babel/core': '^8', '@babel/eslint-parser': '^8', node: '^24' },
      runs: [eslintRun('flat, @babel/eslint-parser 8', 'babel', esm('babel'), [], 24)],
    },
    {
      name: 'Astro 3',
      packages: { eslint: '^10', 'astro-eslint-parser': '^3', ...TS6, node: '^24' },
      runs: [eslintRun('front matter', 'astro', esm('astro'), [], 24)],
    },
  ];
}
