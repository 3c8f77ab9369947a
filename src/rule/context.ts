import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** As much of ESLint's rule context as we use, in the form that ESLint 8.57, 9 and 10 and oxlint share. */
export interface RuleContextLike {
  readonly filename?: string;
  readonly physicalFilename?: string;
  readonly cwd?: string;
  readonly options: readonly unknown[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly languageOptions?: object;
  readonly sourceCode?: object;
  getSourceCode?(): object;
  report(descriptor: ReportLike): void;
}

export type ReportLike = ({ readonly node: TSESTree.Node } | { readonly loc: Readonly<TSESTree.SourceLocation> }) & {
  readonly messageId: string;
  readonly data?: Record<string, string | number>;
  readonly fix?: FixLike | null;
  readonly suggest?: {
    readonly messageId: string;
    readonly data?: Record<string, string | number>;
    readonly fix: FixLike;
  }[];
};

export type FixLike = (fixer: FixerLike) => { range: [number, number]; text: string };

interface FixerLike {
  replaceTextRange(range: [number, number], text: string): { range: [number, number]; text: string };
}

export type SourceCode = Readonly<TSESLint.SourceCode>;

/**
 * The source code of a JavaScript or TypeScript file; undefined for the trees of other languages (Markdown, JSON, CSS)
 * and where nobody analysed the scopes.
 */
export function sourceCodeOf(context: RuleContextLike): SourceCode | undefined {
  const candidate = (context.sourceCode ?? context.getSourceCode?.()) as Partial<SourceCode> | undefined;
  const isProgram = candidate?.ast?.type === 'Program' && Array.isArray(candidate.ast.body);
  const hasScopes = Array.isArray(candidate?.scopeManager?.scopes);
  return isProgram && hasScopes && typeof candidate.text === 'string' ? (candidate as SourceCode) : undefined;
}
