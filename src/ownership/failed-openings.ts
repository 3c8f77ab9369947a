import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import { exitsProcess, isHarmless, nameOf } from './bases.ts';
import type { Call } from './context.ts';
import { looksEnding } from './field-uses.ts';
import { type Kept, isNothing, keptBy } from './kept-clients.ts';
import { livesWithProcess } from './lifetimes.ts';
import { methodOf, touchesBefore } from './overwritten-fields.ts';
import type { OwnershipSource } from './ownership.ts';
import type { OwnerLeak } from './owners.ts';

/**
 * Clients that a method puts into a field and leaves there when it fails: its own `catch` throws the error on and ends nothing, and who
 * hears that it has failed has nothing to close. The next attempt puts another client in the place of this one.
 *
 *     async connect(url) {
 *       try {
 *         this.pool = createPool(url);
 *         await this.pool.query('select 1');      // fails → the pool stays open
 *       } catch (error) { log(error); throw error; }
 *     }
 *
 * Only in methods that connect by their names, of classes that connect more than once, and where no caller in the file ends anything
 * when the method has failed. What callers in other files do then is not looked at.
 */
export function failedOpenings(source: OwnershipSource): readonly OwnerLeak[] {
  if (source.isTestFile) return [];
  return source.census.calls.flatMap((call) => {
    const attempt = attemptRound(call);
    const kept = attempt && keptBy(call, source);
    return kept && isLeftOpen(kept, attempt, source) ? [leakIn(kept, attempt.name)] : [];
  });
}

/** A method that tries to connect, and throws on what it catches. */
interface Attempt {
  readonly method: TSESTree.MethodDefinition;
  readonly name: string;
  readonly fn: FunctionNode;
  readonly tried: TSESTree.TryStatement;
}

const CONNECTING = /^[_#]*(?:do|try|force)?_?(?:re)?_?(?:connect|open|establish)/i;

/** The attempt in whose `try` a call stands; undefined where its failure is dealt with in another way. */
function attemptRound(call: Call): Attempt | undefined {
  const fn = enclosingFunction(call);
  const tried = fn && innermostTry(call, fn);
  if (!tried?.handler || !contains(tried.block, call)) return undefined;
  const last = tried.handler.body.body.at(-1);
  const method = methodOf(call);
  const name = method && propertyName(method);
  if (last?.type !== 'ThrowStatement' || !method || name === undefined || !CONNECTING.test(name)) return undefined;
  // One `try` inside another may be caught there.
  return method.value === fn && !innermostTry(tried, fn) ? { method, name, fn, tried } : undefined;
}

function innermostTry(node: Node, fn: FunctionNode): TSESTree.TryStatement | undefined {
  for (let at = node.parent; at && at !== fn; at = at.parent) if (at.type === 'TryStatement') return at;
  return undefined;
}

function isLeftOpen(kept: Kept, attempt: Attempt, source: OwnershipSource): boolean {
  const { owner, field, call } = kept;
  const { method, tried, name } = attempt;
  if (kept.ref.type.reopens || touchesBefore(method, call, field, source)) return false;
  const isReached = owner.superClass !== null && !isHarmless(owner.superClass);
  if (isReached || exitsProcess(owner, source)) return false;
  // One that lives as long as the process connects once, and when that fails the process is over; unless it also disconnects.
  if (livesWithProcess(owner, source) && !source.census.writesTo(owner, field).some(isNothing)) return false;
  if (!isTried(kept, attempt, source)) return false;
  const sees = [tried.handler, tried.finalizer].some((block) => block && seesToIt(block, field, source));
  return !sees && !isCaughtByCallers(name, source);
}

/** Whether something is awaited behind the construction that works with the open client, and may fail. */
function isTried({ field, ref, call }: Kept, { tried, fn }: Attempt, source: OwnershipSource): boolean {
  const { opensAt } = ref.type;
  let isOpen = opensAt === undefined || opensAt === '*';
  return source.census.calls.some((each) => {
    const callee = unwrap(each.callee);
    if (callee.type !== 'MemberExpression' || each.range[0] < call.range[1] || !contains(tried.block, each))
      return false;
    const on = unwrap(callee.object);
    const isOnField =
      on.type === 'MemberExpression' && on.object.type === 'ThisExpression' && propertyName(on) === field;
    const isWaitedFor = outside(each).parent?.type === 'AwaitExpression' && enclosingFunction(each) === fn;
    if (!isOnField || !isWaitedFor) return false;
    const name = propertyName(callee) ?? '';
    if (!isOpen) {
      isOpen = name === opensAt;
      return false;
    }
    return own(ref.type.dispose, name) === undefined && !looksEnding(name);
  });
}

/** Whether a block ends something by the name of what it calls, mentions the field, or calls the object itself, which may end it. */
function seesToIt(block: Node, field: string, source: OwnershipSource): boolean {
  let found = false;
  walk(block, source.visitorKeys ?? {}, (node) => {
    const { parent, child } = outside(node);
    if (node.type === 'ThisExpression')
      found ||= parent?.type !== 'MemberExpression' || propertyName(parent) === field || isCalled(parent);
    if (node.type === 'CallExpression') found ||= looksEnding(calledName(node));
    found ||= node.type === 'Super' && child === node;
    return !found;
  });
  return found;
}

function isCalled(member: Node): boolean {
  const { parent, child } = outside(member);
  return parent?.type === 'CallExpression' && parent.callee === child;
}

function calledName(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression'
    ? (propertyName(callee) ?? '')
    : callee.type === 'Identifier'
      ? callee.name
      : '';
}

/** `try { await database.connect(); } catch { await database.close(); }` */
function isCaughtByCallers(name: string, source: OwnershipSource): boolean {
  return source.census.calls.some((call) => {
    const fn = enclosingFunction(call);
    if (call.type !== 'CallExpression' || !fn || calledName(call) !== name) return false;
    const tried = innermostTry(call, fn);
    const blocks = [tried?.handler, tried?.finalizer].filter((block) => block !== undefined && block !== null);
    return source.census.calls.some(
      (each) =>
        each.type === 'CallExpression' &&
        looksEnding(calledName(each)) &&
        blocks.some((block) => contains(block, each)),
    );
  });
}

function leakIn({ owner, field, ref, call }: Kept, failedIn: string): OwnerLeak {
  return {
    owner,
    name: nameOf(owner),
    held: `this.${field}`,
    ref,
    place: placeOf(call),
    closer: undefined,
    holdsPromise: false,
    mayInherit: false,
    failedIn,
  };
}
