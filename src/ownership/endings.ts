import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import type { ResourceType } from '../catalog/vocabulary.ts';
import { walk } from '../lang/census.ts';
import { type FunctionNode, type Node, contains, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { homeOf } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';
import { isHarmless } from './late-calls.ts';
import { madeOf } from './promises.ts';

/** Something that is over when a scope is left: what a `finally` disposes of, what `using` declares. */
export interface Ending {
  /** The key of the expression that means it. */
  readonly key: string;
  readonly name: string;
  /** The call or the declaration that ends it. */
  readonly disposal: Node;
  /** The whole work of the scope hangs on it, not only what it is given to: a lock, a handle that keeps something open. */
  readonly isGuard: boolean;
  /** The catalog's type of it works with promises: what is called on it gives one unless something speaks against it. */
  readonly isAsync: boolean;
}

/** What a `finally` undoes, by what was done before on the same object; `guard` where all work in between hangs on it. */
const PAIRS: readonly { readonly doing: RegExp; readonly undoing: RegExp; readonly guard?: true }[] = [
  { doing: /^(?:try)?acquire/i, undoing: /^release/i, guard: true },
  { doing: /^(?:try)?lock/i, undoing: /^(?:unlock|release)/i, guard: true },
  {
    doing: /^(?:add|register)\w*(?:handle|lock|lease|hold|ref)$/i,
    undoing: /^(?:remove|unregister|delete)/i,
    guard: true,
  },
  { doing: /^(?:patch|install|intercept)/i, undoing: /^(?:clean|unpatch|restore|uninstall)/i, guard: true },
  { doing: /^set_?up/i, undoing: /^(?:clean|tear|dispose)/i, guard: true },
  { doing: /^(?:connect|open)/i, undoing: /^(?:close|disconnect|end|quit)/i },
  { doing: /^(?:start|launch)/i, undoing: /^(?:stop|shutdown|terminate|close)/i },
];

/** What the `finally` of a statement ends, in whatever function runs it: calls in it on names and fields, not those under a nested function. */
export function endingsOf(
  statement: TSESTree.TryStatement,
  home: FunctionNode,
  keys: Readonly<Record<string, readonly string[] | undefined>>,
  context: OwnershipContext,
): readonly Ending[] {
  const found: Ending[] = [];
  if (!statement.finalizer) return found;
  walk(statement.finalizer, keys, (node) => {
    if (node.type === 'CallExpression') found.push(...endedBy(node, statement, home, keys, context));
    return isFunction(node) ? false : undefined;
  });
  return found;
}

function endedBy(
  call: TSESTree.CallExpression,
  statement: TSESTree.TryStatement,
  home: FunctionNode,
  keys: Readonly<Record<string, readonly string[] | undefined>>,
  context: OwnershipContext,
): readonly Ending[] {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return [];
  const method = propertyName(callee) ?? '';
  const on = context.origin.denote(callee.object);
  const type = on?.kind === 'instance' && !on.promise ? on.ref.type : undefined;
  const given = own(type?.members, method)?.releasesArgument;
  const released = given === undefined ? undefined : call.arguments[given];
  if (released) return endingAt(released, call, false, context);
  const disposer = own(type?.dispose, method);
  if (disposer) return disposer.waits || type?.kind === 'response' ? [] : endingAt(callee.object, call, false, context);
  if (type) return [];
  const pair = PAIRS.filter(({ undoing }) => undoing.test(method)).find(({ doing }) =>
    isSetUp(callee.object, doing, call, { home, statement, keys }, context),
  );
  return pair ? endingAt(callee.object, call, pair.guard === true, context) : [];
}

function endingAt(object: Node, disposal: Node, isGuard: boolean, context: OwnershipContext): readonly Ending[] {
  const key = context.conditions.keyOf(object);
  const on = context.origin.denote(object);
  const isAsync = on?.kind === 'instance' && worksWithPromises(on.ref.type);
  return key === undefined ? [] : [{ key, name: context.textOf(unwrap(object)), disposal, isGuard, isAsync }];
}

function worksWithPromises({ dispose = {}, members = {} }: ResourceType): boolean {
  return [...Object.values(dispose), ...Object.values(members)].some((each) => each.async === true);
}

/** Whether the function did on the same object, on its way to the `finally`, what that call undoes: `await lock.acquire(); try { … } finally { lock.release() }`. */
function isSetUp(
  object: Node,
  doing: RegExp,
  undo: TSESTree.CallExpression,
  {
    home,
    statement,
    keys,
  }: {
    readonly home: FunctionNode;
    readonly statement: TSESTree.TryStatement;
    readonly keys: Readonly<Record<string, readonly string[] | undefined>>;
  },
  context: OwnershipContext,
): boolean {
  const key = context.conditions.keyOf(object);
  let found = false;
  if (key === undefined) return false;
  walk(home, keys, (node) => {
    if (isFunction(node) && node !== home) return false;
    if (node.type !== 'CallExpression' || node.range[0] > statement.block.range[1]) return undefined;
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression' || context.conditions.keyOf(callee.object) !== key) return undefined;
    found ||= doing.test(propertyName(callee) ?? '') && sameSubject(node, undo, context);
    return undefined;
  });
  return found;
}

/** `addHandle(handle)` and `removeHandle(handle)`: what is undone is about the same thing. */
function sameSubject(
  doing: TSESTree.CallExpression,
  undo: TSESTree.CallExpression,
  context: OwnershipContext,
): boolean {
  const [given] = undo.arguments;
  if (!given) return true;
  const [before] = doing.arguments;
  return before !== undefined && context.textOf(before) === context.textOf(given);
}

/** The resource that a declaration with `using` ends when its block is left. */
export function endingsOfUsing(block: Node, before: Node, context: OwnershipContext): readonly Ending[] {
  if (block.type !== 'BlockStatement') return [];
  return block.body.flatMap((statement) => {
    if (statement.type !== 'VariableDeclaration' || !statement.kind.endsWith('using')) return [];
    if (statement.range[1] > before.range[0]) return [];
    return statement.declarations.flatMap(({ id }) => endingAt(id, statement, false, context));
  });
}

/** Whether a call is a method of what ends, or of a handle of it, that is more than a question and more than another handle. */
export function isWorkOf(call: Node, ending: Ending, context: OwnershipContext): boolean {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  if (call.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return false;
  const name = propertyName(callee) ?? '';
  return isPartOf(callee.object, ending, context, 0) && !isHandle(call, context) && !isHarmless(name);
}

/** Whether a call is done with what ends: on it, on something made of it in this function, or given it. */
export function worksOn(call: Node, ending: Ending, context: OwnershipContext, depth = 0): boolean {
  if (depth > 6) return false;
  const isOn = (node: Node): boolean => isPartOf(node, ending, context, depth);
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return isOn(call);
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && isOn(callee.object)) return true;
  return call.arguments.some((argument) => isGiven(unwrap(argument), ending, context, depth));
}

function isGiven(argument: Node, ending: Ending, context: OwnershipContext, depth: number): boolean {
  if (argument.type === 'ObjectExpression')
    return argument.properties.some(
      (each) => each.type === 'Property' && isPartOf(each.value, ending, context, depth + 1),
    );
  if (argument.type === 'ArrayExpression')
    return argument.elements.some((each) => each && isPartOf(each, ending, context, depth + 1));
  return argument.type !== 'ArrowFunctionExpression' && isPartOf(argument, ending, context, depth + 1);
}

/** `client`, `client.db('shop').collection('orders')`, or a local name for such. A row that was read with it is none. */
function isPartOf(node: Node, ending: Ending, context: OwnershipContext, depth: number): boolean {
  const inner = unwrap(node);
  if (context.conditions.keyOf(inner) === ending.key) return true;
  if (inner.type === 'MemberExpression') return isPartOf(inner.object, ending, context, depth + 1);
  if (inner.type === 'CallExpression') return worksOn(inner, ending, context, depth + 1) && isHandle(inner, context);
  const variable = inner.type === 'Identifier' ? context.variableOf(inner) : undefined;
  const home = variable && homeOf(variable);
  if (!home || depth > 6) return false;
  const made = madeOf(inner, context);
  return (
    made !== inner &&
    made.type === 'CallExpression' &&
    !contains(made, inner) &&
    isPartOf(made, ending, context, depth + 1)
  );
}

/** What a call gives that works through what it was called on, by its name or by what the catalog says: `client.db()`, `db.collection()`. */
function isHandle(call: TSESTree.CallExpression, context: OwnershipContext): boolean {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
  if (context.origin.denote(call)?.kind === 'instance') return true;
  return /^(?:db|collection|table|from|bucket|container|database|model|channel|stream|topic|queue|index|ref|doc|into|select|insert|update|where|values|set|find|aggregate|getRepository|manager|prepare)$/i.test(
    name,
  );
}
