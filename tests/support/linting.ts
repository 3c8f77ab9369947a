import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint-9';

import { type PoolRule, defineRule } from '../../src/rule/define-rule.ts';
import type { Finding } from '../../src/rule/finding.ts';

interface Run {
  readonly settings?: unknown;
  readonly options?: unknown;
  readonly config?: Linter.Config;
  readonly filename?: string;
  /** Babel's parser for Node 20 knows ESLint up to 9. */
  readonly eslint?: 9 | 10;
  /** The folder in which ESLint is started; a file outside of it is none of its. */
  readonly cwd?: string;
}

/** The messages of one rule for a text. */
export function lint(rule: PoolRule, text: string, run: Run = {}): Linter.LintMessage[] {
  return linterOf(run).verify(text, configOf(rule, run), { filename: run.filename ?? 'file.js' });
}

/** The text after all passes of `--fix` with one rule. */
export function fixed(rule: PoolRule, text: string, run: Run = {}): string {
  return linterOf(run).verifyAndFix(text, configOf(rule, run), { filename: run.filename ?? 'file.js' }).output;
}

function linterOf({ eslint, cwd }: Run): Linter {
  const options = cwd === undefined ? {} : { cwd };
  return eslint === 9 ? (new Linter9(options) as unknown as Linter) : new Linter(options);
}

function configOf(rule: PoolRule, { settings, options, config }: Run): Linter.Config[] {
  return [
    { files: ['**/*.{js,ts,tsx}'], ...config },
    {
      files: ['**/*.{js,ts,tsx}'],
      plugins: { test: { rules: { rule } } },
      rules: { 'test/rule': options === undefined ? 'error' : ['error', options] },
      ...(settings !== undefined && { settings: { 'pool-hygiene': settings } }),
    },
  ];
}

type Words = 'fault' | 'mend' | 'mendOtherwise';

/** A rule that yields what the test says, whatever the file. */
export function ruleThatFinds(find: (text: string) => Iterable<Finding<Words>>): PoolRule {
  return defineRule({
    name: 'test',
    kind: 'problem',
    tier: 'recommended',
    summary: 'Test',
    messages: { fault: 'A fault.', mend: 'Mend it.', mendOtherwise: 'Mend it in another way.' },
    options: {},
    check: (file) => find(file.sourceCode.text),
  });
}

/** The place of the first occurrence of a word. */
export function rangeOf(text: string, word: string): [number, number] {
  const start = text.indexOf(word);
  return [start, start + word.length];
}

export const ANYWHERE = { loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } } };
