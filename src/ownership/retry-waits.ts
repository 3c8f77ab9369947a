import { walk } from '../lang/census.ts';
import { type Node, contains, isFunction, unwrap } from '../lang/nodes.ts';
import { isBystander, isWaiting } from './outcomes.ts';
import type { OwnershipSource } from './ownership.ts';

/** What lies between two attempts. */
export interface Between {
  /** Something waits. */
  readonly waits: boolean;
  /** The longer it goes on, the longer it waits. */
  readonly grows: boolean;
  /** Something is changed that the next attempt may go by. */
  readonly changes: boolean;
}

/** What the code of one turn does besides the attempt; undefined where it calls what nobody can look into, which might end the trying. */
export function betweenOf(turn: Node, attempt: Node, source: OwnershipSource): Between | undefined {
  const found = { waits: false, grows: false, changes: false, isOpaque: false };
  walk(turn, source.visitorKeys ?? {}, (node) => {
    if (contains(attempt, node)) return node !== attempt;
    if (isFunction(node)) return false;
    if (node.type === 'AwaitExpression' && isWait(node.argument, source)) {
      found.waits = true;
      found.grows ||= isGrowing(node.argument, turn, source);
      // `await sleep(1_000, { signal })` rejects once somebody gives up.
      found.isOpaque ||= /signal|abort/i.test(source.textOf(node));
      return false;
    }
    if (node.type === 'AssignmentExpression' && !contains(attempt, node)) found.changes = true;
    if (node.type === 'CallExpression' && isOpaque(node, attempt, source)) found.isOpaque = true;
    return !found.isOpaque;
  });
  return found.isOpaque ? undefined : found;
}

/** Whether somebody else can break the call off: it is given a signal, other than one that only ends this attempt. */
export function isHaltable(call: Node, source: OwnershipSource): boolean {
  return /signal|abort/i.test(source.textOf(call).replaceAll(/(?:signal\s*:\s*)?AbortSignal\.timeout\(/g, ''));
}

/** `sleep(1_000)`, `new Promise((resolve) => setTimeout(resolve, 1_000))`, a function of the file that does so. */
function isWait(awaited: Node, source: OwnershipSource): boolean {
  const inner = unwrap(awaited);
  if (inner.type === 'NewExpression') return /setTimeout|setImmediate/.test(source.textOf(inner));
  if (inner.type !== 'CallExpression') return false;
  if (isWaiting(inner.callee)) return isBystander(inner.callee);
  const fn = source.origin.functionOf(inner);
  return fn !== undefined && /setTimeout/.test(source.textOf(fn));
}

/** How a length is spelt that depends on how often it was tried. */
export const GROWING = /\*\*|\bpow\b|<<|attempt|retr|tries|count|back_?off|exponential/i;

/** The length of the wait is worked out from how often it was tried, or doubled each time. */
function isGrowing(wait: Node, turn: Node, source: OwnershipSource): boolean {
  const text = source.textOf(wait);
  if (GROWING.test(text)) return true;
  let found = false;
  walk(wait, source.visitorKeys ?? {}, (node) => {
    const variable = node.type === 'Identifier' ? source.scopes.variableOf(node) : undefined;
    found ||= variable?.references.some((each) => each.isWrite() && contains(turn, each.identifier)) === true;
    return !found;
  });
  return found;
}

/** A call that is not the attempt, that no name tells to be harmless, and that may throw or decide. */
function isOpaque(call: Node, attempt: Node, source: OwnershipSource): boolean {
  if (call.type !== 'CallExpression' || contains(call, attempt)) return false;
  // What the attempt goes on to do with its result is a part of it.
  if (isOfAttempt(call, attempt)) return false;
  return !isBystander(call.callee) && !isKnown(call, source);
}

/** `await response.json()` behind `const response = await fetch(url)`, in the same block. */
function isOfAttempt(call: Node, attempt: Node): boolean {
  for (let at = attempt.parent; at; at = at.parent) {
    if (at.type === 'CatchClause' || isFunction(at)) return false;
    if (at.type === 'TryStatement') return contains(at.block, call);
  }
  return false;
}

/** A call of the catalog, or a function of the file that throws nothing. */
function isKnown(call: Node, source: OwnershipSource): boolean {
  if (call.type !== 'CallExpression') return false;
  if (source.origin.callOf(call)) return true;
  const fn = source.origin.functionOf(call);
  return fn !== undefined && !/\bthrow\b|\bawait\b|\bprocess\b|reject/.test(source.textOf(fn));
}
