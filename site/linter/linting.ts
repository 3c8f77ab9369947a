import type { Linter as RealLinter, SourceCode } from 'eslint';

import plugin from '../../src/index.ts';
import { routesOf } from '../../src/routes.ts';
import { HOME } from './project.ts';
import type { Edit, Question, Report } from './protocol.ts';

/** The code of a question, linted as ESLint does it anywhere else: the real rules, through the real `Linter`. */

type Parser = object;
type Linter = InstanceType<typeof RealLinter>;
type Message = RealLinter.LintMessage;

/** A linter, and the folder in which what it lints is taken to lie. */
export interface Bench {
  readonly linter: Linter;
  readonly home: string;
}

/** The linter of a page; with a folder of the disk, the one of who looks at the same project from Node. */
export function benchOf(Class: typeof RealLinter, home = HOME): Bench {
  return { linter: new Class({ cwd: home }), home };
}

export function fileOf({ language }: Question, { home }: Bench): string {
  return `${home}/service.${language}`;
}

/** The configuration of a question; with a parser where the language needs one of its own. */
export function configOf({ language, preset, using }: Question, parser: Parser | undefined): RealLinter.Config[] {
  const { rules } = plugin.configs[`flat/${preset}`];
  return [
    {
      files: [`**/*.${language}`],
      plugins: { 'pool-hygiene': plugin },
      rules: rules,
      settings: { 'pool-hygiene': { using: using ? 'always' : 'never' } },
      languageOptions: {
        sourceType: 'module',
        ...(parser && { parser: parser }),
        ...(language === 'js' && { parserOptions: { ecmaFeatures: { jsx: true } } }),
      },
    },
  ];
}

/** What the rules report, each with the way that it tells of. */
export function reportsOn(question: Question, bench: Bench, parser: Parser | undefined): readonly Report[] {
  const { linter } = bench;
  const messages = linter.verify(question.code, configOf(question, parser), { filename: fileOf(question, bench) });
  // There is none after a mistake in the syntax.
  const sourceCode = linter.getSourceCode() as SourceCode | null;
  const isParsed = sourceCode?.text === question.code && !messages.some(({ fatal }) => fatal);
  return messages.map((message) => reportOf(message, question.code, isParsed ? sourceCode : undefined));
}

/** The code after all passes of `--fix`. */
export function fixedBy(question: Question, bench: Bench, parser: Parser | undefined): string {
  const options = { filename: fileOf(question, bench) };
  return bench.linter.verifyAndFix(question.code, configOf(question, parser), options).output;
}

function reportOf(message: Message, code: string, sourceCode: SourceCode | undefined): Report {
  const { line, column, endLine = line, endColumn = column } = message;
  const offset = offsetsIn(code);
  return {
    from: offset(line, column - 1),
    to: offset(endLine, endColumn - 1),
    line,
    column,
    rule: message.ruleId?.replace(/^.*\//, ''),
    message: message.message,
    fix: message.fix && editOf(message.fix),
    suggestions: (message.suggestions ?? []).map(({ desc, fix }) => ({ title: desc, edit: editOf(fix) })),
    route: sourceCode ? routeOf(message, sourceCode, offset) : [],
  };
}

function routeOf(
  { ruleId, line, column }: Message,
  sourceCode: SourceCode,
  offset: ReturnType<typeof offsetsIn>,
): Report['route'] {
  const found = routesOf(sourceCode as unknown as Parameters<typeof routesOf>[0]).find(
    ({ rule, at }) => ruleId?.endsWith(`/${rule}`) && at.line === line && at.column === column - 1,
  );
  return (found?.steps ?? []).map(({ loc: { start, end }, what }) => ({
    from: offset(start.line, start.column),
    to: offset(end.line, end.column),
    line: start.line,
    what,
  }));
}

function editOf({ range, text }: { readonly range: readonly [number, number]; readonly text: string }): Edit {
  return { from: range[0], to: range[1], insert: text };
}

/** Where a line (from 1) and a column (from 0) are in a text; its end for what lies behind. */
function offsetsIn(code: string): (line: number, column: number) => number {
  const starts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (line, column) => Math.min(code.length, (starts[line - 1] ?? code.length) + column);
}
