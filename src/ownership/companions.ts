import { type Node, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';
import { looksEnding } from './field-uses.ts';

/**
 * Whether nobody but the call can end what stands at an argument: it is made in its place, or has a name that is otherwise only read.
 *
 *     const transport = new StdioClientTransport({ command });
 *     transport.onerror = log;
 *     await client.connect(transport);      // only the client can end it
 */
export function isForCallAlone(argument: Node | undefined, context: Pick<OwnershipContext, 'variableOf'>): boolean {
  const given = argument && unwrap(argument);
  if (!given) return false;
  if (isMade(given)) return true;
  const variable = given.type === 'Identifier' ? context.variableOf(given) : undefined;
  const init = variable && constantInit(variable);
  if (!init || !isMade(unwrap(init))) return false;
  return variable.references.every(({ identifier, init: isFirst }) => {
    const { parent, child } = outside(identifier);
    if (isFirst === true || (identifier as Node) === given) return true;
    return (
      parent?.type === 'MemberExpression' && parent.object === child && !looksEnding(propertyName(parent) ?? 'close')
    );
  });
}

/** `new Transport(url)`, `url ? new Remote(url) : new Local()`. */
function isMade(node: Node): boolean {
  return node.type === 'ConditionalExpression'
    ? isMade(unwrap(node.consequent)) && isMade(unwrap(node.alternate))
    : node.type === 'NewExpression';
}
