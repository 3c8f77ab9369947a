import { analyze } from '@typescript-eslint/scope-manager';
import { astConverter, getScriptKind } from '@typescript-eslint/typescript-estree/use-at-your-own-risk';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { type SourceFile, ScriptTarget, createSourceFile } from 'typescript';

/**
 * `@typescript-eslint/parser` without its projects, which need a disk: the same compiler, the same converter, the same analyser of
 * scopes. A test compares what the rules say with either.
 */

/** What ESLint and the plugin pass along, as far as it counts here. */
interface Options {
  readonly filePath?: string;
  readonly sourceType?: unknown;
  readonly ecmaFeatures?: { readonly jsx?: boolean; readonly globalReturn?: boolean };
  readonly lib?: [];
}

export function parseForESLint(text: string, { filePath = 'file.ts', sourceType, ecmaFeatures = {}, lib }: Options) {
  const file = createSourceFile(
    filePath,
    text,
    ScriptTarget.Latest,
    true,
    getScriptKind(filePath, ecmaFeatures.jsx === true),
  ) as SourceFile & Parsed;
  const { estree: ast, astMaps } = astConverter(file, SETTINGS as never, true);
  ast.sourceType = sourceType === 'module' ? 'module' : 'script';
  const scopeManager = analyze(ast, {
    sourceType: ast.sourceType,
    ...(ecmaFeatures.globalReturn !== undefined && { globalReturn: ecmaFeatures.globalReturn }),
    ...(lib && { lib }),
  });
  return { ast, scopeManager, services: { program: null, ...astMaps }, visitorKeys };
}

/** The part of a parsed file that the compiler keeps to itself. */
interface Parsed {
  readonly parseDiagnostics: never[];
}

const SETTINGS = {
  allowInvalidAST: false,
  comment: true,
  errorOnUnknownASTType: false,
  loc: true,
  range: true,
  suppressDeprecatedPropertyWarnings: true,
  tokens: true,
};
