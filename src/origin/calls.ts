import type { TSESTree } from '@typescript-eslint/utils';

import { own, resultsOf } from '../catalog/index.ts';
import type { CallbackForm, Library, OptionTest, Result } from '../catalog/vocabulary.ts';
import type { Census } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  isFunction,
  literalValue,
  outside,
  propertyName,
  propertyOf,
  unwrap,
} from '../lang/nodes.ts';
import { constantInit, functionOf } from '../lang/scopes.ts';
import { perObject } from '../memo.ts';
import {
  type CallbackUse,
  type CatalogCall,
  type Denotation,
  type Located,
  type OriginContext,
  instance,
} from './model.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The catalog's view of a call; undefined when the callee is not in the catalog or none of its results applies to these arguments. */
export function catalogCall(call: Call, context: OriginContext): CatalogCall | undefined {
  const callee = unwrap(call.callee);
  const of = context.denote(callee);
  if (of?.kind === 'value' || of?.kind === 'module') {
    const made = constructed(call, of, context);
    // `declare function fetch(url: string): Answer`: the project says itself what its global gives.
    const isOwn = made?.library.package === 'global' && context.strangerAt(call) === 'project';
    return isOwn ? undefined : made;
  }
  if (of?.kind === 'instance') return chosen(call, of.ref.library, resultsOf(of.ref.type.call), callee, context);
  if (call.type === 'NewExpression' && (of?.kind === 'class' || of?.kind === 'elsewhere'))
    return baseConstructed(call, of, context);
  if (call.type === 'NewExpression' || callee.type !== 'MemberExpression') return undefined;
  return memberCall(call, callee, context);
}

function memberCall(call: Call, callee: TSESTree.MemberExpression, context: OriginContext): CatalogCall | undefined {
  const name = propertyName(callee);
  const receiver = unwrap(callee.object);
  const denoted = name === undefined ? undefined : context.denote(receiver);
  const on = denoted?.kind === 'value' ? itself(denoted, context) : denoted;
  if (name === undefined) return undefined;
  if (!on || (on.kind === 'elsewhere' && !isKnownElsewhere(callee, context)))
    return evident(call, name, receiver, context);
  if (on.kind !== 'instance' || on.promise) return undefined;
  return chosen(call, on.ref.library, resultsOf(own(on.ref.type.members, name)?.call), receiver, context);
}

/** Whether the code of another file tells what a method gives: the connections of a pool of the project's own may be anybody's. */
function isKnownElsewhere(callee: TSESTree.MemberExpression, context: OriginContext): boolean {
  const method = context.denote(callee);
  return (
    method?.kind === 'elsewhere' &&
    method.of.kind === 'function' &&
    method.home.resultOf(method.of.fn)?.kind === 'instance'
  );
}

/**
 * A call whose member name alone tells what it is, on a receiver nothing is known of: `dataSource.createQueryRunner()`.
 * Where several libraries share the name, the one whose form (awaited, with a callback, plain) is that of the call.
 */
function evident(call: Call, name: string, receiver: Node, context: OriginContext): CatalogCall | undefined {
  const members = context.catalog.evident(name);
  if (members.length === 0) return undefined;
  const last = call.arguments.at(-1);
  const hasCallback = last !== undefined && isFunction(unwrap(last));
  const { parent } = outside(call);
  const isWaitedFor =
    parent?.type === 'AwaitExpression' ||
    (parent?.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(propertyName(parent) ?? ''));
  for (const { library, member } of members) {
    if (member.evidence?.notWith?.some((module) => context.census.modules.has(module)) === true) continue;
    const found = chosen(call, library, resultsOf(member.call), receiver, context);
    if (!found) continue;
    const form = found.result;
    const fits = hasCallback
      ? form.callback !== undefined
      : isWaitedFor
        ? form.async === true
        : form.async === undefined && form.callback === undefined;
    if (fits) return isDenied(call, found, context) ? undefined : { ...found, evidence: member.evidence };
  }
  return undefined;
}

/** Whether the checker knows better than the name: what the call gives, or hands to its callback, is of somebody else's type. */
function isDenied(call: Call, { result }: CatalogCall, context: OriginContext): boolean {
  const form = result.callback;
  const callback = form && callbackAt(call, form, context);
  const given = callback ? boundIdentifier(callback.params[form.value]) : call;
  return given !== undefined && context.strangerAt(given) !== undefined;
}

