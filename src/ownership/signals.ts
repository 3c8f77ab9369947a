import { walk } from '../lang/census.ts';
import { type Node, isFunctionLiteral, propertyName, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';

/**
 * What a call is made with that can end it, by its key, and the method that does: the controllers of its signals, and the dispatchers that
 * it is given, in its arguments or in constants that those name.
 */
export function endsOf(call: Node, context: OwnershipContext): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const read = (root: Node, depth: number): void => {
    walk(root, {}, (node) => {
      if (node.type === 'MemberExpression' && propertyName(node) === 'signal') {
        const key = context.conditions.keyOf(node.object);
        if (key !== undefined) found.set(key, 'abort');
        return false;
      }
      if (node.type === 'Property' && DISPATCHING.has(propertyName(node) ?? '')) {
        const key = context.conditions.keyOf(node.value);
        if (key !== undefined) found.set(key, 'destroy');
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

/** Options that name what holds the connection. Destroying it ends its calls, closing it waits for them. */
const DISPATCHING = new Set(['dispatcher', 'agent', 'httpAgent', 'httpsAgent']);

/** Whether a call stands in a `finally`, of a statement or of a promise chain. */
export function isInFinally(call: Node): boolean {
  for (let at: Node = call; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'TryStatement' && parent.finalizer === at) return true;
    if (!isFunctionLiteral(at)) continue;
    const callee = parent.type === 'CallExpression' ? unwrap(parent.callee) : undefined;
    return callee?.type === 'MemberExpression' && propertyName(callee) === 'finally';
  }
  return false;
}
