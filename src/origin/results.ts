import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, contains, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit, functionOf, homeOf } from '../lang/scopes.ts';
import { returnAnnotated, typeDenotes } from './annotations.ts';
import { catalogCall } from './calls.ts';
import { type Denotation, type OriginContext, awaited, instance, promised } from './model.ts';

/**
 * What calling a function of this file gives: a fresh resource where what it returns was acquired in it and kept nowhere else,
 * a view of something otherwise. A memoised getter (`if (!this.pool) this.pool = new Pool(); return this.pool`) gives a view.
 */
export function resultOf(fn: FunctionNode, context: OriginContext): Denotation | undefined {
  if (fn.generator) return undefined;
  const found = returnedBy(fn, context) ?? perhaps(returnAnnotated(fn, context), fn);
  return fn.async ? promised(awaited(found)) : found;
}

/** What only an annotation says may be a view of something, or fresh. */
function perhaps(found: Denotation | undefined, fn: FunctionNode): Denotation | undefined {
  if (found?.kind !== 'instance') return found;
  const { owedByAnnotation } = found.ref.type;
  if (owedByAnnotation === false || (owedByAnnotation === 'if promised' && !found.promise)) return found;
  // Nobody promises a response that has been read already; `Promise<Response | User>` promises one that was made here, to say no.
  if (found.ref.type.kind === 'response' && found.promise && !promisesOthers(fn)) return { ...found, fresh: 'yes' };
  return { ...found, fresh: 'maybe' };
}

/** Whether a function is declared to promise one of several things, `null` and `undefined` left out. */
function promisesOthers({ returnType }: FunctionNode): boolean {
  const promised = returnType?.typeAnnotation;
  const inner = promised?.type === 'TSTypeReference' ? promised.typeArguments?.params[0] : promised;
  if (inner?.type !== 'TSUnionType') return false;
  return inner.types.filter(({ type }) => !/^TS(?:Null|Undefined|Void)Keyword$/.test(type)).length > 1;
}

function returnedBy(fn: FunctionNode, context: OriginContext): Denotation | undefined {
  let view: Denotation | undefined;
  for (const value of context.census.returnsOf(fn)) {
    const found = value && context.denote(value);
    if (!value || !found) continue;
    if (found.kind !== 'instance') return found;
    const fresh = isFresh(value, fn, context);
    if (fresh) return { ...found, fresh: 'yes' };
    view = { ...found, fresh: 'no' };
  }
  return view;
}

/** Whether the returned expression was acquired in this function and is held by nobody else. */
function isFresh(value: Node, fn: FunctionNode, context: OriginContext): boolean {
  const inner = unwrap(value);
  switch (inner.type) {
    case 'AwaitExpression':
      return isFresh(inner.argument, fn, context);
    case 'CallExpression':
    case 'NewExpression': {
      const found = context.denote(inner);
      return found?.kind === 'instance' && found.fresh === 'yes';
    }
    case 'ConditionalExpression':
      return isFresh(inner.consequent, fn, context) && isFresh(inner.alternate, fn, context);
    case 'Identifier': {
      const variable = context.scopes.variableOf(inner);
      return variable !== undefined && homeOf(variable) === fn && isKeptAlone(variable, fn, context);
    }
    default:
      return false;
  }
}

/** Whether a local variable only ever holds what this function acquired, and is stored nowhere. */
function isKeptAlone(variable: Variable, fn: FunctionNode, context: OriginContext): boolean {
  const init = constantInit(variable);
  if (!init || !isFresh(init, fn, context)) return false;
  return !isStored(variable);
}

/** Whether what a variable holds is kept elsewhere, too: `this.client = client`, `this.connections.push(client)`. */
function isStored(variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const parent = identifier.parent as Node | undefined;
    if (parent?.type === 'AssignmentExpression') return parent.right === identifier;
    if (parent?.type !== 'CallExpression' || parent.callee === identifier) return false;
    const callee = unwrap(parent.callee);
    return callee.type === 'MemberExpression' && KEEPING.has(propertyName(callee) ?? '');
  });
}

const KEEPING = new Set(['push', 'unshift', 'add', 'set']);

/**
 * What a promise settles with that is made by hand: `new Promise((resolve) => get(url, resolve))` gives what the callback is given,
 * `new Promise((resolve) => { … resolve(client) })` what `resolve` is called with.
 */
export function promiseMade(construction: TSESTree.NewExpression, context: OriginContext): Denotation | undefined {
  const executor = construction.arguments[0] && unwrap(construction.arguments[0]);
  const promisedType = construction.typeArguments?.params[0];
  const written = promisedType && typeDenotes(promisedType, context);
  const parameter = isFunction(executor) ? executor.params[0] : undefined;
  const resolve = parameter?.type === 'Identifier' ? context.scopes.variableOf(parameter) : undefined;
  const uses = isFunction(executor) && resolve ? resolve.references.map(({ identifier }) => identifier as Node) : [];
  const fresh = uses.some((use) => resolvesStored(use, context)) ? 'no' : 'yes';
  if (written?.kind === 'instance') return promised({ ...written, fresh });
  for (const use of uses) {
    const found = resolvedWith(use, context);
    if (found) return promised({ ...found, fresh });
  }
  return undefined;
}

/** `resolve(client)` of a client that is kept elsewhere, too. */
function resolvesStored(use: Node, context: OriginContext): boolean {
  const value =
    use.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent.arguments[0] : undefined;
  const variable = value?.type === 'Identifier' ? context.scopes.variableOf(value) : undefined;
  return variable !== undefined && isStored(variable);
}

function resolvedWith(use: Node, context: OriginContext): Extract<Denotation, { kind: 'instance' }> | undefined {
  const call = use.parent;
  if (call?.type !== 'CallExpression') return undefined;
  if (call.callee === use) {
    const value = call.arguments[0] && context.denote(call.arguments[0]);
    return value?.kind === 'instance' ? value : undefined;
  }
  const made = catalogCall(call, context);
  const form = made?.result.callback;
  const position = form?.arg ?? call.arguments.length - 1;
  if (!made || !form || form.value !== 0 || call.arguments[position] !== use) return undefined;
  const found = instance(made.ref, 'yes');
  return found?.kind === 'instance' ? found : undefined;
}

/** The local function that a call calls: `open()`, `this.open()`, an immediately invoked literal. */
export function calledFunction(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  context: OriginContext,
): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  if (isFunction(callee)) return callee;
  if (callee.type === 'Identifier') {
    const variable = context.scopes.variableOf(callee);
    const fn = variable && functionOf(variable);
    return fn && !contains(fn, call) ? fn : undefined;
  }
  const of = callee.type === 'MemberExpression' ? context.denote(callee) : undefined;
  return of?.kind === 'function' && !contains(of.fn, call) ? of.fn : undefined;
}
