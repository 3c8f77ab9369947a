import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import { type FunctionNode, type Node, isFunction, isFunctionLiteral, propertyName, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { Call, OwnershipContext } from './context.ts';

/** Work whose promise is a part of the promise that an expression gives; where it is not certain, nothing says that the call gives none. */
export interface Pending {
  readonly call: Call;
  readonly isCertain: boolean;
}

const COMBINING = new Set(['all', 'allSettled', 'race', 'any']);

/**
 * The calls that have to settle before the value of an expression does: of `client.query(sql).then(first)` the query, of
 * `Promise.all([a(), b()])` both. None where an `await` stands before them, and none of which it is known that they give no promise.
 */
export function pendingIn(value: Node, context: OwnershipContext, promises: PromiseNames): readonly Pending[] {
  const inner = unwrap(value);
  const inside = (node: Node): readonly Pending[] => pendingIn(node, context, promises);
  switch (inner.type) {
    case 'CallExpression':
      return pendingCall(inner, context, promises);
    case 'NewExpression':
      return isPromise(inner) ? [{ call: inner, isCertain: true }] : [];
    case 'ConditionalExpression':
      return [...inside(inner.consequent), ...inside(inner.alternate)];
    case 'LogicalExpression':
      return [...inside(inner.left), ...inside(inner.right)];
    case 'ArrayExpression':
      return inner.elements.flatMap((each) => (each ? inside(each) : []));
    default:
      return [];
  }
}

function pendingCall(
  call: TSESTree.CallExpression,
  context: OwnershipContext,
  promises: PromiseNames,
): readonly Pending[] {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (callee.type === 'MemberExpression' && (name === 'then' || name === 'catch' || name === 'finally')) {
    const base = unwrap(callee.object);
    const inner = pendingIn(base, context, promises);
    // Whoever hangs a handler on it says that it is a promise.
    return inner.length <= 1 && base.type === 'CallExpression' ? [{ call: base, isCertain: true }] : inner;
  }
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise') {
    const list = call.arguments[0] && unwrap(call.arguments[0]);
    return list && COMBINING.has(name ?? '') ? listed(list, context, promises) : [];
  }
  const answer = givesPromise(call, context, promises);
  return answer === 'no' ? [] : [{ call, isCertain: answer === 'yes' }];
}

/** `[a(), b()]`, `ids.map((id) => client.get(id))` */
function listed(list: Node, context: OwnershipContext, promises: PromiseNames): readonly Pending[] {
  if (list.type === 'ArrayExpression') return pendingIn(list, context, promises);
  const callee = list.type === 'CallExpression' ? unwrap(list.callee) : undefined;
  if (list.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || propertyName(callee) !== 'map')
    return [];
  const each = list.arguments[0] && unwrap(list.arguments[0]);
  if (!isFunctionLiteral(each)) return [];
  if (each.async) return [{ call: list, isCertain: true }];
  return context.census.returnsOf(each).flatMap((value) => (value ? pendingIn(value, context, promises) : []));
}

function isPromise(construction: TSESTree.NewExpression): boolean {
  return construction.callee.type === 'Identifier' && construction.callee.name === 'Promise';
}

/** Whether a call gives a promise: the catalog or the function itself says so, or the file waits for it or declares it elsewhere. */
function givesPromise(
  call: TSESTree.CallExpression,
  context: OwnershipContext,
  promises: PromiseNames,
): 'yes' | 'no' | 'maybe' {
  const known = context.origin.callOf(call);
  if (known) return known.result.async === true ? 'yes' : 'no';
  const callee = unwrap(call.callee);
  const on = callee.type === 'MemberExpression' ? context.origin.denote(callee.object) : undefined;
  const member = on?.kind === 'instance' ? own(on.ref.type.members, propertyName(callee) ?? '') : undefined;
  if (member) return member.async === true ? 'yes' : 'no';
  const fn = context.origin.functionOf(call);
  if (fn) return (fn.async && !fn.generator) || returnsPromise(fn, context) ? 'yes' : 'no';
  const name = callee.type === 'Identifier' ? callee.name : propertyName(callee);
  return name !== undefined && promises.has(name) ? 'yes' : 'maybe';
}

function returnsPromise(fn: FunctionNode, context: OwnershipContext): boolean {
  if (isPromiseType(fn.returnType?.typeAnnotation)) return true;
  const values = context.census.returnsOf(fn);
  return values.length > 0 && values.every((value) => value?.type === 'NewExpression' && isPromise(value));
}

/** The names of functions and methods that give promises, as far as the file shows it. */
export type PromiseNames = ReadonlySet<string>;

/** `await load()`, `load().then(…)`, `async load() {…}`, `load(): Promise<Row>` each say it of `load`; a synchronous function of that name takes it back. */
export function promiseNamesOf(
  program: Node,
  keys: Readonly<Record<string, readonly string[] | undefined>>,
): PromiseNames {
  const found = new Set<string>();
  const others = new Set<string>();
  walk(program, keys, (node) => {
    const said = saidBy(node);
    if (said?.name !== undefined) (said.isPromise ? found : others).add(said.name);
    return undefined;
  });
  for (const name of others) found.delete(name);
  return found;
}

interface Said {
  readonly name: string | undefined;
  readonly isPromise: boolean;
}

function saidBy(node: Node): Said | undefined {
  switch (node.type) {
    case 'AwaitExpression':
      return { name: calledIn(node.argument), isPromise: true };
    case 'MemberExpression':
      return /^(?:then|catch|finally)$/.test(propertyName(node) ?? '')
        ? { name: calledIn(node.object), isPromise: true }
        : undefined;
    case 'FunctionDeclaration':
      return node.id ? { name: node.id.name, isPromise: isAsync(node) } : undefined;
    case 'MethodDefinition':
      return isFunction(node.value) ? { name: propertyName(node), isPromise: isAsync(node.value) } : undefined;
    case 'TSMethodSignature':
      return node.key.type === 'Identifier'
        ? { name: node.key.name, isPromise: isPromiseType(node.returnType?.typeAnnotation) }
        : undefined;
    case 'TSPropertySignature':
      return functionTyped(node);
    default:
      return undefined;
  }
}

/** `refresh?: (token: string) => Promise<Token>` */
function functionTyped(node: TSESTree.TSPropertySignature): Said | undefined {
  const type = node.typeAnnotation?.typeAnnotation;
  return type?.type === 'TSFunctionType'
    ? { name: propertyName(node), isPromise: isPromiseType(type.returnType?.typeAnnotation) }
    : undefined;
}

function isAsync(fn: FunctionNode): boolean {
  return (fn.async && !fn.generator) || isPromiseType(fn.returnType?.typeAnnotation);
}

function isPromiseType(type: Node | undefined): boolean {
  return (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    /^Promise(?:Like)?$/.test(type.typeName.name)
  );
}

function calledIn(node: Node): string | undefined {
  const inner = unwrap(node);
  const callee = inner.type === 'CallExpression' ? unwrap(inner.callee) : undefined;
  return callee?.type === 'Identifier'
    ? callee.name
    : callee?.type === 'MemberExpression'
      ? propertyName(callee)
      : undefined;
}

/** What a name stands for that is bound once, with its wrappers and an `await` off; the expression itself otherwise. */
export function madeOf(node: Node, context: OwnershipContext): Node {
  const inner = unwrap(node);
  const variable = inner.type === 'Identifier' ? context.variableOf(inner) : undefined;
  const init = variable && constantInit(variable);
  if (!init) return inner;
  const made = unwrap(init);
  return made.type === 'AwaitExpression' ? unwrap(made.argument) : made;
}
