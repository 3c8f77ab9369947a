import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import { type FunctionNode, isFunctionLiteral, propertyName, unwrap } from '../lang/nodes.ts';
import type { OwnershipContext } from './context.ts';
import { ITERATING, LISTENING } from './registering.ts';

/**
 * What a call of something that nothing is known of perhaps passes on, since it is given a function that makes just that:
 * `await retry(() => fetch(url))`, `await limiter.schedule(() => pool.connect())`. It may also make something else of it, so that the
 * code has to show that it has the resource in hand.
 */
export function passedOnBy(call: TSESTree.CallExpression, context: OwnershipContext): TypeRef | undefined {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (name !== undefined && (ITERATING.has(name) || LISTENING.has(name) || CHAINING.has(name))) return undefined;
  const [only, ...more] = call.arguments.map(unwrap).filter(isFunctionLiteral);
  const made = only && more.length === 0 ? madeBy(only, context) : undefined;
  return made && !context.origin.calleeOf(call) ? made : undefined;
}

const CHAINING = new Set(['then', 'catch', 'finally']);

/** The one type of resource that all that a function returns is of, each made in it. */
function madeBy(fn: FunctionNode, context: OwnershipContext): TypeRef | undefined {
  if (fn.generator) return undefined;
  let made: TypeRef | undefined;
  for (const value of context.census.returnsOf(fn)) {
    const found = value && context.origin.denote(value);
    if (found?.kind !== 'instance' || found.fresh !== 'yes' || found.evidence) return undefined;
    if (made && made.type !== found.ref.type) return undefined;
    made = found.ref;
  }
  return made;
}
