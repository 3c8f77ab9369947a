import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, literalValue, propertyName, unwrap } from '../lang/nodes.ts';

/** What the names of functions say of when they run the functions that they are given. */

/** Methods that register a listener. */
export const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);
const ENDS =
  /^(?:close|closed|end|ended|finish|error|exit|abort|aborted|disconnect|disconnected|beforeExit|SIG[A-Z]+|destroy|shutdown)$/;
const TEARDOWNS =
  /^(?:after|afterAll|afterEach|finally|defer|adopt|use|waitUntil|onTestFinished|addTeardown|teardown|onClose|addHook|onCleanup|onAbort|onExit|onShutdown|onFinish\w*|register\w*|push|add|set|return|finished|pipeline|eos|onFinished)$/;

/** Whether a function is registered to run when something is over. */
export function isTeardown(name: string | undefined, isListener: boolean, given: readonly Node[]): boolean {
  if (name === undefined) return true;
  if (!isListener) return TEARDOWNS.test(name);
  const event = given[0] && literalValue(given[0])?.value;
  return typeof event !== 'string' || ENDS.test(event);
}

/** Whether a function is registered for the case alone that something is given up: all may go well, and it never runs. */
export function isForAbortOnly(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const name = propertyName(callee) ?? '';
  const event = call.arguments[0] && literalValue(call.arguments[0])?.value;
  if (LISTENING.has(name)) return event === 'abort';
  // `from(isAborted$).pipe(first(Boolean)).subscribe(…)`
  return name === 'subscribe' && subjectOf(callee.object).some((each) => /abort|cancel/i.test(each));
}

/** The names at the foot of a chain of calls: what it hangs on, and what that was made of. */
function subjectOf(node: Node): readonly string[] {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return [inner.name];
  if (inner.type === 'MemberExpression') return [propertyName(inner) ?? '', ...subjectOf(inner.object)];
  if (inner.type !== 'CallExpression') return [];
  const callee = unwrap(inner.callee);
  if (callee.type === 'MemberExpression') return subjectOf(callee.object);
  return inner.arguments.flatMap((argument) => (unwrap(argument).type === 'Identifier' ? subjectOf(argument) : []));
}

/** Methods that run a function for each element, before they return. */
export const ITERATING = new Set([
  'map',
  'forEach',
  'filter',
  'reduce',
  'some',
  'every',
  'find',
  'findIndex',
  'flatMap',
  'sort',
  'from',
]);
