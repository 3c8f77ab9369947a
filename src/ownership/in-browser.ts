import type { Edge, Point } from '../flow/graph.ts';
import { type Node, literalValue, propertyName, unwrap } from '../lang/nodes.ts';

/**
 * Whether an edge is taken in a browser only, in code that serves both: behind `if (process.server) { …; return; }`, in
 * `if (import.meta.client) { … }`, `if (typeof window !== 'undefined') { … }`. What bundlers fold is written just so.
 */
export function isInBrowser({ node, role }: Point, edge: Edge): boolean {
  if (role !== 'test' || !node || (edge.kind !== 'true' && edge.kind !== 'false')) return false;
  return tellsBrowser(unwrap(node), edge.kind === 'true');
}

function tellsBrowser(test: Node, outcome: boolean): boolean {
  if (test.type === 'UnaryExpression' && test.operator === '!') return tellsBrowser(unwrap(test.argument), !outcome);
  if (test.type === 'BinaryExpression') {
    const side = unwrap(test.left);
    const isWindow =
      side.type === 'UnaryExpression' &&
      side.operator === 'typeof' &&
      side.argument.type === 'Identifier' &&
      /^(?:window|document)$/.test(side.argument.name);
    const isEqual = test.operator === '===' || test.operator === '==';
    return isWindow && literalValue(test.right)?.value === 'undefined' && isEqual !== outcome;
  }
  if (test.type !== 'MemberExpression') return false;
  const object = unwrap(test.object);
  const isFlag = object.type === 'MetaProperty' || (object.type === 'Identifier' && object.name === 'process');
  const name = propertyName(test);
  return isFlag && (outcome ? name === 'client' || name === 'browser' : name === 'server');
}
