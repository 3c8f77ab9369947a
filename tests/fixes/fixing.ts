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
  /** The rules that it is about, where it names them in its first line; left out: all about the life of a resource. */
  readonly run?: Run;
}

const folder = join(import.meta.dirname, 'fixtures');

export const fixtures: readonly Fixture[] = fixturesIn(folder);

/** Files about how clients are set up, each of which names its rules and their options: `// rules: {"require-timeout": {}}`. */
export const configured: readonly Fixture[] = fixturesIn(join(folder, 'configuration'));

function fixturesIn(home: string): readonly Fixture[] {
  return readdirSync(home)
    .filter((file) => /^[^.]+\.tsx?$/.test(file))
    .map((file) => {
      const text = readFileSync(join(home, file), 'utf8');
      const [, said] = /^\/\/ rules: (\{.*\})$/m.exec(text) ?? [];
      const options = said === undefined ? undefined : (JSON.parse(said) as NonNullable<Run['options']>);
      return {
        name: file.replace(/\.tsx?$/, ''),
        file,
        text,
        fixedFile: join(home, file.replace(/(\.tsx?)$/, '.fixed$1')),
        ...(options && { run: { only: Object.keys(options), options } }),
      };
    });
}

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
  /** Of the rules, by name. */
  readonly options?: Readonly<Record<string, object>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the file seems to stand: not among tests, whose functions owe less. */
  readonly folder?: string;
}

function configFor({ only = all, settings = {}, options = {} }: Run): Linter.Config[] {
  const given = Object.fromEntries(Object.entries<PoolRule>(rules)) as unknown as NonNullable<
    Linter.Config['plugins']
  >[string]['rules'];
  return [
    {
      files: ['**/*.ts', '**/*.tsx'],
      languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
      plugins: { 'pool-hygiene': { rules: given ?? {} } },
      rules: Object.fromEntries(
        only.map((name) => [`pool-hygiene/${name}`, options[name] ? ['error', options[name]] : 'error']),
      ),
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

function lint(text: string, file: string, run: Run = {}): Linter.LintMessage[] {
  const { folder: at = '/app' } = run;
  const found = new Linter({ cwd: at }).verify(text, configFor(run), { filename: `${at}/${file}` });
  const broken = found.find(({ ruleId }) => ruleId === null);
  if (broken) throw new Error(`${file}:${String(broken.line)} ${broken.message}\n${text}`);
  return found;
}

function lintAndFix(text: string, file: string, run: Run = {}): string {
  const { folder: at = '/app' } = run;
  return new Linter({ cwd: at }).verifyAndFix(text, configFor(run), { filename: `${at}/${file}` }).output;
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
