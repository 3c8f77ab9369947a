import { parse } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';

import { libraries } from '../../src/catalog/libraries.ts';

/** The ways in which functions that are right are made wrong. */
export const KINDS = ['deleted', 'out of finally', 'throws before try'] as const;
export type Kind = (typeof KINDS)[number];

/** A module in which every function that was right, and could be, has been made wrong in one way. */
export interface Mutated {
  readonly code: string;
  /** The functions that were changed, each with its first and last line. */
  readonly functions: readonly { readonly name: string; readonly lines: readonly [number, number] }[];
}

type Node = TSESTree.Node;

/** The names of all methods that end an obligation. */
const DISPOSERS: ReadonlySet<string> = new Set(
  libraries.flatMap(({ types }) =>
    Object.values(types).flatMap(({ dispose = {}, members = {} }) => [
      ...Object.keys(dispose).map((path) => path.slice(path.lastIndexOf('.') + 1)),
      ...Object.entries(members).flatMap(([name, { releasesArgument }]) =>
        releasesArgument === undefined ? [] : [name],
      ),
    ]),
  ),
);

/** The module with the exported functions made wrong in which nothing is reported. */
export function mutated(code: string, kind: Kind, reported: readonly number[]): Mutated {
  const tree = parse(code, { range: true, loc: true, jsx: true });
  const changed = tree.body.flatMap((statement) => {
    const fn = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
    const isReported = reported.some((line) => line >= statement.loc.start.line && line <= statement.loc.end.line);
    if (fn?.type !== 'FunctionDeclaration' || isReported) return [];
    const edits = outermost(editsOf(code, kind, nodesIn(fn.body)));
    return edits.length > 0 ? [{ name: fn.id?.name ?? '', range: statement.range, edits }] : [];
  });
  const all = changed.flatMap(({ edits }) => edits);
  const lineAt = (offset: number): number => {
    const before = all.filter(({ range }) => range[1] <= offset);
    return applied(code.slice(0, offset), before).split('\n').length;
  };
  const functions = changed.map(({ name, range }) => ({ name, lines: [lineAt(range[0]), lineAt(range[1])] as const }));
  return { code: applied(code, all), functions };
}

function editsOf(code: string, kind: Kind, nodes: readonly Node[]): Edit[] {
  if (kind === 'deleted') return nodes.filter(isDisposal).map(({ range }) => ({ range, text: 'undefined' }));
  return nodes.flatMap((node): Edit[] => {
    if (node.type !== 'TryStatement' || !nodesIn(node).some(isDisposal)) return [];
    if (kind === 'throws before try') return [{ range: [node.range[0], node.range[0]], text: THROWS }];
    const { finalizer, handler } = node;
    if (!finalizer || !nodesIn(finalizer).some(isDisposal)) return [];
    const inner = code.slice(finalizer.range[0] + 1, finalizer.range[1] - 1);
    return [
      handler
        ? { range: [handler.range[1], finalizer.range[1]], text: ` ${inner}` }
        : { range: finalizer.range, text: `{} ${inner}` },
    ];
  });
}

/** Throws in earnest, so that it counts for responses too; where code is asynchronous, an awaited call would do. */
const THROWS = "if (globalThis.stopped) throw new Error('stopped'); ";

function isDisposal(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = node.callee;
  // The `end()` that sends a request has the callback in it that reads the response.
  if (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'CallExpression' &&
    nodesIn(callee.object).some(isDisposal)
  )
    return false;
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier')
    return DISPOSERS.has(callee.property.name);
  return callee.type === 'Identifier' && callee.name === 'done';
}

interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** The edits that no other contains. */
function outermost(edits: readonly Edit[]): readonly Edit[] {
  return edits.filter(
    ({ range }) =>
      !edits.some((other) => other.range !== range && other.range[0] <= range[0] && other.range[1] >= range[1]),
  );
}

function applied(code: string, edits: readonly Edit[]): string {
  const last = [...edits].sort((a, b) => b.range[0] - a.range[0]);
  return last.reduce(
    (text, { range, text: inserted }) => text.slice(0, range[0]) + inserted + text.slice(range[1]),
    code,
  );
}

/** A node and all below it. */
function nodesIn(root: Node): Node[] {
  const found: Node[] = [root];
  for (const node of found) {
    for (const [key, value] of Object.entries(node)) {
      if (key === 'parent' || key === 'loc' || key === 'range') continue;
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
        if (typeof child === 'object' && child !== null && 'type' in child) found.push(child as Node);
      }
    }
  }
  return found;
}
