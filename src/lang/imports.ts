import type { TSESTree } from '@typescript-eslint/utils';

/** A module that a text takes something from, and where the clause ends that says what. */
export interface Import {
  readonly specifier: string;
  readonly at: number;
}

/** What a module imports, or exports again, by its tree; undefined where its text may take a module in by other words as well. */
export function importsOf({ body }: TSESTree.Program, text: string): readonly Import[] | undefined {
  if (text.includes('equire') || /\bimport\s*\(/.test(text)) return undefined;
  return body.flatMap((statement) => {
    const source = 'source' in statement ? statement.source : undefined;
    if (!source) return [];
    const at = text.lastIndexOf('from', source.range[0]);
    return [{ specifier: source.value, at: Math.max(at, statement.range[0]) }];
  });
}
