import { walk } from '../lang/census.ts';
import { type Node, propertyName } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';

/** The controllers with whose signals a call is made, by their keys: in its arguments, or in constants that those name. */
export function signalsOf(call: Node, context: OwnershipContext): ReadonlySet<string> {
  const found = new Set<string>();
  const read = (root: Node, depth: number): void => {
    walk(root, {}, (node) => {
      if (node.type === 'MemberExpression' && propertyName(node) === 'signal') {
        const key = context.conditions.keyOf(node.object);
        if (key !== undefined) found.add(key);
        return false;
      }
      const variable = node.type === 'Identifier' && depth < 2 ? context.variableOf(node) : undefined;
      const init = variable && constantInit(variable);
      if (init?.type === 'ObjectExpression') read(init, depth + 1);
      return node === root || !node.type.includes('Function');
    });
  };
  if (call.type === 'CallExpression') for (const argument of call.arguments) read(argument, 0);
  return found;
}
