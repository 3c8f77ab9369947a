import { perObject } from '../memo.ts';
import { abridged, isLocal } from './abridged.ts';
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
  const { answers } = checkOf(sourceCode.ast);
  const key = `${String(replacement.range[0])}-${String(replacement.range[1])}:${replacement.text}`;
  const known = answers.get(key) ?? isAccepted(replacement, context, sourceCode);
  answers.set(key, known);
  return known;
}

/**
 * Most edits are seen to be good by the functions round them alone: parsing is the dearest thing that is done here. Whatever is not
 * accepted so is judged by the whole text.
 */
function isAccepted(replacement: Replacement, context: RuleContextLike, sourceCode: SourceCode): boolean {
  const judge = judgeOf(context);
  if (
    judge &&
    isLocal(replacement, sourceCode.text) &&
    judge(abridged(replacement, sourceCode, context.filename ?? ''))
  )
    return true;
  const check = checkOf(sourceCode.ast);
  // A parser that does not accept even the text that it has just parsed cannot be asked.
  check.isReliable ??= judge?.(sourceCode.text) === true;
  if (!judge || !check.isReliable) return !NEW_SYNTAX.test(replacement.text);
  return judge(applied(replacement, sourceCode.text));
}

interface SyntaxCheck {
  /** Whether the parser can be called: oxlint has no such thing. */
  isReliable?: boolean;
  /** Two rules may offer the same edit. */
  readonly answers: Map<string, boolean>;
}

const checkOf = perObject((_tree: SourceCode['ast']): SyntaxCheck => ({ answers: new Map() }));

/** Whether a text is a program for the file's own parser; undefined where there is none. */
function judgeOf(context: RuleContextLike): ((text: string) => boolean) | undefined {
  const { parser, ecmaVersion, sourceType, parserOptions } = (context.languageOptions ?? {}) as LanguageOptions;
  if (!parser) return undefined;
  const kept = Object.fromEntries(Object.entries(parserOptions ?? {}).filter(([key]) => !PROJECT_OPTIONS.has(key)));
  const options = { ecmaVersion, sourceType, ...kept, ...ALWAYS, filePath: context.filename };
  return (text) => isProgram(text, parser, options);
}

/** What ESLint itself asks of every parser; and the names of TypeScript's libraries, which are many, mean nothing to syntax. */
const ALWAYS = {
  loc: true,
  range: true,
  raw: true,
  tokens: true,
  comment: true,
  eslintVisitorKeys: true,
  eslintScopeManager: true,
  lib: [],
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
