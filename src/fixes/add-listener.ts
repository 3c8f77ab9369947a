import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, outside } from '../lang/nodes.ts';
import type { UnheardEmitter } from '../ownership/unheard-errors.ts';
import { indentAt, layoutOf } from './layout.ts';
import type { Editing, Repair, SourceCode } from './model.ts';

export const ADD_LISTENER_TITLES = {
  addListener: 'Add a listener for `error` to `{{name}}` that logs.',
} as const;

type Title = keyof typeof ADD_LISTENER_TITLES;

/**
 * A listener that logs, in a statement of its own behind the one that gives the client its name. Nothing where the client has no
 * name, or gets it in the middle of an expression.
 *
 *     const pool = new Pool(config);
 *     pool.on('error', console.error);
 */
export function addListener(emitter: UnheardEmitter, { sourceCode }: Editing): readonly Repair<Title>[] {
  const held = heldBy(emitter.call, sourceCode);
  if (!held || !emitter.name) return [];
  const { newline, end } = layoutOf(sourceCode);
  const { name } = held;
  const at = held.statement.range[1];
  const indent = indentAt(sourceCode.text, held.statement.range[0]);
  const text = `${newline}${indent}${name}.on('error', console.error)${end}`;
  return [
    {
      certainty: 'likely',
      title: 'addListener',
      data: { name },
      edits: [{ range: [at, at], text }],
      covers: held.statement.range,
    },
  ];
}

/** The statement that names the client, in a list of statements, and the name. */
function heldBy(call: Node, sourceCode: SourceCode): { readonly name: string; readonly statement: Node } | undefined {
  let at = call;
  for (let { parent } = outside(call); parent?.type === 'AwaitExpression'; { parent } = outside(at)) at = parent;
  const { parent, child } = outside(at);
  if (parent?.type === 'VariableDeclarator' && parent.init === child) {
    const declaration: TSESTree.VariableDeclaration = parent.parent;
    const { parent: list } = declaration;
    const statement = list.type === 'ExportNamedDeclaration' ? list : declaration;
    const isOnly = declaration.declarations.length === 1 && isList(statement.parent);
    return isOnly && parent.id.type === 'Identifier' ? { name: parent.id.name, statement } : undefined;
  }
  if (parent?.type !== 'AssignmentExpression' || parent.right !== child || parent.operator !== '=') return undefined;
  const { left, parent: statement } = parent;
  return statement.type === 'ExpressionStatement' && isList(statement.parent)
    ? { name: sourceCode.getText(left), statement }
    : undefined;
}

function isList(node: Node | undefined): boolean {
  return node?.type === 'Program' || node?.type === 'BlockStatement' || node?.type === 'StaticBlock';
}
