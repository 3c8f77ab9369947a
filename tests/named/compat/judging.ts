import { join } from 'node:path';

import type { SampleFile } from '../../compat/sample.ts';
import type { Run } from './environments.ts';
import type { Installation } from '../installing.ts';

/** What a linter says of one file, and what its `--fix` leaves of it. */
export interface Judgement {
  readonly reports: readonly Report[];
  readonly fixed: string;
}

export interface Report {
  readonly line: number;
  readonly rule: string;
  /** Everything that a reader sees: where it stands, the words. */
  readonly shown: string;
  /** The edits, as far as the linter tells of them. */
  readonly edits: readonly string[] | undefined;
}

/** The files of the sample that a run reads. */
export function filesOf(files: readonly SampleFile[], { reader, lacks }: Run): SampleFile[] {
  return files.filter(({ path }) => {
    if (path.startsWith('packages/')) return false;
    if (path.endsWith('.mjs')) return !lacks.includes('no `using` syntax');
    if (path.endsWith('.ts')) return reader === 'typescript' || reader === 'typed';
    if (/\.(?:vue|svelte|astro|md)$/.test(path)) return READ_BY[reader] === path.slice(path.lastIndexOf('.') + 1);
    return /\.c?js$/.test(path);
  });
}

const READ_BY: Readonly<Record<string, string>> = { vue: 'vue', svelte: 'svelte', astro: 'astro', markdown: 'md' };

/** Lints the files and then mends them. */
export function judge(
  installation: Installation,
  run: Run,
  files: readonly SampleFile[],
  all: readonly SampleFile[],
): Map<string, Judgement> {
  const surroundings = all.filter(({ path }) => path.startsWith('packages/') || path === 'tsconfig.json');
  const ledger = surroundings.map(({ path, text }) => [path.replace('packages/', 'node_modules/'), text] as const);
  installation.write({
    ...Object.fromEntries([...ledger, ...surroundings.map(({ path, text }) => [path, text] as const)]),
    ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
    ...run.config,
  });
  const node = run.node === undefined ? process.execPath : join(installation.home, 'node_modules/node/bin/node');
  const reports = run.linter === 'eslint' ? byEslint(installation, run, node) : byOxlint(installation, files);
  return new Map(
    files.map(({ path }) => {
      // oxlint gives them in another order each time.
      const inOrder = [...(reports.get(path) ?? [])].sort((a, b) => a.line - b.line || (a.shown < b.shown ? -1 : 1));
      return [path, { reports: inOrder, fixed: installation.read(path) }] as const;
    }),
  );
}

interface Edit {
  readonly range: readonly number[];
  readonly text: string;
}

interface EslintMessage {
  readonly ruleId: string | null;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly fix?: Edit | undefined;
  readonly suggestions?: readonly { readonly desc: string; readonly fix: Edit }[] | undefined;
}

interface EslintResult {
  readonly filePath: string;
  readonly messages: readonly EslintMessage[];
}

function byEslint(installation: Installation, run: Run, node: string): Map<string, Report[]> {
  const isFlat = !('.eslintrc.json' in run.config);
  const env = { ESLINT_USE_FLAT_CONFIG: String(isFlat) };
  const args = ['--format', 'json', ...(isFlat ? [] : ['--ext', '.js,.cjs,.mjs,.ts']), '.'];
  const { stdout, stderr, status } = installation.run('eslint/bin/eslint.js', args, env, node);
  if (status !== 1 || !stdout.startsWith('['))
    throw new Error(`ESLint ended with ${String(status)}: ${stderr}${stdout}`);
  const found = new Map<string, Report[]>();
  for (const { filePath, messages } of JSON.parse(stdout) as EslintResult[]) {
    const path = filePath.slice(installation.home.length + 1).replaceAll('\\', '/');
    found.set(
      path,
      messages.map((message) => reportOf(message)),
    );
  }
  const after = installation.run('eslint/bin/eslint.js', ['--fix', ...args], env, node);
  if (after.status === 2 || after.status === null) throw new Error(after.stderr);
  return found;
}

/** A message of ESLint as it is compared. */
export function reportOf(message: EslintMessage): Report {
  const { line, column, endLine, endColumn, ruleId, fix, suggestions = [] } = message;
  const place = [line, column, endLine, endColumn].join(':');
  const edits = [
    ...(fix ? [`fix ${fix.range.join('-')} ${fix.text}`] : []),
    ...suggestions.map((each) => `${each.desc} ${each.fix.range.join('-')} ${each.fix.text}`),
  ];
  const rule = ruleId?.replace(/^pool-hygiene\//, '') ?? 'error';
  return { line, rule, shown: `${place} ${rule} ${message.message}`, edits };
}

interface OxlintReport {
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly {
      readonly span: {
        readonly offset: number;
        readonly length: number;
        readonly line: number;
        readonly column: number;
      };
    }[];
  }[];
}

/** Lints and mends by oxlint what lies in `src`. */
export function byOxlint(place: Pick<Installation, 'run'>, files: readonly SampleFile[]): Map<string, Report[]> {
  const { stdout, stderr } = place.run('oxlint/bin/oxlint', ['--format', 'json', 'src']);
  if (!stdout.startsWith('{')) throw new Error(`oxlint: ${stderr}${stdout}`);
  const { diagnostics } = JSON.parse(stdout) as OxlintReport;
  const found = new Map<string, Report[]>();
  for (const { message, code, filename, labels } of diagnostics) {
    const path = filename.replaceAll('\\', '/').replace(/^\.\//, '');
    const text = files.find((file) => file.path === path)?.text ?? '';
    const span = labels[0]?.span;
    if (!span) throw new Error(`a report without a place: ${message}`);
    const start = placeIn(text, span.offset);
    const rule = code.replace(/^pool-hygiene\((.*)\)$/, '$1');
    const place = [start, placeIn(text, span.offset + span.length)].join(':');
    const report = { line: span.line, rule, shown: `${place} ${rule} ${message}`, edits: undefined };
    found.set(path, [...(found.get(path) ?? []), report]);
  }
  place.run('oxlint/bin/oxlint', ['--fix', 'src']);
  return found;
}

/** Line and column of an offset in bytes, as ESLint counts them. */
function placeIn(text: string, offset: number): string {
  const before = Buffer.from(text)
    .subarray(0, offset)
    .toString()
    .replace(/^\uFEFF/, '')
    .split('\n');
  return `${String(before.length)}:${String((before.at(-1)?.length ?? 0) + 1)}`;
}
