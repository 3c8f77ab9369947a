import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Node,
  contains,
  enclosingFunction,
  isFunctionLiteral,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { Scope, Variable } from '../lang/scopes.ts';
import type { Floating } from '../ownership/floating.ts';
import type { Editing, Repair, SourceCode, TextEdit } from './model.ts';
import { meaningOf } from './names.ts';

/** The titles of the edits in this file. */
export const WAIT_TITLES = {
  wait: 'Wait for it with `await`.',
  loop: 'Wait for each in a `for … of` loop.',
  awaitUsing: 'Declare it with `await using`.',
  listen: 'Listen for `{{event}}` instead, where there is time to wait.',
} as const;

type WaitRepair = Repair<keyof typeof WAIT_TITLES>;

/**
 * What makes the code wait for a closing that floats. Exact where a function that waits already, or may, gets an `await`: nothing is
 * moved, and what failed unheard fails where it can be heard.
 */
export function waitFor(floating: Floating, file: Editing): readonly WaitRepair[] {
  switch (floating.fault) {
    case 'dropped':
    case 'connecting':
    case 'cutOff':
      return awaited(floating, file);
    case 'each':
      return looped(floating, file);
    case 'using':
      return usingAwaited(floating, file);
    case 'exitHook':
      return ['beforeExit', 'SIGTERM'].flatMap((event) => listened(floating, event, file));
  }
}

function awaited(floating: Floating, file: Editing): readonly WaitRepair[] {
  const { call, waiter, fault } = floating;
  if (!waiter || enclosingFunction(call) !== waiter.fn) return [];
  const start = outermost(call).range[0];
  const edits: TextEdit[] = [{ range: [start, start], text: 'await ' }];
  if (waiter.how !== 'async') {
    const made = asynchronous(waiter.fn);
    if (!made) return [];
    edits.push(made);
  }
  const isSure = waiter.how !== 'hook' && fault !== 'cutOff' && !isAnnotated(waiter);
  const isExact =
    isSure && !mayWaitForEver(floating, file.sourceCode) && !leavesPending(call, waiter.fn, file.sourceCode);
  return [
    {
      certainty: isExact ? 'exact' : 'likely',
      title: 'wait',
      data: {},
      edits,
      covers: lifetimeOf(floating, file.sourceCode),
    },
  ];
}

/** The call with the frame of its optional chain, before which `await` stands. */
function outermost(call: Node): Node {
  return outside(call).child;
}

/** `() => { … }` → `async () => { … }`, `close() { … }` → `async close() { … }`; nothing where a type would say otherwise. */
function asynchronous(fn: Node): TextEdit | undefined {
  if (!isFunctionLiteral(fn) || fn.returnType) return undefined;
  const at = fn.parent.type === 'MethodDefinition' ? fn.parent.range[0] : fn.range[0];
  // Modifiers and decorators stand before `async`.
  if (fn.parent.type === 'MethodDefinition' && at !== fn.parent.key.range[0] - (fn.parent.computed ? 1 : 0))
    return undefined;
  return { range: [at, at], text: 'async ' };
}

/** A handler whose promise somebody may have declared to be void. */
function isAnnotated({ fn }: NonNullable<Floating['waiter']>): boolean {
  return !fn.async && fn.returnType !== undefined;
}

/**
 * Whether closing may wait for something that only happens later: a pool of a field for whoever has borrowed from it, one of the
 * function for the connection that is released behind it, a dispatcher for a body that is still to be read.
 */
