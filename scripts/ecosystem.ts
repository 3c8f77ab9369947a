/**
 * `npm run test:ecosystem [-- --repos FOLDER] [--only NAME] [--update]`: lints real projects at pinned commits with the rules
 * about the life of clients, as they are by default, and compares what is reported with the judged reports in `tests/ecosystem`. A report that came new or got
 * lost is a difference and fails the run. `--update` writes them: what is new stands there as `unread` until somebody has read it.
 *
 * `--repos` names a folder with git directories, `owner+name/repo`; without it the projects are fetched from GitHub. Nothing of
 * their code is kept: a golden holds the place, the message and the verdict.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';

import * as parser from '@typescript-eslint/parser';
import { type ESLint, Linter } from 'eslint';

interface Report {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

interface Judged extends Report {
  /** By two readers who did not know of each other; a doubt counts as `false`. */
  readonly verdict: 'true' | 'false' | 'unread';
  readonly why?: string;
}

interface Golden {
  readonly repository: string;
  readonly commit: string;
  readonly reports: readonly Judged[];
}

const root = join(import.meta.dirname, '..');
const goldens = join(root, 'tests/ecosystem');
const checkouts = join(root, 'node_modules/.cache/ecosystem');
const LINTED = /(?<!\.d)\.[cm]?[jt]sx?$/;
/** What the linter asks of a project beside its modules. */
const ASKED = /\.(?:[cm]?[jt]sx?|json|ya?ml|toml|vue|svelte)$/;
const LARGEST = 600_000;
const RULES = [
  'no-floating-lifecycle',
  'no-per-request-client',
  'no-unconsumed-body',
  'no-use-after-dispose',
  'require-client-disposal',
  'require-lease-release',
  'require-owner-disposal',
];

const { values: flags } = parseArgs({
  options: { repos: { type: 'string' }, only: { type: 'string' }, update: { type: 'boolean' } },
});

/** The folder with a project's files at its commit. */
function checkedOut({ repository, commit }: Golden): string {
  const name = repository.replace('/', '+');
  const folder = join(checkouts, `${name}@${commit.slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const parts = `${folder}.part`;
  rmSync(parts, { recursive: true, force: true });
  mkdirSync(parts, { recursive: true });
  const gitDirectory = gitDirectoryOf(repository, commit);
  const index = { GIT_INDEX_FILE: join(parts, '.index') };
  const git = (words: readonly string[], input?: string): string =>
    execFileSync('git', [`--git-dir=${gitDirectory}`, `--work-tree=${parts}`, ...words], {
      encoding: 'utf8',
      env: { ...process.env, ...index },
      maxBuffer: 2 ** 28,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(input !== undefined && { input }),
    });
  const wanted = git(['ls-tree', '-r', '-z', '--name-only', commit]).split('\0');
  git(['read-tree', commit]);
  try {
    git(['checkout-index', '-q', '-z', '--stdin'], wanted.filter((path) => ASKED.test(path)).join('\0'));
  } catch {
    // A mirror may leave out what is large: no module is.
  }
  rmSync(index.GIT_INDEX_FILE);
  renameSync(parts, folder);
  return folder;
}

/** A git directory that has the commit: the given folder's, or one that is fetched. */
function gitDirectoryOf(repository: string, commit: string): string {
  const name = repository.replace('/', '+');
  if (flags.repos !== undefined) {
    const given = join(flags.repos, name, 'repo');
    return existsSync(join(given, '.git')) ? join(given, '.git') : given;
  }
  const own = join(checkouts, `${name}.git`);
  if (!existsSync(own)) execFileSync('git', ['init', '-q', '--bare', own]);
  const from = `https://github.com/${repository}.git`;
  execFileSync('git', [`--git-dir=${own}`, 'fetch', '-q', '--depth=1', from, commit], { stdio: 'inherit' });
  return own;
}

function* modulesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* modulesIn(path);
    } else if (LINTED.test(entry.name) && statSync(path).size < LARGEST) yield path;
  }
}

