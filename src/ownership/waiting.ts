import {
  type FunctionNode,
  type Node,
  enclosingFunction,
  isFunctionLiteral,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { isAwaitedHook, runsAtLoad } from './lifetimes.ts';
import type { OwnershipSource } from './ownership.ts';

/** A function for whose end somebody waits, so that it could wait for something itself. */
export interface Waiter {
  readonly fn: FunctionNode;
  /** It is asynchronous; it is a handler of a promise chain that is waited for; a framework waits for the promise that it gives. */
  readonly how: 'async' | 'handler' | 'hook';
}

/** Who could wait for what a node gives; undefined where nobody would hear of it: in listeners, timers and programs that simply end. */
export function waiterAt(node: Node, source: OwnershipSource): Waiter | undefined {
  const fn = enclosingFunction(node);
  if (!fn || isUnheard(fn, source)) return undefined;
  if (fn.async) return { fn, how: 'async' };
  if (fn.generator) return undefined;
  if (isFunctionLiteral(fn) && isAwaitedHandler(fn)) return { fn, how: 'handler' };
  return isHook(fn) ? { fn, how: 'hook' } : undefined;
}

const UNHEARD = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'prependListener',
  'prependOnceListener',
  'addEventListener',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'nextTick',
  'subscribe',
  'forEach',
  'schedule',
]);

/** Whether whoever calls the function drops what it gives: it is a listener, runs on a timer, is an entry of the program, or is called on the spot. */
function isUnheard(fn: FunctionNode, source: OwnershipSource): boolean {
  if (runsAtLoad(fn, source)) return true;
  const { parent, child } = outside(fn);
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression')
    return parent.callee === child
      ? isDropped(parent)
      : UNHEARD.has(calledName(parent) ?? '') || parent.type === 'NewExpression';
  // `socket.onclose = async () => …`
  if (parent?.type === 'AssignmentExpression')
    return parent.left.type === 'MemberExpression' && /^on[a-z]/.test(propertyName(parent.left) ?? '');
  return isListenerByName(fn, source);
}

function isDropped(call: Node): boolean {
  return outside(call).parent?.type === 'ExpressionStatement';
}

function calledName(call: { readonly callee: Node }): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}

/** `process.on('SIGTERM', shutdown)` */
function isListenerByName(fn: FunctionNode, source: OwnershipSource): boolean {
  const { parent } = outside(fn);
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const variable = name && source.scopes.variableOf(name);
  return (variable?.references ?? []).some(({ identifier }) => {
    const { parent: call, child } = outside(identifier);
    return call?.type === 'CallExpression' && call.callee !== child && UNHEARD.has(calledName(call) ?? '');
  });
}

/** The handler of a chain that somebody waits for: `await work().finally(() => { client.end(); })`. */
function isAwaitedHandler(fn: Node): boolean {
  const { parent: call, child } = outside(fn);
  if (call?.type !== 'CallExpression' || call.callee === child) return false;
  return isChain(call) && isTaken(call);
}

function isChain(call: { readonly callee: Node }): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(propertyName(callee) ?? '');
}

/** Whether a promise is awaited or returned, as it is or at the end of a chain. */
function isTaken(call: Node): boolean {
  const { parent, child } = outside(call);
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'ReturnStatement':
      return true;
    case 'ArrowFunctionExpression':
      return parent.body === child && !isDroppedLiteral(parent);
    case 'MemberExpression': {
      const { parent: next } = outside(parent);
      return parent.object === child && next?.type === 'CallExpression' && isChain(next) && isTaken(next);
    }
    default:
      return false;
  }
}

/** `button.on('click', () => work().finally(…))` */
function isDroppedLiteral(fn: Node): boolean {
  const { parent, child } = outside(fn);
  return parent?.type === 'CallExpression' && parent.callee !== child && UNHEARD.has(calledName(parent) ?? '');
}

/** A method whose promise a framework or the language waits for: `onModuleDestroy()`, `[Symbol.asyncDispose]()`. */
function isHook(fn: FunctionNode): boolean {
  const { parent } = outside(fn);
  return parent?.type === 'MethodDefinition' && !parent.static && isAwaitedHook(parent);
}
