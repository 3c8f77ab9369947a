import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  contains,
  isFunction,
  isFunctionLiteral,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import { type Attempted, attemptIn } from './attempts.ts';
import { Outcomes } from './outcomes.ts';
import type { OwnershipSource } from './ownership.ts';
import type { EndlessRetry } from './retries.ts';
import { isAboutLoad } from './retry-answers.ts';
import { GROWING, betweenOf, isHaltable } from './retry-waits.ts';

/**
 * Functions that call themselves when what they tried has failed:
 *
 *     async function load(id: string, tries = 0) {
 *       try {
 *         return await client.get(id);
 *       } catch (error) {
 *         if (tries > 4) throw error;
 *         return load(id, tries++);      // hands on the old value: the limit is never reached
 *       }
 *     }
 *
 * An argument that differs (a page, a counter that moves, `false` for "once more") may end it.
 */
export function retryRecursions(source: OwnershipSource): readonly EndlessRetry[] {
  return source.census.functions.flatMap((fn) => {
    const calls = callsOfItself(fn, source);
    if (calls.length === 0 || calls.length > 3) return [];
    const found = calls.map((call) => retryOf(call, fn, source));
    return found.every((each) => each !== undefined) ? found.flatMap((each) => (each === 'bounded' ? [] : [each])) : [];
  });
}

/** The calls of a function to itself, by its name or as a method of `this`. */
function callsOfItself(fn: FunctionNode, source: OwnershipSource): readonly TSESTree.CallExpression[] {
  const variable = nameOf(fn, source);
  const method = methodOf(fn);
  if (!variable && method === undefined) return [];
  const isItself = (node: Node | undefined): boolean => {
    const callee = node && unwrap(node);
    if (callee?.type === 'Identifier') return variable !== undefined && source.scopes.variableOf(callee) === variable;
    return (
      callee?.type === 'MemberExpression' &&
      callee.object.type === 'ThisExpression' &&
      method !== undefined &&
      propertyName(callee) === method
    );
  };
  return source.census.calls.flatMap((call) => {
    const isTimed = isTimer(call) && isItself(call.arguments[0]);
    const isCalled = call.type === 'CallExpression' && contains(fn, call) && (isTimed || isItself(call.callee));
    return isCalled && isRunInside(call, fn) ? [call] : [];
  });
}

/** `setTimeout(…)`. */
function isTimer(call: Node): boolean {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  return callee?.type === 'Identifier' && callee.name === 'setTimeout';
}

/** Whether only functions that are written where they are used stand between a call and the function. */
function isRunInside(call: Node, fn: FunctionNode): boolean {
  for (let at = call.parent; at && at !== fn; at = at.parent) {
    if (isFunction(at) && !(isFunctionLiteral(at) && outside(at).parent?.type === 'CallExpression')) return false;
  }
  return true;
}

function nameOf(fn: FunctionNode, source: OwnershipSource): Variable | undefined {
  const { parent } = outside(fn);
  const id = fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  return id?.type === 'Identifier' ? source.scopes.variableOf(id) : undefined;
}

function methodOf(fn: FunctionNode): string | undefined {
  const { parent } = outside(fn);
  const isMember = parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition';
  return isMember ? propertyName(parent) : undefined;
}

/** Where a function turns to itself, and what failed before. */
interface Failure {
  /** What was tried; undefined where the catalog does not know it. */
  readonly attempted: Attempted | undefined;
  /** What was waited for. */
  readonly call: TSESTree.CallExpression;
  /** The code that runs when it has. */
  readonly code: Node;
  readonly outcomes: Outcomes;
  readonly handler?: TSESTree.CatchClause;
}

