import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, contains, isFunctionLiteral, unwrap } from '../lang/nodes.ts';
import type { OwnershipContext } from './context.ts';
import type { Exit, Obligation } from './model.ts';

/**
 * The way out on which those are lost that were there already when another one failed: `Promise.all` rejects with the first error, and
 * what the others give reaches no name.
 *
 *     const [source, target] = await Promise.all([pool.connect(), archive.connect()]);
 *
 * A client is kept open by many a program that ends anyway when it cannot start, so that a function has to show that it ends its clients.
 */
export function lostWithSibling(
  { kind, together, acquisition }: Obligation,
  proven: boolean,
  context: OwnershipContext,
): Exit | undefined {
  if (!together || kind === 'response' || (kind === 'client' && !proven)) return undefined;
  if (!othersMayFail(acquisition, together, context)) return undefined;
  return { how: 'alone', node: together, jump: undefined, path: [] };
}

/** Whether one of those that are waited for together may fail when this one has not. */
function othersMayFail(acquisition: Node, together: Node, context: OwnershipContext): boolean {
  const call = together.type === 'AwaitExpression' ? unwrap(together.argument) : together;
  const given = call.type === 'CallExpression' && call.arguments[0] ? unwrap(call.arguments[0]) : undefined;
  if (given?.type === 'ArrayExpression')
    return given.elements.some((each) => {
      const inner = each && unwrap(each);
      return inner && !contains(inner, acquisition) && inner.type === 'CallExpression' && mayReject(inner, context);
    });
  // `urls.map((url) => connect(url))`, unless each looks after its own failure.
  const mapped = given?.type === 'CallExpression' && given.arguments[0] ? unwrap(given.arguments[0]) : undefined;
  return isFunctionLiteral(mapped) && context.throws(mapped, 'awaited');
}

function mayReject(call: TSESTree.CallExpression, context: OwnershipContext): boolean {
  const waiting = { type: 'AwaitExpression', argument: call } as unknown as TSESTree.AwaitExpression;
  return context.strengthOf(waiting, 'done') === 'strong';
}
