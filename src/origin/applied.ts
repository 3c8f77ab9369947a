import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, boundIdentifier, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { requiredBy } from '../project/exports.ts';
import { catalogCall } from './calls.ts';
import { type Denotation, type Home, type Located, awaited, promised, seenFrom } from './model.ts';
import { calleeOf } from './results.ts';

/**
 * What a function gives that gives what one of its parameters does: `retry(() => fetch(url))`, `queue.call(fetch, url)`. Its code
 * tells by returning a call of the parameter, its types by returning the type that the parameter's calls have.
 */
export function appliedResult(call: TSESTree.CallExpression, context: Home): Denotation | undefined {
  if (!mayBeKnown(call, context)) return undefined;
  const given = call.arguments.map((argument, i) =>
    argument.type === 'SpreadElement'
      ? undefined
      : resultOfCalling(unwrap(argument), call.arguments.slice(i + 1), context),
  );
  // Only then is it worth while to read what is called.
  if (!given.some((result) => result?.kind === 'instance')) return undefined;
  const called = calleeOf(call, context, 'code');
  const position = called ? called.fn.params.findIndex((each) => givesWhat(each, called)) : -1;
  const isShifted = call.arguments.slice(0, position + 1).some((each) => each.type === 'SpreadElement');
  const found = position < 0 || isShifted ? undefined : given[position];
  return called && (called.fn.async || returnsPromise(called.fn)) ? promised(awaited(found)) : found;
}

/** Whether the callee is a function of this file, or may be one of another: those are read only when that is worth while. */
function mayBeKnown(call: TSESTree.CallExpression, context: Home): boolean {
  if (call.arguments.length === 0) return false;
  if (calleeOf(call, context)) return true;
  let at = unwrap(call.callee);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  const definition = at.type === 'Identifier' ? context.scopes.variableOf(at)?.defs[0] : undefined;
  const node = definition?.node as Node | undefined;
  const isRequired = node?.type === 'VariableDeclarator' && node.init ? requiredBy(node.init) !== undefined : false;
  return (definition?.type as string | undefined) === 'ImportBinding' || isRequired;
}

/** What calling a value gives that stands as an argument; the arguments behind it are passed on to it. */
function resultOfCalling(
  value: Node,
  given: readonly TSESTree.CallExpressionArgument[],
  context: Home,
): Denotation | undefined {
  if (value.type !== 'Identifier' && !isFunction(value)) return undefined;
  const of = context.denote(value);
  if (of?.kind === 'function') return context.resultOf(of.fn);
  if (of?.kind === 'elsewhere' && of.of.kind === 'function')
    return seenFrom(context, of.home.resultOf(of.of.fn), of.home);
  if (of?.kind !== 'value') return undefined;
  const made = catalogCall({ type: 'CallExpression', callee: value, arguments: given } as never, context);
  if (!made || made.result.callback) return undefined;
  const fresh = made.result.owned === undefined ? 'yes' : 'maybe';
  return { kind: 'instance', ref: made.ref, promise: made.result.async === true, fresh };
}

function givesWhat(parameter: Node, { fn, home }: Located): boolean {
  const name = boundIdentifier(parameter);
  return name !== undefined && (saysSo(name, fn) || doesSo(name, fn, home));
}

/** `return fn()`, `return await fn(...args)`, `return fn().finally(stop)`. */
function doesSo(name: TSESTree.Identifier, fn: FunctionNode, home: Home): boolean {
  const variable = home.scopes.variableOf(name);
  return home.census.returnsOf(fn).some((value) => {
    let at = value && unwrap(value);
    if (at?.type === 'AwaitExpression') at = unwrap(at.argument);
    while (at?.type === 'CallExpression' && isSettling(unwrap(at.callee))) at = settledBy(at);
    return (
      at?.type === 'CallExpression' &&
      at.callee.type === 'Identifier' &&
      variable !== undefined &&
      home.scopes.variableOf(at.callee) === variable
    );
  });
}

function isSettling(callee: Node): boolean {
  return callee.type === 'MemberExpression' && ['catch', 'finally'].includes(propertyName(callee) ?? '');
}

function settledBy(call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
}

/** `<T>(make: () => Promise<T>): Promise<T>`, `<T extends (…) => …>(make: T): ReturnType<T>`. */
function saysSo(name: TSESTree.Identifier, fn: FunctionNode): boolean {
  const type = name.typeAnnotation?.typeAnnotation;
  const returned = bare(fn.returnType?.typeAnnotation);
  if (!type || !returned) return false;
  const generic = new Set((fn.typeParameters?.params ?? []).map((each) => each.name.name));
  if (type.type === 'TSFunctionType') {
    const gives = bare(type.returnType?.typeAnnotation);
    return gives !== undefined && generic.has(gives) && gives === returned;
  }
  const whole = nameOf(type);
  return whole !== undefined && generic.has(whole) && returned === `ReturnType ${whole}`;
}

/** A type without the promises round it, as a word; undefined for what is no name. */
function bare(type: TSESTree.TypeNode | undefined): string | undefined {
  if (type?.type !== 'TSTypeReference') return undefined;
  const name = nameOf(type);
  const inner = type.typeArguments?.params[0];
  if (name === 'Promise' || name === 'PromiseLike' || name === 'Awaited') return bare(inner);
  const of = name === 'ReturnType' && inner ? nameOf(inner) : undefined;
  return of === undefined ? name : `ReturnType ${of}`;
}

function nameOf(type: TSESTree.TypeNode): string | undefined {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : undefined;
}

function returnsPromise(fn: FunctionNode): boolean {
  const type = fn.returnType?.typeAnnotation;
  return type !== undefined && nameOf(type) === 'Promise';
}
