import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import { type FunctionNode, type Node, contains, enclosingFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { OwnershipContext } from './context.ts';
import type { LateUse } from './model.ts';

/**
 * Clients of the module that a function ends for one caller while others still hold them: it gives the client out, and for a caller
 * who asks with other settings ends it and puts another one in its place. Renewing it without regard to the caller (after an hour,
 * after an error) is none of it.
 *
 *     if (url !== lastUrl) { shared.quit(); shared = new Redis(url); }
 *     return shared;
 */
export function replaced(context: OwnershipContext): readonly LateUse[] {
  return context.census.calls.flatMap((call) => {
    const variable = call.type === 'CallExpression' ? endedModuleClient(call, context) : undefined;
    const fn = enclosingFunction(call);
    if (!variable || !fn || !givesOut(fn, variable, context) || !isReplacedFor(fn, call, variable, context)) return [];
    return [
      {
        how: 'replaced',
        name: variable.name,
        place: placeOf(call),
        call,
        disposal: call,
        acquisition: undefined,
        awaitable: undefined,
      } as const,
    ];
  });
}

function endedModuleClient(call: TSESTree.CallExpression, context: OwnershipContext): Variable | undefined {
  const callee = unwrap(call.callee);
  const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const variable = object?.type === 'Identifier' ? context.variableOf(object) : undefined;
  if (!object || !variable || homeOf(variable) || variable.scope.type === 'global') return undefined;
  const of = context.origin.denote(object);
  const isClient =
    of?.kind === 'instance' &&
    of.ref.type.kind === 'client' &&
    of.ref.type.reopens === undefined &&
    !of.ref.type.endsByItself;
  return isClient && own(of.ref.type.dispose, propertyName(callee) ?? '') ? variable : undefined;
}

function givesOut(fn: FunctionNode, variable: Variable, context: OwnershipContext): boolean {
  return context.census.returnsOf(fn).some((value) => {
    const inner = value && unwrap(value);
    return inner?.type === 'Identifier' && context.variableOf(inner) === variable;
  });
}

/** Whether it does so because the caller asks with other settings, and then fills the variable with a client that has those. */
function isReplacedFor(fn: FunctionNode, disposal: Node, variable: Variable, context: OwnershipContext): boolean {
  const parameters = context.scopes
    .declaredBy(fn)
    .filter(({ defs }) => (defs[0]?.type as string | undefined) === 'Parameter');
  const asks = (node: Node): boolean =>
    parameters.some(({ references }) => references.some(({ identifier }) => contains(node, identifier)));
  return (
    testsAround(disposal, fn).some(asks) &&
    variable.references.some((each) => {
      const value = each.isWrite() && contains(fn, each.identifier) ? each.writeExpr : undefined;
      return value ? value.range[0] > disposal.range[1] && asks(value) : false;
    })
  );
}

/** The conditions of the `if` statements round a node. */
function testsAround(node: Node, home: FunctionNode): readonly Node[] {
  const found: Node[] = [];
  for (let at: Node | undefined = node.parent; at && at !== home; at = at.parent)
    if (at.type === 'IfStatement') found.push(at.test);
  return found;
}
