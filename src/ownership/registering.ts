import { type Node, literalValue } from '../lang/nodes.ts';

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