function constructed(
  call: Call,
  of: Extract<Denotation, { kind: 'value' | 'module' }>,
  context: OriginContext,
): CatalogCall | undefined {
  const value = of.kind === 'value' ? of.value : own(of.exports, 'default');
  const target = value?.same === undefined || of.kind === 'value' ? value : own(of.exports, value.same);
  const results =
    call.type === 'NewExpression'
      ? target?.construct
      : (target?.call ??
        (target && itself({ kind: 'value', library: of.library, value: target }, context)?.ref.type.call));
  const callee = unwrap(call.callee);
  return chosen(
    call,
    of.library,
    resultsOf(results),
    callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined,
    context,
  );
}

/** The object that a value is, where the library owns one: `axios`. */
function itself(
  of: Extract<Denotation, { kind: 'value' }>,
  context: OriginContext,
): Extract<Denotation, { kind: 'instance' }> | undefined {
  const ref = of.value.is === undefined ? undefined : context.catalog.resolve(of.library, of.value.is);
  return ref && { kind: 'instance', ref, promise: false, fresh: 'no' };
}

/** `new AuditedPool()` where `class AuditedPool extends Pool`. */
function baseConstructed(
  call: Call,
  of: Extract<Denotation, { kind: 'class' | 'elsewhere' }>,
  context: OriginContext,
): CatalogCall | undefined {
  let at: Denotation | undefined = of;
  let home = context;
  for (let depth = 0; depth < 8; depth++) {
    if (at?.kind === 'value' || at?.kind === 'module') return constructed(call, at, context);
    if (at?.kind === 'elsewhere') ({ of: at, home } = at);
    const heritage: Node | null = at?.kind === 'class' ? at.node.superClass : null;
    at = heritage ? home.denote(heritage) : undefined;
  }
  return undefined;
}

function chosen(
  call: Call,
  library: Library,
  results: readonly Result[],
  receiver: Node | undefined,
  context: OriginContext,
): CatalogCall | undefined {
  for (const result of results) {
    const applies =
      (result.when ?? []).every((test) => holds(test, call, context) === true) &&
      !(result.unless ?? []).some((test) => holds(test, call, context) === true);
    const ref = applies ? context.catalog.resolve(library, result.type) : undefined;
    if (ref) return { library, result, ref, receiver };
  }
  return undefined;
}

/** Whether an argument is as the test says; undefined when the code does not tell. */
function holds(test: OptionTest, call: Call, context: OriginContext): boolean | undefined {
  const before = call.arguments.slice(0, test.arg + 1);
  if (before.some((argument) => argument.type === 'SpreadElement')) return undefined;
  const argument = call.arguments[test.arg];
  if (!argument) return false;
  let at: Node = argument;
  for (const step of test.path === undefined ? [] : test.path.split('.')) {
    const object = objectLiteral(at, context);
    if (!object) return undefined;
    const value = propertyOf(object, step);
    if (value === 'absent') return false;
    if (!value) return undefined;
    at = value;
  }
  return test.made ? isMade(test.made, at, context) : valueHolds(test, at);
}

/** `new GetObjectCommand(…)`, or a constant that holds it. The class is told by its name. */
function isMade(names: readonly string[], node: Node, context: OriginContext): boolean {
  const inner = unwrap(node);
  const variable = inner.type === 'Identifier' ? context.scopes.variableOf(inner) : undefined;
  const made = variable ? constantInit(variable) : inner;
  if (made?.type !== 'NewExpression') return false;
  const callee = unwrap(made.callee);
  const name = callee.type === 'Identifier' ? callee.name : propertyName(callee);
  return name !== undefined && names.includes(name);
}

function valueHolds(test: OptionTest, at: Node): boolean | undefined {
  const literal = literalValue(at);
  if (!test.is) return literal ? literal.value !== undefined : true;
  return literal && test.is.includes(literal.value as string);
}

function objectLiteral(node: Node, context: OriginContext): TSESTree.ObjectExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ObjectExpression') return inner;
  const variable = inner.type === 'Identifier' ? context.scopes.variableOf(inner) : undefined;
  const init = variable && constantInit(variable);
  return init ? objectLiteral(init, context) : undefined;
}

/** The function that stands in the callback position of a call, seen through one wrapper: `get(url, once((res) => …))`. */
function callbackAt(call: Call, form: CallbackForm, context: OriginContext): FunctionNode | undefined {
  const argument = call.arguments[form.arg ?? call.arguments.length - 1];
  if (!argument) return undefined;
  const inner = unwrap(argument);
  if (isFunction(inner)) return inner;
  if (inner.type === 'Identifier') {
    const variable = context.scopes.variableOf(inner);
    return variable && functionOf(variable);
  }
  if (inner.type === 'CallExpression') {
    const literals = inner.arguments.map(unwrap).filter(isFunction);
    return literals.length === 1 ? literals[0] : undefined;
  }
  return undefined;
}