/** What a call to itself is: a retry without end, one that something bounds, or no retry at all. */
function retryOf(
  call: TSESTree.CallExpression,
  fn: FunctionNode,
  source: OwnershipSource,
): EndlessRetry | 'bounded' | undefined {
  const failure = failureAround(call, fn, source);
  if (!failure) return undefined;
  const { attempted, handler } = failure;
  const base = {
    place: isTimer(call) ? (call.arguments[0] ?? call.callee) : call.callee,
    call: failure.call,
    isReconnect: false,
    hasWait: true,
    ...(handler && { handler }),
  };
  const counter = stuckCounter(call, fn, source);
  // Whatever it is that is tried: `tries++` is never what was meant.
  if (counter && (attempted ?? counter.type === 'UpdateExpression')) return { ...base, how: 'stuck', counter };
  if (!attempted) return undefined;
  if (!handsOnTheSame(call, fn, source) || isHaltable(attempted.call, source)) return 'bounded';
  const between = betweenOf(failure.code, call, source);
  if (!between || !decisionsAround(call, fn, source).every((test) => failure.outcomes.isAllOf(test))) return 'bounded';
  const timer = timerAround(call, fn);
  const hasWait = between.waits || timer !== undefined;
  const isReconnect = attempted.opens && hasWait;
  if (isReconnect && (between.grows || (timer && isGrowingTimer(timer, source)))) return 'bounded';
  return { ...base, how: 'unbounded', hasWait, isReconnect };
}

/** `setTimeout(connect, 100 * 2 ** attempt)`. */
function isGrowingTimer(timer: TSESTree.CallExpression, source: OwnershipSource): boolean {
  const length = timer.arguments[1];
  return length !== undefined && literalValue(length) === undefined && GROWING.test(source.textOf(length));
}

/** The `catch` that the call stands in, the rejection handler, or the branch for a bad status. */
function failureAround(call: Node, fn: FunctionNode, source: OwnershipSource): Failure | undefined {
  for (let at = call; at !== fn && at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'CatchClause') {
      const found = triedIn(parent.parent.block, source);
      return found && { ...caughtIn(parent.body, parent.param, source), ...found, handler: parent };
    }
    if (parent.type === 'IfStatement' && parent.consequent === at && isAboutLoad(parent.test, source))
      return answeredIn(fn, at, source);
    const callee = isFunctionLiteral(at) && parent.type === 'CallExpression' ? unwrap(parent.callee) : undefined;
    if (callee?.type !== 'MemberExpression' || propertyName(callee) !== 'catch' || !isFunction(at)) continue;
    const found = triedIn(callee.object, source);
    return found && { ...caughtIn(at.body, at.params[0], source), ...found };
  }
  return undefined;
}

/** `if (response.status === 429) return load(url);` */
function answeredIn(fn: FunctionNode, code: Node, source: OwnershipSource): Failure | undefined {
  const attempted = attemptIn(fn.body, source);
  if (!attempted?.isRequest || contains(code, attempted.call)) return undefined;
  const outcomes = new Outcomes(source);
  for (let at = attempted.call.parent as Node | undefined; at && at !== fn; at = at.parent)
    if (at.type === 'VariableDeclarator') outcomes.add(at.id);
  outcomes.addDerived(fn.body);
  return { attempted, call: attempted.call, code, outcomes };
}

function triedIn(code: Node, source: OwnershipSource): Pick<Failure, 'attempted' | 'call'> | undefined {
  const attempted = attemptIn(code, source);
  if (attempted) return { attempted, call: attempted.call };
  let call: TSESTree.CallExpression | undefined;
  walk(code, source.visitorKeys ?? {}, (node) => {
    const awaited = node.type === 'AwaitExpression' ? unwrap(node.argument) : undefined;
    if (awaited?.type === 'CallExpression') call ??= awaited;
    return !isFunction(node);
  });
  return call && { attempted: undefined, call };
}

function caughtIn(
  code: Node,
  parameter: Node | null | undefined,
  source: OwnershipSource,
): Pick<Failure, 'code' | 'outcomes'> {
  const outcomes = new Outcomes(source);
  outcomes.add(parameter);
  outcomes.addDerived(code);
  return { code, outcomes };
}

/** `setTimeout(() => connect(), 5_000)` round the call. */
function timerAround(call: Node, fn: FunctionNode): TSESTree.CallExpression | undefined {
  for (let at: Node | undefined = call; at && at !== fn; at = at.parent)
    if (at.type === 'CallExpression' && isTimer(at)) return at;
  return undefined;
}

