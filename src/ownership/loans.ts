import { type TypeRef, own } from '../catalog/index.ts';
import { type Node, contains, enclosingClass, isReturned, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { homeOf } from '../lang/scopes.ts';
import type { Call, OwnershipContext } from './context.ts';
import { looksEnding } from './field-uses.ts';
import { isAlike } from './kept-clients.ts';
import { isOnFailure } from './listeners.ts';

/**
 * Whether something that nothing is known of only borrows what it is given, as another place of the file shows, where whoever gives it
 * the same kind of thing ends that thing himself:
 *
 *     async function test(options) {
 *       const socket = new Socket();
 *       try { await openSocket(socket, options); } finally { socket.destroy(); }   // so `openSocket` does not
 *     }
 *     async function measure(options) {
 *       const socket = new Socket();
 *       await openSocket(socket, options);                                         // and this function owes it
 *     }
 *
 * What the call gives must not have an end of its own, which may be that of the resource, too.
 */
export function isLoan(call: Call, position: number, ref: TypeRef, context: OwnershipContext): boolean {
  const key = calleeKey(call, context);
  if (key === undefined || !endsNothing(call, context)) return false;
  return context.census.calls.some((other) => {
    const given = other.arguments[position];
    if (!given || other === call || other.type !== call.type || calleeKey(other, context) !== key) return false;
    return isEndedByGiver(given, ref, context);
  });
}

/** The key of a callee that means the same everywhere in the file: a function of the module or an import, a member of such. */
function calleeKey(call: Call, context: OwnershipContext): string | undefined {
  let root: Node = unwrap(call.callee);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const variable = root.type === 'Identifier' ? context.variableOf(root) : undefined;
  return variable && homeOf(variable) === undefined ? context.conditions.keyOf(call.callee) : undefined;
}

/** Whether what was given is ended beside, where nothing has failed: by the same name, or by the same field of the class. */
function isEndedByGiver(given: Node, ref: TypeRef, context: OwnershipContext): boolean {
  const key = context.conditions.keyOf(given);
  const of = key === undefined ? undefined : context.origin.denote(given);
  if (of?.kind !== 'instance' || !isAlike(of.ref, ref)) return false;
  const owner = enclosingClass(given);
  return context.census.calls.some((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || context.conditions.keyOf(callee.object) !== key) return false;
    if (key?.startsWith('this.') === true && (!owner || !contains(owner, call))) return false;
    return own(of.ref.type.dispose, propertyName(callee) ?? '') !== undefined && !isOnFailure(call);
  });
}

/** Whether the result is dropped, or held by a name that nothing ends and nobody else gets. */
function endsNothing(call: Call, context: OwnershipContext): boolean {
  let { parent } = outside(call);
  if (parent?.type === 'AwaitExpression') ({ parent } = outside(parent));
  if (parent?.type === 'ExpressionStatement') return true;
  const variable =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
      ? context.variableOf(parent.id)
      : undefined;
  if (!variable || homeOf(variable) === undefined) return false;
  return variable.references.every(({ identifier, init }) => {
    const { parent: user, child } = outside(identifier);
    if (init === true) return true;
    if (isReturned(identifier) || user?.type === 'AssignmentExpression' || user?.type === 'Property') return false;
    return user?.type !== 'MemberExpression' || user.object !== child || !looksEnding(propertyName(user) ?? '');
  });
}
