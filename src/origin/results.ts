import type { TSESTree } from '@typescript-eslint/utils';

import {
  type FunctionNode,
  type Node,
  contains,
  documentedNode,
  isFunction,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, constantInit, functionOf, homeOf, writesTo } from '../lang/scopes.ts';
import { documentedResult, returnAnnotated, typeDenotes } from './annotations.ts';
import { importedCode } from './bindings.ts';
import { saidOfResult } from './contracts.ts';
import { isParameterOf } from './handed-back.ts';
import { memberOf } from './members.ts';
import {
  type Denotation,
  type Home,
  type Instance,
  type Interest,
  type Located,
  type OriginContext,
  awaited,
  instance,
  promised,
} from './model.ts';

/**
 * What calling a function of this file gives: a fresh resource where what it returns was acquired in it and kept nowhere else,
 * a view of something otherwise. A memoised getter (`if (!this.pool) this.pool = new Pool(); return this.pool`) gives a view.
 */
export function resultOf(fn: FunctionNode, context: OriginContext): Denotation | undefined {
  if (fn.generator) return undefined;
  const annotation = returnAnnotated(fn, context) ?? documentedResult(context.docOf(documentedNode(fn)), context);
  const found = returnedBy(fn, context) ?? perhaps(annotation, fn, context) ?? recordOf(fn, context);
  const given = found?.kind === 'instance' ? asSaid(found, fn, context) : found;
  return fn.async ? promised(awaited(given)) : given;
}

/** Whose it is, where the comment of the function says that. */
function asSaid(found: Instance, fn: FunctionNode, context: OriginContext): Instance {
  const role = saidOfResult(fn, context);
  return role ? { ...found, fresh: role === 'borrows' ? 'no' : 'yes' } : found;
}

/** What only an annotation says may be a view of something, or fresh. */
function perhaps(found: Denotation | undefined, fn: FunctionNode, context: OriginContext): Denotation | undefined {
  if (found?.kind !== 'instance') return found;
  const { owedByAnnotation } = found.ref.type;
  if (owedByAnnotation === false || (owedByAnnotation === 'if promised' && !found.promise)) return found;
  // Nobody promises a response that has been read already, but some make one that no connection stands behind.
  const values = valuesOf(fn, context);
  if (values.length > 0 && values.every(isMadeByHand)) return found;
  const isMade = promisesOthers(fn) || values.some(isMadeByHand);
  return { ...found, fresh: found.ref.type.kind === 'response' && found.promise && !isMade ? 'yes' : 'maybe' };
}

/** Whether a function is declared to promise one of several things, `null` and `undefined` left out: one of them says no. */
function promisesOthers({ returnType }: FunctionNode): boolean {
  const promised = returnType?.typeAnnotation;
  const inner = promised?.type === 'TSTypeReference' ? promised.typeArguments?.params[0] : promised;
  if (inner?.type !== 'TSUnionType') return false;
  return inner.types.filter(({ type }) => !/^TS(?:Null|Undefined|Void)Keyword$/.test(type)).length > 1;
}

/** What a function gives, where it calls another of its file what that gives. */
function valuesOf(fn: FunctionNode, context: OriginContext, depth = 0): Node[] {
  return context.census.returnsOf(fn).flatMap((value) => {
    const inner = value ? unwrap(value) : undefined;
    const call = inner?.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
    const called = call?.type === 'CallExpression' ? localCallee(unwrap(call.callee), context) : undefined;
    if (called && called !== fn && depth < 3) return valuesOf(called, context, depth + 1);
    return inner ? [inner] : [];
  });
}

/** `new Response(text)`, `Response.json(data)`, `NextResponse.redirect(url)`. */
function isMadeByHand(value: Node): boolean {
  const made = unwrap(value);
  if (made.type !== 'NewExpression' && made.type !== 'CallExpression') return false;
  const callee = unwrap(made.callee);
  const maker = made.type === 'CallExpression' && callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  return maker.type === 'Identifier' && maker.name.endsWith('Response') && /^[A-Z]/.test(maker.name);
}

function returnedBy(fn: FunctionNode, context: OriginContext): Denotation | undefined {
  let view: Denotation | undefined;
  for (const value of context.census.returnsOf(fn)) {
    const found = value && context.denote(value);
    if (!value || !found || found.kind === 'record') continue;
    if (found.kind !== 'instance') return found;
    const fresh = isFresh(value, fn, context);
    if (fresh) return { ...found, fresh: givesOnly(found, fn, context) ? 'yes' : 'maybe' };
    view = { ...found, fresh: 'no' };
  }
  return view;
}

/** Whether a function gives nothing but such a resource, or nothing: `return raw ? response : response.json()` gives what the caller has to tell apart. */
function givesOnly({ ref }: Instance, fn: FunctionNode, context: OriginContext): boolean {
  const promised = returnAnnotated(fn, context);
  if (promised?.kind === 'instance' && promised.ref.type === ref.type) return true;
  return context.census.returnsOf(fn).every((value) => {
    const found = value && context.denote(value);
    return !value || isNothing(value) || callsItself(value, fn, context) || found?.kind === 'instance';
  });
}

function callsItself(value: Node, fn: FunctionNode, context: OriginContext): boolean {
  const inner = unwrap(value);
  const call = inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
  return call.type === 'CallExpression' && localCallee(unwrap(call.callee), context) === fn;
}

