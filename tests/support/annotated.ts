import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as typescript from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import * as espree from 'espree';

import type { PoolRule } from '../../src/rule/define-rule.ts';
import type { PoolHygieneSettings } from '../../src/settings.ts';
import { rules } from '../../src/rules/index.ts';

/**
 * Fixtures with their expectations in them: under the line of an acquisition stands a comment that underlines what is
 * reported and says what the rule says of it. A fixture is right when stripping these lines, linting what is left and writing
 * the reports back gives the same text.
 */
export interface Fixture {
  readonly name: string;
  readonly path: string;
  /** The text with its expectations. */
  readonly text: string;
  /** The text as it is linted. */
  readonly code: string;
  /** The file that the code pretends to be: its first line may say so, as `// as src/pool.test.ts`. */
  readonly filename: string;
}

export type Report = Pick<Linter.LintMessage, 'line' | 'column' | 'endColumn' | 'ruleId' | 'messageId' | 'message'>;

export type Parser = 'typescript' | 'espree';

const EXPECTATION = /^\s*\/\/\s*\^+ [a-z]+-[a-z-]+ \w+: .*$/;

/** The fixtures of a folder, by name. */
export function fixturesIn(folder: string): readonly Fixture[] {
  const files = readdirSync(folder).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  return files.sort().map((file) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    return {
      name: file,
      path,
      text,
      code: stripped(text),
      filename: `/app/${/^\/\/ as (\S+)/.exec(text)?.[1] ?? `src/${file}`}`,
    };
  });
}

/** The text without its expectations. */
export function stripped(text: string): string {
  const lines = text.split('\n');
  return lines.filter((line) => !EXPECTATION.test(line)).join('\n');
}

/** The rules about one resource and the function that holds it. */
const LIFECYCLE = ['no-unconsumed-body', 'no-use-after-dispose', 'require-client-disposal', 'require-lease-release'];

/** What the lifecycle rules report, in order; throws where the text cannot be parsed. */
export function reportsOf(
  code: string,
  filename: string,
  parser: Parser,
  parserOptions: object = {},
  {
    cwd = '/',
    names = LIFECYCLE,
    acrossFiles = false,
    wrappers = [],
  }: {
    readonly cwd?: string;
    readonly names?: readonly string[];
    readonly acrossFiles?: boolean;
    readonly wrappers?: PoolHygieneSettings['wrappers'];
  } = {},
): readonly Report[] {
  const given = Object.fromEntries(Object.entries<PoolRule>(rules)) as unknown as NonNullable<
    Linter.Config['plugins']
  >[string]['rules'];
  const config: Linter.Config = {
    files: ['**/*.{js,cjs,mjs,ts,tsx,jsx}'],
    languageOptions: {
      parser: parser === 'espree' ? espree : typescript,
      parserOptions: { ecmaFeatures: { jsx: true }, ...parserOptions },
    },
    plugins: { 'pool-hygiene': { rules: given ?? {} } },
    settings: { 'pool-hygiene': { acrossFiles, wrappers } },
    rules: Object.fromEntries(names.map((name) => [`pool-hygiene/${name}`, 'error'])),
  };
  const found = new Linter({ cwd }).verify(code, [config], { filename });
  const broken = found.find(({ ruleId }) => ruleId === null);
  if (broken) throw new Error(`${filename}:${String(broken.line)} ${broken.message}`);
  return found.sort((a, b) => a.line - b.line || a.column - b.column || (a.ruleId ?? '').localeCompare(b.ruleId ?? ''));
}

/** The code with what is reported written under the lines. */
export function annotated(code: string, reports: readonly Report[]): string {
  const moved = (line: number): number => line + reports.filter((report) => report.line < line).length;
  const lines = code.split('\n');
  return lines
    .flatMap((line, i) => [
      line,
      ...reports
        .filter((report) => report.line === i + 1)
        .map((report) => `//${mark(report)} ${wordsOf(report, moved)}`),
    ])
    .join('\n');
}

function mark({ column, endColumn }: Report): string {
  return ' '.repeat(Math.max(0, column - 3)) + '^'.repeat(Math.max(1, (endColumn ?? column) - Math.max(column, 3)));
}

/** The rule, the message, and the one thing in it that differs: the path of a leak, the name of what is never released, an option. */
function wordsOf({ ruleId, messageId = '', message }: Report, moved: (line: number) => number): string {
  const name = (ruleId ?? '').replace('pool-hygiene/', '');
  const template = rules[name]?.meta.messages[messageId] ?? '';
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{(\w+)\}\}/g, '(?<$1>.*?)');
  const groups = new RegExp(`^${repeatable(pattern)}$`).exec(message)?.groups ?? {};
  const { exit, name: held, label } = groups;
  const told = LIFECYCLE.includes(name) ? held : (held ?? groups['option'] ?? groups['lower'] ?? groups['call']);
  const words = exit ?? (told === undefined ? (label ?? groups['own'] ?? 'response') : `\`${told}\``);
  return `${name} ${messageId}: ${words.replace(/on line (\d+)/g, (_, line: string) => `on line ${moved(Number(line))}`)}`;
}

/** The pattern with each group named once. */
function repeatable(pattern: string): string {
  const seen = new Set<string>();
  return pattern.replace(/\(\?<(\w+)>/g, (group, name: string) => (seen.has(name) ? '(?:' : (seen.add(name), group)));
}
