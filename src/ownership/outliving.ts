import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import type { Point } from '../flow/graph.ts';
import { type Node, contains, isFunctionLiteral, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import type { OwnershipContext } from './context.ts';
import { type Effects, effectsOf } from './effects.ts';
import { workingCall } from './late-calls.ts';
import type { LateUse, Obligation } from './model.ts';

/** Work that was begun and that nobody waits for: the call that begins it, and the call that does it, which may be the same. */
interface Loose {
  readonly begins: Node;
  readonly works: Node;
  readonly how: LateUse['how'];
}

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick']);

/**
 * Work that is still to be done when the same function, without having waited for anything, ends the resource in any case:
 * `client.query('rollback'); client.release();`, `setTimeout(() => client.query(sql), 100); … client.release();`,
 * `try { client.query(sql, callback); } finally { client.release(); }`.
 */
export function outliving(held: readonly Obligation[], context: OwnershipContext): readonly LateUse[] {
  return held
    .filter(({ kind, given, ref }) => kind !== 'response' && !given && !ref.type.reopens)
    .flatMap((subject) => {
      const loose = [...subject.holders].flatMap(([variable, ref]) =>
        variable.references.flatMap(({ identifier }) => looseAt(identifier, ref, context) ?? []),
      );
      const effects = loose.length > 0 ? effectsOf(subject, context) : undefined;
      return effects ? loose.flatMap((each) => lateUse(each, subject, effects, context) ?? []) : [];
    });
}

function lateUse(loose: Loose, subject: Obligation, effects: Effects, context: OwnershipContext): LateUse | undefined {
  const disposal = subject.graph
    .pointsOf(loose.begins)
    .filter(({ role }) => role === 'done')
    .map((point) => disposedAtOnce(point, subject, effects, context))
    .find((found) => found !== undefined);
  if (!disposal) return undefined;
  const name = [...subject.holders.keys()][0]?.name ?? 'it';
  const { works, how } = loose;
  return {
    how,
    name,
    place: works.type === 'CallExpression' ? placeOf(works) : works,
    call: works,
    disposal,
    acquisition: subject.acquisition,
    awaitable: how === 'escapes' && subject.home.async ? works : undefined,
  };
}

/** The disposal that every normal path behind a point comes to before it waits for anything; undefined if there is a path without one. */
function disposedAtOnce(
  start: Point,
  { graph, ref }: Obligation,
  { at, holders }: Effects,
  context: OwnershipContext,
): Node | undefined {
  const seen = new Set<Point>(normal(start));
  let found: Node | undefined;
  for (const point of seen) {
    const node = point.role === 'done' ? point.node : undefined;
    const isDisposal = node?.type === 'CallExpression' && at.get(node)?.does === 'dispose';
    if (
      isDisposal &&
      endsAtOnce(
        node,
        ref,
        [...holders.keys()].map(({ name }) => name),
        context,
      )
    )
      found ??= node;
    else if (isDisposal || WAITING.has(node?.type ?? '') || point.succ.length === 0) return undefined;
    else normal(point).forEach((next) => seen.add(next));
  }
  return seen.has(graph.exits.return) ? undefined : found;
}

const WAITING = new Set(['AwaitExpression', 'YieldExpression', 'ForOfStatement']);

function normal(point: Point): readonly Point[] {
  return point.succ.filter(({ kind }) => kind !== 'throw' && kind !== 'return' && kind !== 'fork').map(({ to }) => to);
}

/** `client.release()`, `pool.release(client)`: not a helper, and nothing that lets what was begun end first. */
function endsAtOnce(
  call: TSESTree.CallExpression,
  ref: TypeRef,
  names: readonly string[],
  context: OwnershipContext,
): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  if (object.type !== 'Identifier' || !names.includes(object.name))
    return context.origin.denote(object)?.kind === 'instance';
  const disposer = own(ref.type.dispose, propertyName(callee) ?? '');
  return disposer !== undefined && disposer.waits === undefined && disposer.decides === undefined;
}

/** What is left to itself where an expression means the resource; undefined where somebody waits for it, or nothing needs the resource. */
function looseAt(identifier: Node, ref: TypeRef, context: OwnershipContext): Loose | undefined {
  const call = workingCall(identifier, ref, context);
  if (call?.type !== 'CallExpression') return undefined;
  const timer = timerAround(call);
  if (timer) return { begins: timer, works: call, how: 'calledBack' };
  const callee = unwrap(call.callee);
  if (outside(call).parent?.type !== 'ExpressionStatement' || callee.type !== 'MemberExpression') return undefined;
  if (unwrap(callee.object) !== identifier) return undefined;
  const last = call.arguments.at(-1);
  if (last && isFunctionLiteral(unwrap(last))) return { begins: call, works: call, how: 'calledBack' };
  const member = own(ref.type.members, propertyName(callee) ?? '');
  return member?.async === true && !member.call ? { begins: call, works: call, how: 'escapes' } : undefined;
}

/** The timer to whose callback the work belongs, if nothing keeps the timer: `setTimeout(() => client.query(sql), 100);`. */
function timerAround(work: Node): TSESTree.CallExpression | undefined {
  let fn: Node | undefined = work;
  while (fn && !isFunctionLiteral(fn))
    fn = /^(?:If|Conditional|Logical|Function|Class)/.test(fn.type) ? undefined : fn.parent;
  const timer = fn?.parent;
  if (timer?.type !== 'CallExpression' || timer.arguments[0] !== fn) return undefined;
  const callee = unwrap(timer.callee);
  const name = callee.type === 'Identifier' ? callee.name : propertyName(callee);
  const isDropped = outside(timer).parent?.type === 'ExpressionStatement';
  return isDropped && TIMERS.has(name ?? '') && contains(timer, work) ? timer : undefined;
}
