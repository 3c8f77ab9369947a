import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isFunction,
  isFunctionLiteral,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, functionOf, homeOf } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';
import type { Effects } from './effects.ts';
import type { Exit, Obligation } from './model.ts';
import { LISTENING } from './registering.ts';

/**
 * Timers that settle a promise which is made by hand, while a connection made for that promise stays open:
 *
 *     new Promise((resolve, reject) => {
 *       const socket = connect(port);
 *       socket.once('connect', () => { socket.end(); resolve(); });
 *       setTimeout(() => reject(new Error('too slow')), 1000);   // nobody ends the socket any more
 *     });
 *
 * Only a timer whose callback does nothing but settle, log and clear timers is judged, and only where nobody else has the resource.
 */
export function timeoutsOf(obligation: Obligation, effects: Effects, context: OwnershipContext): readonly Exit[] {
  if (obligation.kind === 'response' || effects.escapes || effects.returned) return [];
  const executor = executorOf(obligation, context);
  if (!executor || !isKeptInside(executor, obligation, effects, context)) return [];
  const settling = new Set(executor.params.flatMap((parameter) => context.variableOf(parameter) ?? []));
  const timers = context.census.calls.filter((call) => contains(executor, call));
  return timers.flatMap((call) => {
    const callback = call.type === 'CallExpression' ? timedCallback(call, context) : undefined;
    const settles = callback && onlySettles(callback, settling, context);
    return settles ? [{ how: 'times out' as const, node: settles, jump: undefined, path: [] }] : [];
  });
}

/** The executor of the innermost `new Promise(…)` in which the resource is acquired. */
function executorOf({ acquisition }: Obligation, context: OwnershipContext): FunctionNode | undefined {
  for (let fn = enclosingFunction(acquisition); fn; fn = enclosingFunction(fn)) {
    const { parent } = outside(fn);
    const isExecutor =
      parent?.type === 'NewExpression' &&
      parent.callee.type === 'Identifier' &&
      parent.callee.name === 'Promise' &&
      context.variableOf(parent.callee)?.defs.length !== 1;
    if (isExecutor) return fn;
  }
  return undefined;
}

/** Whether all names of the resource are local to the executor, and only listeners, which wait for something, deal with it. */
function isKeptInside(
  executor: FunctionNode,
  obligation: Obligation,
  effects: Effects,
  context: OwnershipContext,
): boolean {
  const isLocal = [...effects.holders.keys()].every((variable) => {
    const home = homeOf(variable);
    return home !== undefined && contains(executor, home);
  });
  return (
    isLocal &&
    [...effects.at.keys()].every(isListener) &&
    !obligation.owners.some((owner) => isMadeFor(executor, owner, effects, context))
  );
}

function isListener(node: Node): boolean {
  const { parent } = outside(node);
  const callee = isFunction(node) && parent?.type === 'CallExpression' ? unwrap(parent.callee) : undefined;
  return callee?.type === 'MemberExpression' && LISTENING.has(propertyName(callee) ?? '');
}

/** What was made for the same promise is what leaks, not what was taken from it. */
function isMadeFor(executor: FunctionNode, owner: Node, effects: Effects, context: OwnershipContext): boolean {
  const variable = owner.type === 'Identifier' ? context.variableOf(owner) : undefined;
  const home = variable && !effects.holders.has(variable) ? homeOf(variable) : undefined;
  return home !== undefined && contains(executor, home);
}

/** The callback of `setTimeout(…)` or of `x.setTimeout(ms, …)`. */
function timedCallback(call: TSESTree.CallExpression, context: OwnershipContext): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  const isMethod = callee.type === 'MemberExpression';
  const name = isMethod ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  const isGlobal =
    !isMethod || (callee.object.type === 'Identifier' && /^(?:globalThis|window)$/.test(callee.object.name));
  const isListened = (name === 'on' || name === 'once') && literalAt(call, 0) === 'timeout';
  if (name !== 'setTimeout' && !isListened) return undefined;
  const given = call.arguments.at(isGlobal ? 0 : 1);
  const inner = given && unwrap(given);
  if (isFunctionLiteral(inner)) return inner;
  const variable = inner?.type === 'Identifier' ? context.variableOf(inner) : undefined;
  return variable && functionOf(variable);
}

function literalAt(call: TSESTree.CallExpression, position: number): unknown {
  const argument = call.arguments.at(position);
  return argument && literalValue(argument)?.value;
}

/** The call that settles, where the callback does nothing else of which anybody else could learn that time is up. */
function onlySettles(
  callback: FunctionNode,
  settling: ReadonlySet<Variable>,
  context: OwnershipContext,
): Node | undefined {
  const settles: Node[] = [];
  const others: Node[] = [];
  walk(callback.body, {}, (node) => {
    if (node.type === 'AssignmentExpression' || isFunction(node)) others.push(node);
    if (node.type !== 'CallExpression') return others.length === 0;
    const callee = unwrap(node.callee);
    const variable = callee.type === 'Identifier' ? context.variableOf(callee) : undefined;
    if (variable && settling.has(variable)) settles.push(node);
    else if (!isHarmless(callee)) others.push(node);
    return others.length === 0;
  });
  return others.length === 0 ? settles[0] : undefined;
}

/** `clearTimeout(…)`, `logger.warn(…)`, `parts.join(…)`. */
function isHarmless(callee: Node): boolean {
  if (callee.type === 'Identifier') return /^(?:clear(?:Timeout|Interval)|log|debug|String|Number)$/.test(callee.name);
  if (callee.type !== 'MemberExpression') return false;
  const name = propertyName(callee) ?? '';
  return /^(?:log|debug|info|warn|error|trace|join|toString|toFixed|trim|concat|now)$/.test(name);
}