function mayWaitForEver({ call, ref, receiver, waiter }: Floating, sourceCode: SourceCode): boolean {
  if (!waiter) return false;
  if (ref.type.borrowedAs?.includes('dispatcher') === true) return true;
  if (lends(ref) && receiver && unwrap(receiver).type === 'MemberExpression') return true;
  const behind = sourceCode.text.slice(call.range[1], waiter.fn.range[1]);
  return (
    lends(ref) && /\b(?:release\w*|end|close|destroy|endSession|commit|rollback|abort|done|resolve)\s*\(/.test(behind)
  );
}

/**
 * `const found = search(text); client.quit(); return found;`: what may be a promise that nobody has waited for yet. Were it to fail
 * while the code waits for the closing, nobody would be there to hear it, and the process would end.
 */
function leavesPending(call: Node, fn: Node, sourceCode: SourceCode): boolean {
  const inside = (scope: Scope | null): scope is Scope => scope !== null && contains(fn, scope.block);
  for (let scope: Scope | null = sourceCode.getScope(call); inside(scope); scope = scope.upper) {
    if (scope.variables.some((variable) => isPending(variable, call))) return true;
  }
  return false;
}

function isPending({ defs, references }: Variable, call: Node): boolean {
  const declarator = defs[0]?.node as Node | undefined;
  const init = declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : undefined;
  if (init?.type !== 'CallExpression' || init.range[1] > call.range[0]) return false;
  return references.some(({ identifier }) => {
    const { parent } = outside(identifier);
    const isSettled = parent?.type === 'ReturnStatement' || parent?.type === 'AwaitExpression';
    return isSettled && identifier.range[0] > call.range[1];
  });
}

/** Whether something is borrowed from the resource, for whose return its closing may wait. */
function lends({ type, library }: Floating['ref']): boolean {
  const results = Object.values(type.members ?? {}).flatMap(({ call }) => call ?? []);
  return results.some((result) => library.types[result.type]?.kind === 'lease');
}

/** `clients.forEach((client) => client.quit());` → `for (const client of clients) { await client.quit(); }` */
function looped({ beside: loop, call, waiter }: Floating, file: Editing): readonly WaitRepair[] {
  const shape = loop?.type === 'CallExpression' && waiter?.how === 'async' ? shapeOf(loop, file.sourceCode) : undefined;
  if (!shape || !contains(shape.fn, call)) return [];
  const { statement, fn, parameter, list } = shape;
  const { text } = file.sourceCode;
  const isBlock = fn.body.type === 'BlockStatement';
  const isAwaited = outside(call).parent?.type === 'AwaitExpression';
  const start = outermost(call).range[0];
  const end = text[statement.range[1] - 1] === ';' ? ';' : '';
  const edits: TextEdit[] = [
    {
      range: [statement.range[0], fn.body.range[0]],
      text: `for (const ${text.slice(...withoutType(parameter))} of ${text.slice(...list.range)}) ${isBlock ? '' : '{ '}`,
    },
    ...(isAwaited ? [] : [{ range: [start, start] as const, text: 'await ' }]),
    { range: [fn.body.range[1], statement.range[1]], text: isBlock ? '' : `${end} }` },
  ];
  return [{ certainty: 'likely', title: 'loop', data: {}, edits, covers: statement.range }];
}

/** The parts of a `forEach` that is a statement of its own, whose callback takes one element and runs to its end. */
function shapeOf(
  loop: TSESTree.CallExpression,
  sourceCode: SourceCode,
):
  | {
      readonly statement: Node;
      readonly fn: TSESTree.ArrowFunctionExpression;
      readonly parameter: Node;
      readonly list: Node;
    }
  | undefined {
  const callee = unwrap(loop.callee);
  const [fn, ...others] = loop.arguments;
  const statement = loop.parent;
  if (callee.type !== 'MemberExpression' || callee.optional || fn?.type !== 'ArrowFunctionExpression') return undefined;
  const [parameter, ...more] = fn.params;
  if (statement.type !== 'ExpressionStatement' || !parameter || more.length + others.length > 0) return undefined;
  const isSimple = parameter.type !== 'AssignmentPattern' && parameter.type !== 'RestElement';
  const isMoved = sourceCode.getCommentsInside(loop).some(({ range }) => !within(range, fn.body.range));
  if (!isSimple || isMoved || hasReturn(fn, sourceCode) || isMap(callee.object, sourceCode)) return undefined;
  return { statement, fn, parameter, list: callee.object };
}

function within(inner: readonly [number, number], outer: readonly [number, number]): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

function withoutType(parameter: Node): readonly [number, number] {
  const annotation = 'typeAnnotation' in parameter ? parameter.typeAnnotation : undefined;
  return annotation ? [parameter.range[0], annotation.range[0]] : parameter.range;
}

/** A `return` goes on with the next turn; in a loop it would leave the function. */
function hasReturn(fn: TSESTree.ArrowFunctionExpression, sourceCode: SourceCode): boolean {
  return sourceCode.getTokens(fn.body).some(({ value, type }) => type === 'Keyword' && value === 'return');
}

/** `new Map()`: its `forEach` gives values, a loop over it entries. */
function isMap(list: Node, sourceCode: SourceCode): boolean {
  const inner = unwrap(list);
  if (inner.type === 'CallExpression' || inner.type === 'ArrayExpression') return false;
  const variable = inner.type === 'Identifier' ? meaningOf(inner.name, inner, sourceCode) : undefined;
  const definition = variable?.defs[0]?.node as Node | undefined;
  const declaration = definition?.type === 'VariableDeclarator' ? sourceCode.getText(definition) : undefined;
  if (declaration !== undefined) return /\bMap\b/.test(declaration);
  const name = inner.type === 'MemberExpression' ? propertyName(inner) : inner.type === 'Identifier' ? inner.name : '';
  return name === undefined || new RegExp(`\\b${name.replace(/\W/g, '')}\\b[^;\\n]*\\bMap\\b`).test(sourceCode.text);
}

/** `using` → `await using`. */
function usingAwaited({ beside, waiter }: Floating, file: Editing): readonly WaitRepair[] {
  const keyword = beside && file.sourceCode.getFirstToken(beside);
  if (!beside || !keyword || keyword.value !== 'using' || waiter?.how !== 'async') return [];
  if (enclosingFunction(beside) !== waiter.fn) return [];
  return [
    {
      certainty: 'exact',
      title: 'awaitUsing',
      data: {},
      edits: [{ range: [keyword.range[0], keyword.range[0]], text: 'await ' }],
      covers: beside.range,
    },
  ];
}

/** `process.on('exit', …)` → `process.on('beforeExit', …)`. */
function listened({ beside }: Floating, event: string, file: Editing): readonly WaitRepair[] {
  if (beside?.type !== 'Literal') return [];
  const [start, end] = beside.range;
  const quote = file.sourceCode.text[start] ?? "'";
  return [
    {
      certainty: 'likely',
      title: 'listen',
      data: { event },
      edits: [{ range: [start, end], text: `${quote}${event}${quote}` }],
      covers: beside.range,
    },
  ];
}

/** From the first to the last mention of the name that holds the resource. */
function lifetimeOf({ call, receiver, waiter }: Floating, sourceCode: SourceCode): readonly [number, number] {
  const inner = receiver && unwrap(receiver);
  const variable = inner?.type === 'Identifier' ? meaningOf(inner.name, inner, sourceCode) : undefined;
  const home = waiter?.fn.range ?? call.range;
  const places = (variable?.references ?? [])
    .map(({ identifier }) => (identifier as Node).range)
    .filter((each) => within(each, home));
  const all = [call.range, ...places].flat();
  return [Math.min(...all), Math.max(...all)];
}
