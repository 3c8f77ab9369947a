import type { TSESTree } from '@typescript-eslint/utils';

import type { Role } from '../flow/graph.ts';
import { type Node, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import type { Located } from '../origin/model.ts';

/**
 * How likely a step is to throw. `explicit`: a throw statement. `strong`: what fails in practice (awaited work, parsing, callees that
 * throw). `weak`: any other call, which could. Undefined: it does not.
 */
export type Strength = 'explicit' | 'strong' | 'weak';

/** What has to be known of functions. */
export interface ThrowContext {
  /** The function that a call calls. */
  calleeOf(call: TSESTree.CallExpression | TSESTree.NewExpression): Located | undefined;
  /** Whether an expression disposes of something that the catalog knows, which hardly ever fails. */
  disposes(node: Node): boolean;
  /** Whether a throw statement or an awaited rejection leaves the function, or, where what it gives is awaited, that is rejected. */
  throws(callee: Located, how: 'called' | 'awaited'): boolean;
}

/** How likely the step throws. */
export function strengthOf(node: Node, role: Role, context: ThrowContext): Strength | undefined {
  if (node.type === 'ThrowStatement') return 'explicit';
  if (role === 'settle')
    return isFunction(node) || node.type === 'Identifier' || node.type === 'MemberExpression'
      ? 'weak'
      : neverRejects(node, context)
        ? undefined
        : 'strong';
  if (role === 'test') return node.type === 'ForOfStatement' && node.await ? 'strong' : undefined;
  if (role === 'dispose') return 'weak';
  if (role !== 'done') return undefined;
  switch (node.type) {
    case 'AwaitExpression':
      if (neverRejects(node.argument, context)) return undefined;
      return context.disposes(node.argument) ? 'weak' : 'strong';
    case 'YieldExpression':
      return 'strong';
    case 'CallExpression':
      return callStrength(node, context);
    case 'NewExpression':
      return constructionStrength(node);
    case 'TaggedTemplateExpression':
      return 'weak';
    default:
      return undefined;
  }
}

const SAFE_OBJECTS = new Set(['console', 'Math', 'Date', 'performance', 'Reflect', 'Symbol', 'Promise', 'Number']);
const SAFE_FUNCTIONS = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'isNaN',
  'parseInt',
  'parseFloat',
]);
const SAFE_METHODS = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'removeAllListeners',
  'addEventListener',
  'removeEventListener',
  'setMaxListeners',
  'emit',
  'then',
  'catch',
  'finally',
  'push',
  'pop',
  'shift',
  'unshift',
  'slice',
  'splice',
  'concat',
  'join',
  'includes',
  'indexOf',
  'startsWith',
  'endsWith',
  'trim',
  'split',
  'toLowerCase',
  'toUpperCase',
  'toString',
  'toFixed',
  'has',
  'add',
  'bind',
  'nextTick',
  'hrtime',
  'uptime',
  'unref',
  'ref',
  'keys',
  'values',
  'entries',
  'isArray',
  'abort',
]);
const THROWING_FUNCTIONS = new Set(['decodeURI', 'decodeURIComponent', 'structuredClone', 'assert', 'invariant', 'ok']);

function callStrength(call: TSESTree.CallExpression, context: ThrowContext): Strength | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === 'Super') return undefined;
  if (callee.type === 'Identifier') {
    if (SAFE_FUNCTIONS.has(callee.name)) return undefined;
    if (THROWING_FUNCTIONS.has(callee.name)) return 'strong';
  }
  if (callee.type === 'MemberExpression') {
    const known = memberStrength(callee);
    if (known !== 'unknown') return known;
  }
  const called = context.calleeOf(call);
  if (!called) return 'weak';
  if (called.fn.async) return undefined;
  return context.throws(called, 'called') ? 'strong' : 'weak';
}

function memberStrength(callee: TSESTree.MemberExpression): Strength | undefined | 'unknown' {
  const name = propertyName(callee) ?? '';
  const object = unwrap(callee.object);
  const on = object.type === 'Identifier' ? object.name : '';
  if (on === 'JSON') return name === 'parse' ? 'strong' : 'weak';
  if (on === 'assert' || name.endsWith('Sync')) return 'strong';
  if (SAFE_OBJECTS.has(on) || SAFE_METHODS.has(name)) return undefined;
  return 'unknown';
}

const SAFE_CLASSES =
  /^(?:(?:[A-Z]\w*)?Error|Map|Set|WeakMap|WeakSet|Date|Promise|AbortController|Headers|FormData|URLSearchParams|TextEncoder|TextDecoder|EventEmitter)$/;

function constructionStrength(construction: TSESTree.NewExpression): Strength | undefined {
  const callee = unwrap(construction.callee);
  if (callee.type !== 'Identifier') return 'weak';
  // With a base, it is the program that knows what it builds.
  if (callee.name === 'URL') return construction.arguments.length === 1 ? 'strong' : 'weak';
  return SAFE_CLASSES.test(callee.name) ? undefined : 'weak';
}

/** Whether awaiting this can only ever go on normally: `sleep(100)`, `Promise.allSettled(…)`, `save().catch(report)`. */
function neverRejects(node: Node, context: ThrowContext): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Literal' || inner.type === 'Identifier') return inner.type === 'Literal';
  if (inner.type === 'NewExpression') return isTimer(inner);
  if (inner.type !== 'CallExpression') return false;
  const callee = unwrap(inner.callee);
  if (callee.type === 'MemberExpression') {
    const name = propertyName(callee);
    if (name === 'catch' && inner.arguments.length > 0) return true;
    if (name === 'finally') return neverRejects(callee.object, context);
    if (name === 'allSettled' || name === 'resolve')
      return callee.object.type === 'Identifier' && callee.object.name === 'Promise';
  }
  if (callee.type === 'Identifier' && /^(?:sleep|delay|wait|pause)(?:ms)?$/i.test(callee.name)) return true;
  const called = context.calleeOf(inner);
  return called !== undefined && !context.throws(called, 'awaited');
}

/** `new Promise((resolve) => setTimeout(resolve, ms))`: an executor that cannot reject. */
function isTimer(construction: TSESTree.NewExpression): boolean {
  const executor = construction.arguments[0] && unwrap(construction.arguments[0]);
  return (
    construction.callee.type === 'Identifier' &&
    construction.callee.name === 'Promise' &&
    isFunction(executor) &&
    executor.params.length < 2
  );
}

const DYING = new Set(['die', 'bail', 'panic', 'exitWithError', 'fatalError']);

/** Calls after which nothing runs. */
export function neverReturns(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  const called =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (called !== undefined && DYING.has(called)) return true;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const name = propertyName(callee);
  return (
    (callee.object.name === 'process' && (name === 'exit' || name === 'abort')) ||
    ((callee.object.name === 'Deno' || callee.object.name === 'Bun') && name === 'exit')
  );
}
