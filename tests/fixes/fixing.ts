import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';

import type { PoolRule } from '../../src/rule/define-rule.ts';
import { rules } from '../../src/rules/index.ts';

/** A file that leaks, beside what `--fix` makes of it. */
export interface Fixture {
  readonly name: string;
  /** With the ending that says how it is parsed. */
  readonly file: string;
  readonly text: string;
  readonly fixedFile: string;
}

const folder = join(import.meta.dirname, 'fixtures');

export const fixtures: readonly Fixture[] = readdirSync(folder)
  .filter((file) => /^[^.]+\.tsx?$/.test(file))
  .map((file) => ({
    name: file.replace(/\.tsx?$/, ''),
    file,
    text: readFileSync(join(folder, file), 'utf8'),
    fixedFile: join(folder, file.replace(/(\.tsx?)$/, '.fixed$1')),
  }));

/** Rules about how clients are set up, which say nothing of how they end. */
const CONFIGURATION = new Set([
  'require-timeout',
  'require-error-listener',
  'no-unbounded-retry',
  'require-pool-limits',
  'consistent-keep-alive',
  'require-graceful-shutdown',
  'prefer-http2',
  'require-pool-monitoring',
]);

/** The names of all rules about the life of a resource. */
export const all: readonly string[] = Object.keys(rules).filter((name) => !CONFIGURATION.has(name));

interface Run {
  readonly only?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the file seems to stand: not among tests, whose functions owe less. */
  readonly folder?: string;
}

function configFor(only: readonly string[], settings: Readonly<Record<string, unknown>>): Linter.Config[] {
  const given = Object.fromEntries(Object.entries<PoolRule>(rules)) as unknown as NonNullable<
    Linter.Config['plugins']
  >[string]['rules'];
  return [
    {
      files: ['**/*.ts', '**/*.tsx'],
      languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
      plugins: { 'pool-hygiene': { rules: given ?? {} } },
      rules: Object.fromEntries(only.map((name) => [`pool-hygiene/${name}`, 'error'])),
      settings: { 'pool-hygiene': settings },
    },
  ];
}

/** Many tests ask the same of the same text. */
function remembered<A extends readonly unknown[], R>(ask: (...question: A) => R): (...question: A) => R {
  const answers = new Map<string, R>();
  return (...question) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) ?? ask(...question);
    answers.set(key, answer);
    return answer;
  };
}

/** What the rules report. */
export const reports = remembered(lint);

/** The text after `--fix`. */
export const fixed = remembered(lintAndFix);

function lint(
  text: string,
  file: string,
  { only = all, settings = {}, folder: at = '/app' }: Run = {},
): Linter.LintMessage[] {
  const found = new Linter({ cwd: at }).verify(text, configFor(only, settings), { filename: `${at}/${file}` });
  const broken = found.find(({ ruleId }) => ruleId === null);
  if (broken) throw new Error(`${file}:${String(broken.line)} ${broken.message}\n${text}`);
  return found;
}

function lintAndFix(text: string, file: string, { only = all, settings = {}, folder: at = '/app' }: Run = {}): string {
  return new Linter({ cwd: at }).verifyAndFix(text, configFor(only, settings), { filename: `${at}/${file}` }).output;
}

/** What each report says, and where, without the words that a fix elsewhere may change. */
export function keysOf(text: string, file: string, run?: Run): string[] {
  return reports(text, file, run).map(
    ({ ruleId, line }) =>
      `${String(ruleId)} at ${
        text
          .split(/\r?\n/)
          [line - 1]?.trim()
          .replace(/^await using |^const |^let |^\(?\{?/g, '') ?? ''
      }`,
  );
}
