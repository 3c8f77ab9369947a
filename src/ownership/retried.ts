import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import { type Node, contains, enclosingFunction, isFunctionLiteral, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { OwnershipContext } from './context.ts';
import type { Tree } from './escapes.ts';
import type { LateUse } from './model.ts';

const RETRYING = /retry|retries|back_?off/i;
const TAKING = /^(?:get|acquire|borrow|checkout|connect|reserve)/i;
const GIVING_BACK = /^(?:release|giveBack|checkin|return)/i;

/**
 * Disposals inside the callback of a retry, of what was acquired outside it: the second attempt works with what the first has ended.
 *
 *     const connection = await manager.getConnection();
 *     return retry(() => run(connection).finally(() => manager.releaseConnection(connection)));
 */
export function retried(context: OwnershipContext, { keys }: Tree): readonly LateUse[] {
  return context.census.calls.flatMap((call) => {
    const callback = call.type === 'CallExpression' ? retriedCallback(call) : undefined;
    return callback ? endedInside(callback, context, keys) : [];
  });
}

function retriedCallback(call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (name === undefined || !RETRYING.test(name)) return undefined;
  return call.arguments.map(unwrap).find(isFunctionLiteral);
}

function endedInside(callback: Node, context: OwnershipContext, keys: Tree['keys']): readonly LateUse[] {
  const found: LateUse[] = [];
  walk(callback, keys, (node) => {
    const variable =
      node.type === 'CallExpression' && endsAttempt(node, callback) ? endedBy(node, context, keys) : undefined;
    const home = variable && homeOf(variable);
    const isOuter = home !== undefined && home !== callback && contains(home, callback);
    if (node.type !== 'CallExpression' || !variable || !isOuter || isRenewed(variable, callback)) return undefined;
    found.push({
      how: 'retried',
      name: variable.name,
      place: placeOf(node),
      call: node,
      disposal: node,
      acquisition: undefined,
      awaitable: undefined,
    });
    return undefined;
  });
  return found.slice(0, 1);
}

/** Whether a call is made when the attempt has failed: in a `finally` or `catch` of the callback, as a block or as a handler. */
function endsAttempt(call: Node, callback: Node): boolean {
  for (let at = call; at.parent && at !== callback; at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type === 'TryStatement' && (parent.finalizer === at || parent.handler === at)) return true;
    const callee = parent.type === 'CallExpression' && parent.callee !== at ? unwrap(parent.callee) : undefined;
    if (callee?.type === 'MemberExpression' && /^(?:finally|catch)$/.test(propertyName(callee) ?? '')) return true;
  }
  return false;
}

/** The variable whose resource a call ends: `client.release()`, `pool.release(client)`, `manager.releaseConnection(connection)`. */
function endedBy(call: TSESTree.CallExpression, context: OwnershipContext, keys: Tree['keys']): Variable | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(callee) ?? '';
  const on = context.origin.denote(callee.object);
  const object = unwrap(callee.object);
  if (on?.kind === 'instance' && own(on.ref.type.dispose, name) && object.type === 'Identifier')
    return on.ref.type.reopens ? undefined : context.variableOf(object);
  const [given] = call.arguments.map(unwrap);
  if (given?.type !== 'Identifier') return undefined;
  const isKnown = on?.kind === 'instance' && own(on.ref.type.members, name)?.releasesArgument === 0;
  const isPaired = GIVING_BACK.test(name) && wasTakenFrom(callee.object, call, context, keys);
  return isKnown || isPaired ? context.variableOf(given) : undefined;
}

/** Whether a function around the call takes from the same object what the call gives back to it. */
function wasTakenFrom(object: Node, call: Node, context: OwnershipContext, keys: Tree['keys']): boolean {
  const key = context.conditions.keyOf(object);
  let outermost: Node | undefined;
  for (let fn = enclosingFunction(call); fn; fn = enclosingFunction(fn)) outermost = fn;
  let found = false;
  if (key === undefined || !outermost) return false;
  walk(outermost, keys, (node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
    if (callee?.type === 'MemberExpression' && TAKING.test(propertyName(callee) ?? ''))
      found ||= context.conditions.keyOf(callee.object) === key;
    return undefined;
  });
  return found;
}

/** Whether each attempt may have one of its own: the callback gives the name another value. */
function isRenewed({ references }: Variable, callback: Node): boolean {
  return references.some((each) => each.isWrite() && contains(callback, each.identifier));
}