/** Whether every parameter gets what it was given before. */
function handsOnTheSame(call: TSESTree.CallExpression, fn: FunctionNode, source: OwnershipSource): boolean {
  // `setTimeout(connect, 5_000)`
  if (isTimer(call)) return fn.params.every(isOptional) && call.arguments.length <= 2;
  if (call.arguments.length > fn.params.length) return false;
  return fn.params.every((parameter, position) => {
    const given = call.arguments[position];
    const name = parameter.type === 'RestElement' ? parameter.argument : parameter;
    const variable = variableOf(name, source);
    if (!given) return isOptional(parameter);
    if ((parameter.type === 'RestElement') !== (given.type === 'SpreadElement')) return false;
    const inner = given.type === 'SpreadElement' ? given.argument : unwrap(given);
    return variable !== undefined && variableOf(inner, source) === variable && !isWritten(variable);
  });
}

function variableOf(node: Node, source: OwnershipSource): Variable | undefined {
  const name = boundIdentifier(node);
  return name && source.scopes.variableOf(name);
}

function isWritten({ references }: Variable): boolean {
  return references.some((each) => each.isWrite() && each.init !== true);
}

function isOptional(parameter: TSESTree.Parameter): boolean {
  return parameter.type === 'AssignmentPattern' || (parameter.type === 'Identifier' && parameter.optional);
}

/** A parameter that is compared with a limit, and of which the call hands on the old value (`tries++`) or none at all. */
function stuckCounter(call: TSESTree.CallExpression, fn: FunctionNode, source: OwnershipSource): Node | undefined {
  if (isTimer(call)) return undefined;
  for (const [position, parameter] of fn.params.entries()) {
    const variable = variableOf(parameter, source);
    if (!variable || !isLimited(variable)) continue;
    const given = call.arguments[position];
    const inner = given && unwrap(given);
    const isOld =
      inner?.type === 'UpdateExpression' && !inner.prefix && variableOf(inner.argument, source) === variable;
    const others = variable.references.filter(
      (each) => each.isWrite() && each.init !== true && !(inner && contains(inner, each.identifier)),
    );
    if (others.length > 0) continue;
    if (isOld) return inner;
    const isNumber = parameter.type === 'AssignmentPattern' && typeof literalValue(parameter.right)?.value === 'number';
    if (!given && isNumber && call.arguments.every(({ type }) => type !== 'SpreadElement'))
      return boundIdentifier(parameter);
  }
  return undefined;
}

/** `tries > 4`, `retries === 0`. */
function isLimited({ references }: Variable): boolean {
  return references.some(({ identifier }) => {
    const { parent } = outside(identifier);
    return parent?.type === 'BinaryExpression' && /^(?:[<>]=?|[=!]==?)$/.test(parent.operator);
  });
}

/** The tests round the call, and those beside it on which a jump depends. */
function decisionsAround(call: Node, fn: FunctionNode, source: OwnershipSource): readonly Node[] {
  const found: Node[] = [];
  walk(fn.body, source.visitorKeys ?? {}, (node) => {
    const isAround = contains(node, call);
    if (node.type === 'IfStatement' && (isAround || leaves(node, source)) && !contains(node.test, call))
      found.push(node.test);
    if (node.type === 'ConditionalExpression' && isAround) found.push(node.test);
    if (node.type === 'LogicalExpression' && isAround) found.push(node.left);
    if (node.type === 'SwitchStatement') found.push(node.discriminant);
    return node.type !== 'TryStatement' || isAround ? undefined : false;
  });
  const attempts: Node[] = [];
  for (let at = call.parent; at && at !== fn; at = at.parent) if (at.type === 'TryStatement') attempts.push(at.block);
  return found.filter((test) => !attempts.some((block) => contains(block, test)));
}

function leaves(statement: TSESTree.IfStatement, source: OwnershipSource): boolean {
  let found = false;
  walk(statement, source.visitorKeys ?? {}, (node) => {
    if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') found = true;
    return !found && !isFunction(node);
  });
  return found;
}
