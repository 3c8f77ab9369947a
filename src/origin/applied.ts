import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, boundIdentifier, propertyName, unwrap } from '../lang/nodes.ts';
import { catalogCall } from './calls.ts';
import { type Denotation, type Home, type Located, awaited, promised, seenFrom } from './model.ts';

/**
 * What a function gives that gives what one of its parameters does: `retry(() => fetch(url))`, `queue.call(fetch, url)`. Its code
 * tells by returning a call of the parameter, its types by returning the type that the parameter's calls have.
 */
export function appliedResult(call: TSESTree.CallExpression, called: Located, context: Home): Denotation | undefined {
  const { fn, home } = called;
  const position = fn.params.findIndex((parameter) => givesWhat(parameter, fn, home));
  const argument = call.arguments[position];
  if (!argument || call.arguments.slice(0, position + 1).some((each) => each.type === 'SpreadElement'))
    return undefined;
  const found = resultOfCalling(unwrap(argument), call.arguments.slice(position + 1), context);
  return fn.async || returnsPromise(fn) ? promised(awaited(found)) : found;
}

/** What calling a value gives that stands as an argument; the arguments behind it are passed on to it. */
function resultOfCalling(
  value: Node,
  given: readonly TSESTree.CallExpressionArgument[],
  context: Home,
): Denotation | undefined {
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

function givesWhat(parameter: Node, fn: FunctionNode, home: Home): boolean {
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
