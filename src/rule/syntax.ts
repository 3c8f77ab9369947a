import { perObject } from '../memo.ts';
import type { RuleContextLike, SourceCode } from './context.ts';
import { type Replacement, applied } from './edits.ts';

/** Whether a file still parses after an edit. ESLint keeps a fix that breaks the syntax, so we ask before. */

/** ESLint's parsers, as far as they are needed to ask whether a text is a program. */
interface Parser {
  parse?(text: string, options: object): unknown;
  parseForESLint?(text: string, options: object): unknown;
}

interface LanguageOptions {
  readonly parser?: Parser;
  readonly ecmaVersion?: unknown;
  readonly sourceType?: unknown;
  readonly parserOptions?: Readonly<Record<string, unknown>>;
}

/** What makes typescript-eslint's parser ask for a program; one text's syntax needs none. */
const PROJECT_OPTIONS = new Set(['project', 'projectService', 'programs', 'EXPERIMENTAL_useProjectService']);

/** Syntax that not every parser and runtime knows; offered only where a parser vouched for it. */
const NEW_SYNTAX = /\busing\s/;

/** Whether the text after the replacement is still a program, as far as anyone can tell. */
export function stillParses(replacement: Replacement, context: RuleContextLike, sourceCode: SourceCode): boolean {
  const check = checkOf(sourceCode.ast);
  check.judge ??= judgeOf(context, sourceCode);
  if (check.judge === 'none') return !NEW_SYNTAX.test(replacement.text);
  const text = applied(replacement, sourceCode.text);
  const known = check.answers.get(text) ?? check.judge(text);
  check.answers.set(text, known);
  return known;
}

/** Whether a text is a program. */
type Judge = (text: string) => boolean;

interface SyntaxCheck {
  /** `none` where the parser cannot be called: oxlint has no such thing. */
  judge?: Judge | 'none';
  /** Two rules may offer the same edit. */
  readonly answers: Map<string, boolean>;
}

const checkOf = perObject((_tree: SourceCode['ast']): SyntaxCheck => ({ answers: new Map() }));

/** The file's own parser; `none` when it cannot be called, or does not accept even the text that it has just parsed. */
function judgeOf(context: RuleContextLike, sourceCode: SourceCode): Judge | 'none' {
  const { parser, ecmaVersion, sourceType, parserOptions } = (context.languageOptions ?? {}) as LanguageOptions;
  if (!parser) return 'none';
  const kept = Object.fromEntries(Object.entries(parserOptions ?? {}).filter(([key]) => !PROJECT_OPTIONS.has(key)));
  const options = { ecmaVersion, sourceType, ...kept, ...ALWAYS, filePath: context.filename };
  const judge: Judge = (text) => isProgram(text, parser, options);
  return judge(sourceCode.text) ? judge : 'none';
}

/** What ESLint itself asks of every parser. */
const ALWAYS = {
  loc: true,
  range: true,
  raw: true,
  tokens: true,
  comment: true,
  eslintVisitorKeys: true,
  eslintScopeManager: true,
};

function isProgram(text: string, parser: Parser, options: object): boolean {
  // ESLint shows parsers `#!/usr/bin/env node` as a comment.
  const shown = text.replace(/^#!/, '//');
  try {
    if (parser.parseForESLint) parser.parseForESLint(shown, options);
    else if (parser.parse) parser.parse(shown, options);
    else return false;
    return true;
  } catch {
    return false;
  }
}
