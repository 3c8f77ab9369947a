import type * as Analyser from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type ScopeManager, type Scopes, scopesOf } from '../lang/scopes.ts';

/** The parser of a linted file, and what it was called with. */
export interface ParserInUse {
  readonly parser: object;
  readonly parserOptions: Readonly<Record<string, unknown>>;
}

/** A text as a tree, with the scopes of its names. */
export interface Parsed {
  readonly program: TSESTree.Program;
  readonly scopes: Scopes;
  readonly visitorKeys: Keys;
}

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

/** ESLint's parsers, as far as they are needed here. */
interface Parser {
  parse?(text: string, options: object): unknown;
  parseForESLint?(text: string, options: object): unknown;
  readonly VisitorKeys?: Keys;
}

interface Result {
  readonly ast?: unknown;
  readonly scopeManager?: ScopeManager | null;
  readonly visitorKeys?: Keys;
}

/** What makes typescript-eslint's parser ask for a program, and what only one linted file has. */
const OF_ONE_FILE = new Set([
  'project',
  'projectService',
  'programs',
  'EXPERIMENTAL_useProjectService',
  'filePath',
  'sourceType',
  'ecmaFeatures',
  'lib',
]);

/** Reads another file of the project as its own linter would; undefined where the parser does not take it, or is none that can be called. */
export function parsed(text: string, path: string, { parser, parserOptions }: ParserInUse): Parsed | undefined {
  const kept = Object.fromEntries(Object.entries(parserOptions).filter(([key]) => !OF_ONE_FILE.has(key)));
  const isModule = /\.m[jt]sx?$/.test(path) || (!/\.c[jt]sx?$/.test(path) && MODULE.test(text));
  const sourceType = isModule ? 'module' : 'commonjs';
  const options = {
    ...kept,
    ecmaVersion: 'latest',
    sourceType: isModule ? 'module' : 'script',
    ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(path), globalReturn: !isModule },
    // The names of TypeScript's libraries are as good as unknown here, and many.
    lib: [],
    loc: true,
    range: true,
    comment: true,
    eslintVisitorKeys: true,
    eslintScopeManager: true,
    filePath: path,
  };
  try {
    return understood(called(parser, text.replace(/^#!/, '//'), options), parser, sourceType);
  } catch {
    return undefined;
  }
}

const MODULE = /^[ \t]*(?:import\s*(?:[\w$*{'"]|type\b)|export\s*(?:[\w$*{]|default\b))/m;

function called(parser: Parser, text: string, options: object): Result | undefined {
  if (parser.parseForESLint) return parser.parseForESLint(text, options) as Result;
  return parser.parse && { ast: parser.parse(text, options) };
}

function understood(result: Result | undefined, parser: Parser, sourceType: 'module' | 'commonjs'): Parsed | undefined {
  const program = result?.ast as TSESTree.Program | undefined;
  if (program?.type !== 'Program' || !Array.isArray(program.body)) return undefined;
  const visitorKeys = result?.visitorKeys ?? parser.VisitorKeys ?? {};
  walk(program, visitorKeys, (node) => {
    for (const key of visitorKeys[node.type] ?? Object.keys(node)) {
      if (key !== 'parent') adopt((node as unknown as Record<string, unknown>)[key], node);
    }
    return undefined;
  });
  const manager = result?.scopeManager ?? analysed(program, visitorKeys, sourceType);
  return { program, scopes: scopesOf(manager), visitorKeys };
}

/** ESLint tells nodes their parents only in the file that it lints. */
function adopt(child: unknown, parent: object): void {
  for (const each of Array.isArray(child) ? (child as unknown[]) : [child]) {
    if (typeof each === 'object' && each !== null && typeof (each as { type?: unknown }).type === 'string')
      (each as { parent?: object }).parent = parent;
  }
}

/** The scopes of a tree whose parser leaves them to ESLint. The analyser is loaded when the first such tree comes. */
function analysed(program: TSESTree.Program, visitorKeys: Keys, sourceType: 'module' | 'commonjs'): ScopeManager {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the plugin
  const analyser = require('@typescript-eslint/scope-manager') as typeof Analyser;
  walk(program, visitorKeys, completed);
  return analyser.analyze(program, {
    sourceType: sourceType === 'commonjs' ? 'commonjs' : 'module',
    globalReturn: sourceType === 'commonjs',
    lib: [],
    childVisitorKeys: visitorKeys,
  });
}

/** Lists that every node of a TypeScript parser has, and the analyser counts on. */
function completed(node: object): undefined {
  const record = node as { decorators?: unknown; implements?: unknown };
  record.decorators ??= [];
  record.implements ??= [];
}
