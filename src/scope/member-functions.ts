import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, enclosingFunction, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit } from '../lang/scopes.ts';
import type { ScopeSource } from './model.ts';

/**
 * The functions that a call of a member of an object calls, where the object is a literal or gets its functions one by one:
 * `store.load()` of `const store = { load() { … } }` or `store.load = function () { … }`, and `this.load()` in another of them.
 */
export function memberFunctions(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  source: ScopeSource,
): readonly FunctionNode[] {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined) return [];
  const object = unwrap(callee.object);
  if (object.type === 'ThisExpression') return ofThis(object, name, source);
  const variable = object.type === 'Identifier' ? source.scopes.variableOf(object) : undefined;
  return variable ? ofObject(variable, name) : [];
}

function ofObject(variable: Variable, name: string): readonly FunctionNode[] {
  const init = constantInit(variable);
  const literal = init && unwrap(init);
  const own = literal?.type === 'ObjectExpression' ? ofLiteral(literal, name) : [];
  const added = variable.references.flatMap(({ identifier }) => {
    const member = identifier.parent as Node | undefined;
    const assignment = member?.parent;
    return member?.type === 'MemberExpression' &&
      member.object === identifier &&
      propertyName(member) === name &&
      assignment?.type === 'AssignmentExpression' &&
      assignment.left === member &&
      isFunction(assignment.right)
      ? [assignment.right]
      : [];
  });
  return [...own, ...added];
}

function ofLiteral(literal: TSESTree.ObjectExpression, name: string): readonly FunctionNode[] {
  return literal.properties.flatMap((property) =>
    property.type === 'Property' && propertyName(property) === name && isFunction(property.value)
      ? [property.value]
      : [],
  );
}

/** The object whose function `this` stands in. */
function ofThis(node: Node, name: string, source: ScopeSource): readonly FunctionNode[] {
  let fn = enclosingFunction(node);
  while (fn?.type === 'ArrowFunctionExpression') fn = enclosingFunction(fn);
  const holder = fn?.parent;
  if (holder?.type === 'Property' && holder.parent.type === 'ObjectExpression') return ofLiteral(holder.parent, name);
  if (holder?.type !== 'AssignmentExpression' || holder.left.type !== 'MemberExpression') return [];
  const object = unwrap(holder.left.object);
  const variable = object.type === 'Identifier' ? source.scopes.variableOf(object) : undefined;
  return variable ? ofObject(variable, name) : [];
}
