import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import type { Node } from '../lang/nodes.ts';
import { homeOf } from '../lang/scopes.ts';
import type { Layout } from './layout.ts';
import type { SourceCode, TextEdit } from './model.ts';
import { meaningOf } from './names.ts';
import type { Pen } from './wrap.ts';

/** A place at module level before the statement that a node stands in. */
export interface ModulePlace {
  readonly at: number;
  insert(code: string): TextEdit;
}

/** The place at module level where a value that is made at a node could be made instead; undefined where one of its names has no value yet there. */
export function modulePlace(node: Node, made: Node, pen: Pen, sourceCode: SourceCode): ModulePlace | undefined {
  let top = node;
  for (; top.parent && top.parent.type !== 'Program'; top = top.parent)
    if (top.type === 'TSModuleDeclaration') return undefined;
  const at = pen.startOf(top);
  if (at === undefined || top.type === 'TSModuleDeclaration' || !isThere(made, at, sourceCode)) return undefined;
  const { newline } = pen.layout;
  return { at, insert: (code) => ({ range: [at, at], text: `${code}${newline}${newline}` }) };
}

/** The end of a statement that is inserted before another one, where semicolons are left out. */
export function endBefore(at: number, layout: Layout, sourceCode: SourceCode): string {
  return layout.end === '' && /^[([`+\-/]/.test(sourceCode.text.slice(at)) && !/^\/[/*]/.test(sourceCode.text.slice(at))
    ? ';'
    : layout.end;
}

/** Whether every name that an expression uses has its value at a place of the module: imports and functions have it from the start. */
function isThere(made: Node, at: number, sourceCode: SourceCode): boolean {
  let found = true;
  walk(made, sourceCode.visitorKeys, (node) => {
    if (node.type !== 'Identifier' && node.type !== 'JSXIdentifier') return undefined;
    const variable = meaningOf(node.name, made, sourceCode);
    // What belongs to a function stays with it.
    if (!variable || homeOf(variable)) return undefined;
    const [definition] = variable.defs;
    const kind = definition?.type as string | undefined;
    const name = definition?.name as TSESTree.Node | undefined;
    const isEarly =
      !name || kind === 'ImportBinding' || kind === 'FunctionName' || endOf(definition?.node as Node) <= at;
    found &&= isEarly || isInside(name, made);
    return undefined;
  });
  return found;
}

/** A declaration of the module has given its names their values at its end. */
function endOf(declaration: Node): number {
  return declaration.range[1];
}

function isInside(name: Node, made: Node): boolean {
  return made.range[0] <= name.range[0] && name.range[1] <= made.range[1];
}
