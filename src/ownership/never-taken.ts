import { type Node, literalValue, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { OwnershipSource } from './ownership.ts';

/** How many names and parts of a condition are followed. */
const DEEP = 6;

/**
 * Whether a place stands in an arm that is never taken, since the file writes down what its condition always is. What cannot be told
 * may be taken: what is read from the environment, given by a caller, or written a second time.
 *
 *     const url: string | undefined = undefined;
 *     if (url) await fetch(url);
 */
export function isNeverTaken(node: Node, source: OwnershipSource): boolean {
  for (let at: Node = node; at.parent; at = at.parent) if (isOff(at, at.parent, source)) return true;
  return false;
}

function isOff(arm: Node, parent: Node, source: OwnershipSource): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      if (parent.consequent === arm) return truthOf(parent.test, source, 0) === false;
      return parent.alternate === arm && truthOf(parent.test, source, 0) === true;
    case 'LogicalExpression':
      if (parent.right !== arm || parent.operator === '??') return false;
      return truthOf(parent.left, source, 0) === (parent.operator === '||');
    default:
      return false;
  }
}

/** What a condition always is; undefined where the file does not write it down. */
function truthOf(test: Node, source: OwnershipSource, depth: number): boolean | undefined {
  const inner = unwrap(test);
  if (depth > DEEP) return undefined;
  const of = (each: Node): boolean | undefined => truthOf(each, source, depth + 1);
  if (inner.type === 'UnaryExpression' && inner.operator === '!') {
    const found = of(inner.argument);
    return found === undefined ? undefined : !found;
  }
  if (inner.type === 'LogicalExpression' && inner.operator !== '??') {
    const decides = inner.operator === '||';
    return of(inner.left) === decides || of(inner.right) === decides ? decides : undefined;
  }
  // Regular expressions and big integers have no value in every engine.
  if (inner.type === 'Literal' && ('regex' in inner || 'bigint' in inner)) return undefined;
  const literal = literalValue(inner);
  if (literal) return Boolean(literal.value);
  const variable = inner.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
  const init = variable && constantInit(variable);
  return init ? of(init) : undefined;
}