/** The callback that a call hands its resource to; undefined when the call has no callback form or none is given. */
export function callbackUse(call: Call, made: CatalogCall, context: OriginContext): CallbackUse | undefined {
  const form = made.result.callback;
  const fn = form && callbackAt(call, form, context);
  return (
    form &&
    fn && {
      fn,
      value: form.value,
      error: form.error,
      release: form.release,
      ref: made.ref,
      evidence: made.evidence,
      ifDisposed: made.result.owned === 'if disposed',
    }
  );
}

/** What the chosen result of a catalog call makes of its value. With a callback in place the call itself gives no resource. */
export function fromResult(
  made: CatalogCall,
  call?: TSESTree.CallExpression,
  context?: OriginContext,
): Denotation | undefined {
  if (made.result.callback && call && context) {
    const handed = callbackUse(call, made, context) !== undefined;
    const returns =
      made.result.returns === undefined ? undefined : context.catalog.resolve(made.library, made.result.returns);
    if (handed || made.result.async !== true) return instance(returns);
  }
  const found = instance(
    made.ref,
    made.result.owned === false ? 'no' : made.result.owned === 'if disposed' ? 'maybe' : 'yes',
    made.result.async === true,
  );
  return found && made.evidence ? { ...found, evidence: made.evidence } : found;
}

/**
 * A function that passes its own callback on: `const request = (options, callback) => http.request(options, callback)`.
 * A call of it hands the resource to the callback that it is given.
 */
export function forwardedUse(call: Call, { fn, home }: Located, context: OriginContext): CallbackUse | undefined {
  const names = fn.params.flatMap((parameter) => (parameter.type === 'Identifier' ? parameter.name : []));
  for (const inner of names.flatMap((name) => passingOn(home.census).get(name) ?? [])) {
    const last = inner.arguments.at(-1);
    const variable = last && home.scopes.variableOf(last);
    const position = fn.params.findIndex(
      (parameter) => parameter.type === 'Identifier' && variable?.identifiers[0] === parameter,
    );
    const made = position < 0 ? undefined : home.callOf(inner);
    const form = made?.result.callback;
    if (!made || !form || (form.arg !== undefined && inner.arguments[form.arg] !== last)) continue;
    const callback = callbackAt(call, { ...form, arg: position }, context);
    return (
      callback && {
        fn: callback,
        value: form.value,
        error: form.error,
        release: form.release,
        ref: made.ref,
        evidence: made.evidence,
        ifDisposed: made.result.owned === 'if disposed',
      }
    );
  }
  return undefined;
}

/** The calls of a file whose last argument is a name, by that name. */
const passingOn = perObject((census: Census): ReadonlyMap<string, readonly Call[]> => {
  const found = new Map<string, Call[]>();
  for (const call of census.calls) {
    const last = call.arguments.at(-1);
    if (last?.type !== 'Identifier') continue;
    const known = found.get(last.name);
    if (known) known.push(call);
    else found.set(last.name, [call]);
  }
  return found;
});

/** The listener to which an event hands a resource: `request.on('response', (res) => …)`. */
export function listenerUse(call: Call, context: OriginContext): CallbackUse | undefined {
  const callee = unwrap(call.callee);
  const event = call.arguments[0] && literalValue(call.arguments[0])?.value;
  if (call.type === 'NewExpression' || callee.type !== 'MemberExpression' || typeof event !== 'string')
    return undefined;
  const name = propertyName(callee);
  const on = context.denote(callee.object);
  if (name === undefined || on?.kind !== 'instance' || on.promise) return undefined;
  const gives = own(own(on.ref.type.members, name)?.events, event)?.gives;
  // Somebody else may have asked for the response of a request that was made elsewhere.
  const made = gives && unwrap(callee.object);
  const variable = made?.type === 'Identifier' ? context.scopes.variableOf(made) : undefined;
  const request = variable ? constantInit(variable) : made;
  if (!gives || !request || (request.type !== 'CallExpression' && request.type !== 'NewExpression')) return undefined;
  const ref = context.catalog.resolve(on.ref.library, gives.type);
  const fn = callbackAt(call, { arg: 1, value: gives.value }, context);
  return ref && fn && { fn, value: gives.value, error: undefined, release: undefined, ref };
}

/** What the value of a `.then` callback's first parameter is: what the promise before it gives. */
export function settledBefore(call: TSESTree.CallExpression, context: OriginContext): Denotation | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'then') return undefined;
  const before = context.denote(callee.object);
  return before && 'promise' in before && before.promise ? { ...before, promise: false } : undefined;
}
