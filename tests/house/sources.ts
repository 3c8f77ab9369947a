import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

/** The files of the house, as the tests that keep it in order read them. */

export const root = join(import.meta.dirname, '../..');

export interface Source {
  /** Path from the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Paths below a folder of the repository, from its root; empty when there is no such folder. */
export function filesUnder(folder: string, wanted: RegExp): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter(
    ({ name }) => name !== 'node_modules',
  );
  const paths = entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path, wanted) : wanted.test(path) ? [path] : [];
  });
  return paths.sort();
}

export const sources: readonly Source[] = filesUnder('src', /\.ts$/).map((path) => ({ path, text: read(path) }));

/** An import or re-export of a file. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  /** It is gone at run time. */
  readonly isTypeOnly: boolean;
}

/** What a file imports and re-exports, also by `import()` and `require()`. */
export function importsOf({ path, text }: Source): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) found.push({ from: path, specifier: specifier.text, isTypeOnly: isTypeOnly(node) });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteral | undefined {
  const candidate =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && /^(?:import|require)$/.test(node.expression.getText())
        ? node.arguments[0]
        : undefined;
  return candidate && ts.isStringLiteral(candidate) ? candidate : undefined;
}

/** `import type …`; an `import { type A }` stays behind as an import for its side effects. */
function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}
