import type { TSESTree } from '@typescript-eslint/utils';

import type { InlinePlan } from '../flow/graph.ts';
import { type FunctionNode, isFunctionLiteral, propertyName, unwrap } from '../lang/nodes.ts';
import type { Origin } from '../origin/origin.ts';

/** What runs soon and for certain. A timer may be cleared before it fires. */
const SCHEDULING = new Set(['setImmediate', 'queueMicrotask', 'nextTick']);

/**
 * The function literals that belong to the flow of the call that they are given to: the executor of a promise runs now, the
 * callback of a library's method (`client.query(sql, (error, rows) => …)`) and of `setImmediate` runs once, later.
 */
export function inlinedCallbacks(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  origin: Origin,
): InlinePlan | undefined {
  const callee = unwrap(call.callee);
  if (call.type === 'NewExpression') {
    const executor = call.arguments[0] && unwrap(call.arguments[0]);
    return callee.type === 'Identifier' && callee.name === 'Promise' && isFunctionLiteral(executor) && !executor.async
      ? plan(executor, 'now')
      : undefined;
  }
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  if (name !== undefined && SCHEDULING.has(name)) return isFunctionLiteral(first) ? plan(first, 'later') : undefined;
  if (name === 'forEach' && isFunctionLiteral(first)) return first.async ? undefined : plan(first, 'maybe-many');
  const last = call.arguments.at(-1);
  const callback = last && unwrap(last);
  if (!isFunctionLiteral(callback) || callee.type !== 'MemberExpression') return undefined;
  return !isListening(name) && isLibraryMethod(callee, origin) ? plan(callback, 'later') : undefined;
}

function isListening(name: string | undefined): boolean {
  return (
    name === 'on' ||
    name === 'once' ||
    name === 'addListener' ||
    name === 'addEventListener' ||
    name === 'prependListener'
  );
}

function isLibraryMethod(callee: TSESTree.MemberExpression, origin: Origin): boolean {
  const on = origin.denote(callee.object);
  return on?.kind === 'instance' && !on.promise;
}

function plan(fn: FunctionNode, when: InlinePlan['callbacks'][number]['when']): InlinePlan {
  return { callbacks: [{ fn, when }] };
}