/** `return { client, close }`: the only literal that a function gives. */
function recordOf(fn: FunctionNode, context: OriginContext): Denotation | undefined {
  const literals = context.census
    .returnsOf(fn)
    .map((value) => (value ? unwrap(value) : undefined))
    .filter((value) => value?.type === 'ObjectExpression');
  return literals.length === 1 && literals[0] ? context.denote(literals[0]) : undefined;
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
      return isFreshUnlessGiven([inner.consequent, inner.alternate], fn, context);
    case 'LogicalExpression':
      return inner.operator !== '&&' && isFreshUnlessGiven([inner.left, inner.right], fn, context);
    case 'Identifier': {
      const variable = context.scopes.variableOf(inner);
      return variable !== undefined && homeOf(variable) === fn && isKeptAlone(variable, fn, context);
    }
    default:
      return false;
  }
}

/** `given ?? (await pool.connect())`: what a caller gets that gives nothing is fresh. */
function isFreshUnlessGiven(arms: readonly Node[], fn: FunctionNode, context: OriginContext): boolean {
  const others = arms.filter((arm) => !isParameterOf(arm, fn, context));
  return others.length > 0 && others.every((arm) => isFresh(arm, fn, context));
}

/** Whether a local variable only ever holds what this function acquired, and is stored nowhere. */
function isKeptAlone(variable: Variable, fn: FunctionNode, context: OriginContext): boolean {
  const init = constantInit(variable);
  const written = init ? [init] : writesTo(variable);
  if (variable.defs.some(({ type }) => (type as string) !== 'Variable')) return false;
  if (!written.every((value) => isNothing(value) || isFresh(value, fn, context))) return false;
  return !isStored(variable) && written.some((value) => !isNothing(value));
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

function isNothing(value: Node): boolean {
  const literal = literalValue(value);
  return literal !== undefined && (literal.value === null || literal.value === undefined);
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
    const found = resolvedWith(use, construction, context);
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

function resolvedWith(
  use: Node,
  construction: Node,
  context: OriginContext,
): Extract<Denotation, { kind: 'instance' }> | undefined {
  const call = use.parent;
  if (call?.type !== 'CallExpression') return undefined;
  if (call.callee === use) {
    const given = call.arguments[0];
    const value = given && context.denote(given);
    return given && value?.kind === 'instance' && !isSupposed(given, construction, context) ? value : undefined;
  }
  const made = context.callOf(call);
  const form = made?.result.callback;
  const position = form?.arg ?? call.arguments.length - 1;
  if (!made || !form || form.value !== 0 || call.arguments[position] !== use) return undefined;
  const found = instance(made.ref, 'yes');
  return found?.kind === 'instance' ? found : undefined;
}

/**
 * `const values = await new Promise((resolve) => { session.get(id, (error, found) => resolve(found)); });`: only the name of the
 * method says what `found` is, and nothing that is done with `values` bears it out.
 */
function isSupposed(value: Node, construction: Node, context: OriginContext): boolean {
  const variable = value.type === 'Identifier' ? context.scopes.variableOf(value) : undefined;
  const [definition] = variable?.defs ?? [];
  const callback = definition?.node as Node | undefined;
  const call = isFunction(callback) ? callback.parent : undefined;
  const evidence = call?.type === 'CallExpression' ? context.callOf(call)?.evidence : undefined;
  const holder = evidence && evidence.resultMembers.length > 0 ? holderOf(construction, context) : undefined;
  return holder?.references.every(({ identifier }) => !isMemberOf(identifier, evidence?.resultMembers ?? [])) ?? false;
}

/** The name that holds what a promise gives once it is awaited. */
function holderOf(promise: Node, context: OriginContext): Variable | undefined {
  const { parent: waiting } = outside(promise);
  const { parent } = waiting?.type === 'AwaitExpression' ? outside(waiting) : { parent: undefined };
  const target = parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  return target?.type === 'Identifier' ? context.scopes.variableOf(target) : undefined;
}

function isMemberOf(name: Node, members: readonly string[]): boolean {
  const { parent, child } = outside(name);
  return parent?.type === 'MemberExpression' && parent.object === child && members.includes(propertyName(parent) ?? '');
}

/** The function that a call calls, of this file or another: `open()`, `this.open()`, an immediately invoked literal. */
export function calleeOf(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  context: Home,
  interest: Interest = 'value',
): Located | undefined {
  const callee = unwrap(call.callee);
  const local = localCallee(callee, context);
  if (local) return contains(local, call) ? undefined : { fn: local, home: context };
  const of = interest === 'code' ? codeAt(callee, context) : context.denote(callee);
  return of?.kind === 'elsewhere' && of.of.kind === 'function' ? { fn: of.of.fn, home: of.home } : undefined;
}

function localCallee(callee: Node, context: OriginContext): FunctionNode | undefined {
  if (isFunction(callee)) return callee;
  if (callee.type === 'Identifier') {
    const variable = context.scopes.variableOf(callee);
    return variable && functionOf(variable);
  }
  const of = callee.type === 'MemberExpression' ? context.denote(callee) : undefined;
  return of?.kind === 'function' ? of.fn : undefined;
}

/** What is called, where its code is wanted and not only what it gives: `close(client)`, `files.close(client)`. */
export function codeAt(callee: Node, context: OriginContext): Denotation | undefined {
  if (callee.type === 'Identifier') {
    const variable = context.scopes.variableOf(callee);
    return variable && importedCode(variable, context);
  }
  if (callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(callee);
  const object = unwrap(callee.object);
  const known = context.denote(object);
  if (name === undefined || (known && known.kind !== 'namespace')) return context.denote(callee);
  const whole = known ?? (object.type === 'Identifier' ? codeAt(object, context) : undefined);
  if (whole?.kind === 'namespace') return context.neighbours?.exported(whole.path, name, 'code');
  return whole && memberOf(whole, name, context);
}