const { default: plugin } = (await import(new URL('../dist/index.js', import.meta.url).href)) as {
  default: ESLint.Plugin;
};

/** All that is reported in a folder, in the order of files and lines. */
function reportsIn(folder: string): Report[] {
  const linter = new Linter({ cwd: folder });
  const configs: Linter.Config[] = [
    { files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'], languageOptions: { parser } },
    { files: ['**/*.{js,jsx,mjs,cjs,tsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
    {
      plugins: { 'pool-hygiene': plugin },
      rules: Object.fromEntries(RULES.map((rule) => [`pool-hygiene/${rule}`, 'error'] as const)),
    },
  ];
  const found: Report[] = [];
  for (const file of modulesIn(folder)) {
    const path = relative(folder, file).replaceAll(sep, '/');
    for (const { ruleId, line, column, message } of linter.verify(readFileSync(file, 'utf8'), configs, {
      filename: file,
    }))
      if (ruleId?.startsWith('pool-hygiene/') === true)
        found.push({ rule: ruleId.slice('pool-hygiene/'.length), path, line, column, says: message });
  }
  return found.sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

/** Reports with the same key are one report, whatever its words. */
const keyOf = ({ rule, path, line, column }: Report): string =>
  `${path}:${String(line).padStart(6, '0')}:${String(column).padStart(4, '0')} ${rule}`;

const shown = ({ rule, path, line, says }: Report): string => `${path}:${line} ${rule}: ${says}`;

/** Compares one project; the number of its differences. */
function compare(file: string, golden: Golden): { readonly judged: readonly Judged[]; readonly differences: number } {
  const now = reportsIn(checkedOut(golden));
  const before = new Map(golden.reports.map((report) => [keyOf(report), report]));
  const judged = now.map((report): Judged => {
    const known = before.get(keyOf(report));
    return { ...report, verdict: known?.verdict ?? 'unread', ...(known?.why !== undefined && { why: known.why }) };
  });
  const added = now.filter((report) => !before.has(keyOf(report)));
  const kept = new Set(now.map(keyOf));
  const lost = golden.reports.filter((report) => !kept.has(keyOf(report)));
  console.log(`${golden.repository}: ${now.length} reports`);
  for (const report of added) console.log(`  + ${shown(report)}`);
  for (const report of lost) console.log(`  - (${report.verdict}) ${shown(report)}`);
  if (flags.update === true) writeFileSync(file, `${JSON.stringify({ ...golden, reports: judged }, undefined, 2)}\n`);
  return { judged, differences: added.length + lost.length };
}

/** How many of each rule's reports are true, of those that were read. */
function tally(judged: readonly Judged[]): void {
  const rules = [...new Set(judged.map(({ rule }) => rule))].sort();
  const count = (of: readonly Judged[], verdict: Judged['verdict']): number =>
    of.filter((report) => report.verdict === verdict).length;
  for (const rule of [...rules, undefined]) {
    const of = rule === undefined ? judged : judged.filter((report) => report.rule === rule);
    const [right, wrong, unread] = [count(of, 'true'), count(of, 'false'), count(of, 'unread')];
    const share = right + wrong === 0 ? '' : ` = ${((100 * right) / (right + wrong)).toFixed(1)} %`;
    console.log(`${rule ?? 'all'}: ${right} of ${right + wrong} true${share}${unread > 0 ? `, ${unread} unread` : ''}`);
  }
}

const all: Judged[] = [];
let differences = 0;
for (const name of readdirSync(goldens).sort()) {
  if (!name.endsWith('.json') || (flags.only !== undefined && !name.includes(flags.only))) continue;
  const file = join(goldens, name);
  const compared = compare(file, JSON.parse(readFileSync(file, 'utf8')) as Golden);
  all.push(...compared.judged);
  differences += compared.differences;
}
tally(all);
console.log(`${differences} differences`);
process.exitCode = differences > 0 && flags.update !== true ? 1 : 0;
