import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import type { Bound, Limit, Order } from '../catalog/vocabulary.ts';
import {
  type FunctionNode,
  type Node,
  enclosingFunction,
  isReturned,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { homeOf as homeOfVariable } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { numberOf } from './numbers.ts';
import { type OptionValue, isNoOptions, optionOf } from './option-values.ts';
import type { OwnershipSource } from './ownership.ts';
import { homeOf } from './waits.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** Whether every version of a package that may be meant is older than another one. */
export type IsOlder = (packageName: string, than: string) => boolean;

/** A pool that nothing keeps small, or that is told two things at once. */
export type LimitFault = Unbounded | Contrary;

interface Unbounded {
  readonly how: 'unbounded' | 'unlimited';
  readonly call: Call;
  readonly place: Node;
  readonly limit: Limit;
  /** The value that says "none"; undefined where nothing is said. */
  readonly value: Node | undefined;
  /** Where an edit could put the option. */
  readonly home: TSESTree.ObjectExpression | number | undefined;
}

interface Contrary {
  readonly how: 'contrary';
  readonly call: Call;
  readonly place: Node;
  readonly order: Order;
  readonly lower: number;
  readonly upper: number;
  /** The larger number is the library's own. */
  readonly isStandard: boolean;
}

/**
 * Pools without a bound, and bounds that contradict each other. A bound that the library has by itself is one; what comes from
 * elsewhere may hold one, and is passed over.
 *
 *     new Agent({ keepAliveTimeout: 4_000 });       // undici: nothing sets `connections` → reported
 *     new Pool({ min: 20 });                        // pg: `max` is 10 → reported
 */
export function limitFaultsOf(source: OwnershipSource, isOlder: IsOlder): readonly LimitFault[] {
  if (source.isTestFile) return [];
  return source.census.calls.flatMap((call) => {
    const ref = madeBy(call, source);
    if (!ref || call.arguments.some(({ type }) => type === 'SpreadElement')) return [];
    const unbounded = (ref.type.limits ?? []).flatMap((limit) => unboundedOf(call, ref, limit, source, isOlder) ?? []);
    const contrary = (ref.type.orders ?? []).flatMap((order) => contraryOf(call, order, source) ?? []);
    return [...unbounded, ...contrary];
  });
}

/** What a call of a library's own function or class makes; a method of something that is there already only hands it on. */
function madeBy(call: Call, source: OwnershipSource): TypeRef | undefined {
  const made = source.origin.callOf(call);
  if (!made || made.evidence || made.result.owned === false) return undefined;
  const on = call.callee.type === 'MemberExpression' ? source.origin.denote(call.callee.object) : undefined;
  return on?.kind === 'instance' ? undefined : made.ref;
}

function passedTo(call: Call, options: readonly number[], source: OwnershipSource): readonly Node[] {
  return options.flatMap((position) => {
    const given = call.arguments[position];
    return given && !isNoOptions(given, source) ? [given] : [];
  });
}

function unboundedOf(
  call: Call,
  ref: TypeRef,
  limit: Limit,
  source: OwnershipSource,
  isOlder: IsOlder,
): Unbounded | undefined {
  const passed = passedTo(call, limit.options, source);
  let value: Node | undefined;
  for (const bound of limit.bounds) {
    const found = read(passed, bound, source);
    if (found.is === 'given' || found.is === 'unknown') return undefined;
    if (found.is === 'none' && source.textOf(found.value) !== 'undefined') value ??= found.value;
  }
  if (limit.sharedBy && isShared(passed, limit.sharedBy, source, (than) => isOlder(ref.library.package, than)))
    return undefined;
  if (!value && (limit.bounded || !isKept(call, ref, source) || isSetLater(call, ref, limit, source))) return undefined;
  const how = value ? 'unlimited' : 'unbounded';
  return { how, call, place: value ?? placeOf(call), limit, value, home: homeOf(call, passed, limit, source) };
}

/** `allowH2: true`, or a value that may be; in a version that is known to need it, with `pipelining`. */
function isShared(
  passed: readonly Node[],
  { path, beside, since }: NonNullable<Limit['sharedBy']>,
  source: OwnershipSource,
  isOlder: (than: string) => boolean,
): boolean {
  const has = (each: Bound): boolean => ['given', 'unknown'].includes(read(passed, each, source).is);
  if (!has({ path, unit: 'other', none: [false] })) return false;
  const isAlone = beside !== undefined && !has({ path: beside, unit: 'other', none: [0, 1] });
  return !(isAlone && since !== undefined && isOlder(since));
}

/** Several arguments that may be options: one that says something decides. */
function read(passed: readonly Node[], bound: Bound, source: OwnershipSource): OptionValue {
  const found = passed.map((options) => optionOf(options, bound, source));
  return found.find(({ is }) => is !== 'absent') ?? { is: 'absent' };
}

/**
 * Whether a pool is there for more than one call, and so may grow: it belongs to the module or to an object, or callers in the
 * file keep what a function makes. What others do with it is not known, and one that a function makes for itself
 * (`const agent = new Agent(); await fetch(url, { dispatcher: agent })`) has few connections.
 */
function isKept(call: Call, ref: TypeRef, source: OwnershipSource): boolean {
  const home = enclosingFunction(call);
  if (!home || isConstructor(home)) return true;
  if (isReturned(call)) return whereaboutsOf({ expressions: [call] }, ref, source).isKept;
  const { parent, child } = outside(call);
  if (parent?.type === 'AssignmentExpression' && parent.right === child) return isOfOutside(parent.left, home, source);
  const variable = parent?.type === 'VariableDeclarator' ? source.scopes.variableOf(parent.id) : undefined;
  if (!variable) return parent?.type === 'CallExpression' && /^set/.test(calleeName(parent));
  return variable.references.some(({ identifier }) => {
    const { parent: user, child: used } = outside(identifier);
    const isAssigned = user?.type === 'AssignmentExpression' && user.right === used;
    if (isReturned(identifier)) return whereaboutsOf({ expressions: [call] }, ref, source).isKept;
    return isAssigned && isOfOutside(user.left, home, source);
  });
}

function isConstructor({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && parent.kind === 'constructor';
}

function isOfOutside(target: Node, home: FunctionNode, source: OwnershipSource): boolean {
  if (target.type !== 'Identifier') return target.type === 'MemberExpression';
  const variable = source.scopes.variableOf(target);
  return variable !== undefined && homeOfVariable(variable) !== home;
}

function calleeName(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  return callee.type === 'Identifier' ? callee.name : (propertyName(callee) ?? '');
}

/** `agent.maxSockets = 50`. */
function isSetLater(call: Call, ref: TypeRef, limit: Limit, source: OwnershipSource): boolean {
  const { written } = whereaboutsOf({ expressions: [call] }, ref, source);
  return limit.bounds.some(({ path }) => written.includes(path));
}

function contraryOf(call: Call, order: Order, source: OwnershipSource): Contrary | undefined {
  const passed = passedTo(call, order.options, source);
  const lower = read(passed, { path: order.lower, unit: 'other' }, source);
  const upper = read(passed, { path: order.upper, unit: 'other' }, source);
  const low = lower.is === 'given' ? numberOf(lower.value, source) : undefined;
  const isStandard = upper.is === 'absent' && order.standard !== undefined;
  const high = upper.is === 'given' ? numberOf(upper.value, source) : isStandard ? order.standard : undefined;
  if (lower.is !== 'given' || low === undefined || high === undefined || low <= high || high <= 0) return undefined;
  return { how: 'contrary', call, place: lower.value, order, lower: low, upper: high, isStandard };
}
