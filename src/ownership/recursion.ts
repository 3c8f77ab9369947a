import type { TSESTree } from '@typescript-eslint/utils';

import { contains, unwrap } from '../lang/nodes.ts';
import { functionOf } from '../lang/scopes.ts';
import type { Located } from '../origin/model.ts';
import type { OwnershipContext } from './context.ts';

/** The function round a call that the call calls again by its name. */
export function calledAgain(call: TSESTree.CallExpression, context: OwnershipContext): Located | undefined {
  const callee = unwrap(call.callee);
  const variable = callee.type === 'Identifier' ? context.variableOf(callee) : undefined;
  const fn = variable && functionOf(variable);
  return fn && contains(fn, call) ? { fn, home: context.origin } : undefined;
}
