import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isFunction,
  isFunctionLiteral,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { homeOf } from '../lang/scopes.ts';
import type { Instance } from '../origin/model.ts';
import { isEvident, membersUsed } from './evidence.ts';
import { looksEnding } from './field-uses.ts';
import type { OwnershipSource } from './ownership.ts';

/** A call that gives a promise of having closed, released or finished something. */
export interface Closing {
  readonly call: TSESTree.CallExpression;
  /** What is closed; for a function of the file, the first thing that it closes. */
  readonly ref: TypeRef;
  /** The expression that holds it; undefined for a function of the file. */
  readonly receiver: Node | undefined;
}

/** The calls of a file that close asynchronously, read once. */
export class Closings {
  readonly #source: OwnershipSource;
  readonly #known = new Map<TSESTree.CallExpression, Closing | undefined>();
  readonly #functions = new Map<FunctionNode, TypeRef | undefined>();

  constructor(source: OwnershipSource) {
    this.#source = source;
  }

  /** What a call closes asynchronously; undefined for calls that are not known to. A call that tells its callback gives no promise. */
  of(call: TSESTree.CallExpression): Closing | undefined {
    if (this.#known.has(call)) return this.#known.get(call);
    this.#known.set(call, undefined);
    const found = call.arguments.some(mayBeCallback) ? undefined : (this.#disposer(call) ?? this.#closer(call));
    this.#known.set(call, found);
    return found;
  }

  /** `client.end()`, `page[Symbol.asyncDispose]()`. */
  #disposer(call: TSESTree.CallExpression): Closing | undefined {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return undefined;
    const name = propertyName(callee);
    // Most calls are told by their names; what they are called on need not be known.
    if (name === undefined ? !isAsyncDispose(callee.property) : !this.#source.catalog.ends(name)) return undefined;
    const on = this.#held(unwrap(callee.object));
    if (!on || on.type.kind === 'response' || on.type.kind === 'plain' || on.library.package === 'global')
      return undefined;
    const disposer = name === undefined ? undefined : own(on.type.dispose, name);
    const isClosing = disposer
      ? disposer.async === true && disposer.finishedBy === undefined && call.arguments.length >= (disposer.args ?? 0)
      : name === undefined && isAsyncDispose(callee.property);
    return isClosing ? { call, ref: on, receiver: unwrap(callee.object) } : undefined;
  }

  /** The type of the client or lease that an expression holds. */
  #held(node: Node): TypeRef | undefined {
    const found = this.#source.origin.denote(node);
    const variable = node.type === 'Identifier' ? this.#source.scopes.variableOf(node) : undefined;
    if (found?.kind !== 'instance')
      return found === undefined && variable?.scope.variableScope.type === 'function'
        ? this.#source.catalog.recognise(membersUsed(variable))
        : undefined;
    if (found.promise) return undefined;
    return isCertain(found, () => (variable ? isEvident(evidenceOf(found), new Map([[variable, found.ref]])) : false))
      ? found.ref
      : undefined;
  }

  /** `closeAll()`: a function of the file whose name says that it closes, and whose promise settles when something is closed that was there before. */
  #closer(call: TSESTree.CallExpression): Closing | undefined {
    const callee = unwrap(call.callee);
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression'
          ? propertyName(callee)
          : undefined;
    if (name === undefined || !looksEnding(name)) return undefined;
    const fn = this.#source.origin.functionOf(call);
    const ref = fn && this.closedBy(fn);
    return ref && { call, ref, receiver: undefined };
  }

  /** The first thing that a function waits for the closing of, or gives the promise of; only what it did not open itself. */
  closedBy(fn: FunctionNode): TypeRef | undefined {
    if (this.#functions.has(fn)) return this.#functions.get(fn);
    this.#functions.set(fn, undefined);
    const found = fn.generator ? undefined : this.#firstClosed(fn);
    this.#functions.set(fn, found);
    return found;
  }

  #firstClosed(fn: FunctionNode): TypeRef | undefined {
    for (const call of this.#source.census.calls) {
      if (call.type !== 'CallExpression' || enclosingFunction(call) !== fn) continue;
      const closing = isWaitedFor(call, fn) ? this.of(call) : undefined;
      if (closing && (!closing.receiver || this.#isFromOutside(closing.receiver, fn))) return closing.ref;
    }
    return undefined;
  }

  #isFromOutside(receiver: Node, fn: FunctionNode): boolean {
    let root = receiver;
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    if (root.type === 'ThisExpression') return true;
    const variable = root.type === 'Identifier' ? this.#source.scopes.variableOf(root) : undefined;
    const home = variable && homeOf(variable);
    return variable !== undefined && (home === undefined || (home !== fn && contains(home, fn)));
  }
}

function evidenceOf(found: Instance): NonNullable<Instance['evidence']> {
  return found.evidence ?? { resultMembers: [] };
}

function isCertain(found: Instance, isEvidentHere: () => boolean): boolean {
  return found.evidence === undefined || isEvidentHere();
}

/** A function, or a name that may stand for one: `client.end(done)`. */
function mayBeCallback(argument: Node): boolean {
  const inner = unwrap(argument);
  return (
    isFunction(inner) ||
    inner.type === 'Identifier' ||
    inner.type === 'MemberExpression' ||
    inner.type === 'SpreadElement'
  );
}

function isAsyncDispose(key: Node): boolean {
  return (
    key.type === 'MemberExpression' &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    propertyName(key) === 'asyncDispose'
  );
}

/** Whether the promise of a call is awaited in an asynchronous function, or returned by it. */
function isWaitedFor(call: Node, fn: FunctionNode): boolean {
  for (let at = call; at !== fn && at.parent; at = at.parent) {
    if (at.parent.type === 'AwaitExpression' && fn.async) return true;
    if (at.parent.type === 'ReturnStatement') return true;
    if (at.parent === fn) return fn.body === at && isFunctionLiteral(fn);
    if (at.parent.type.endsWith('Statement')) return false;
  }
  return false;
}

/** The statement in which the value of an expression is dropped; undefined where somebody may take it. */
export function droppedIn(expression: Node): TSESTree.ExpressionStatement | undefined {
  const { parent, child } = outside(expression);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return parent;
    case 'LogicalExpression':
      return parent.right === child ? droppedIn(parent) : undefined;
    case 'ConditionalExpression':
      return parent.test === child ? undefined : droppedIn(parent);
    default:
      return undefined;
  }
}
