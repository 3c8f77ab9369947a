import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type Node, contains, enclosingFunction, outside, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import { type DisposalStatement, type SymbolUse, disposalStatement, isHandedOn } from './disposal-statements.ts';
import type { OwnershipSource } from './ownership.ts';

/** What a `try` holds open and its `finally` disposes of, and how it is declared. */
export interface Guarded {
  readonly variable: Variable;
  readonly name: TSESTree.Identifier;
  readonly declaration: TSESTree.VariableDeclaration;
  /** `x = await open();`, the first statement of the `try` where the name is declared before it without a value. */
  readonly opening: TSESTree.ExpressionStatement | undefined;
  readonly symbol: SymbolUse;
}

/** A `try` whose `finally` says only what `using` says by itself. */
export interface GuardedDisposals {
  readonly guard: TSESTree.TryStatement;
  /** In the order in which they are declared, which is the reverse of that in which they are disposed of. */
  readonly resources: readonly Guarded[];
  /** Code that may fail stands between the declarations and the `try`: `using` would dispose there, too. */
  readonly coversMore: boolean;
}

/**
 * Correct disposals in a `finally` that `using` could do: nothing else stands in the `finally`, the names are declared just before the
 * `try`, in the reverse order, never assigned again, and nothing follows that could see that they live a moment longer.
 *
 *     const session = client.startSession();
 *     try { … } finally { await session.endSession(); }      // await using session = client.startSession(); …
 */
export function guardedDisposals(source: OwnershipSource): readonly GuardedDisposals[] {
  const guards = new Set<TSESTree.TryStatement>();
  for (const call of source.census.calls) {
    const guard = finallyHolding(call);
    if (guard) guards.add(guard);
  }
  return [...guards].flatMap((guard) => guardedBy(guard, source) ?? []);
}

/** The `try` in whose `finally` a call is a statement of its own, guarded or not. */
function finallyHolding(call: Node): TSESTree.TryStatement | undefined {
  for (let at = call.parent, depth = 0; at && depth < 6; at = at.parent, depth++) {
    const parent = at.parent;
    if (at.type === 'BlockStatement' && parent?.type === 'TryStatement')
      return parent.finalizer === at ? parent : undefined;
  }
  return undefined;
}

function guardedBy(guard: TSESTree.TryStatement, source: OwnershipSource): GuardedDisposals | undefined {
  const block = guard.parent;
  const home = enclosingFunction(guard);
  if (block.type !== 'BlockStatement' || !home || guard.block.body.length === 0) return undefined;
  const disposals = (guard.finalizer?.body ?? []).map((statement) => disposalStatement(statement, source));
  const at = block.body.indexOf(guard);
  if (!isQuietEnd(block.body.slice(at + 1))) return undefined;
  const resources = [...disposals].reverse().map((disposal) => disposal && guardedAs(disposal, guard, source));
  if (resources.length === 0 || !resources.every((each) => each !== undefined)) return undefined;
  if (resources.some(({ symbol }) => symbol.async && !home.async)) return undefined;
  const between = betweenOf(resources, guard, block.body, source);
  return between && { guard, resources, coversMore: between.coversMore };
}

/** Nothing, or a `return` of what cannot change any more: `return rows;`. */
function isQuietEnd(rest: readonly Node[]): boolean {
  const [only, ...more] = rest;
  if (!only) return true;
  if (only.type !== 'ReturnStatement' || more.length > 0) return false;
  const value = only.argument && unwrap(only.argument);
  return !value || value.type === 'Identifier' || value.type === 'Literal';
}

function guardedAs(
  disposal: DisposalStatement,
  guard: TSESTree.TryStatement,
  source: OwnershipSource,
): Guarded | undefined {
  const variable = source.scopes.variableOf(disposal.name);
  const [definition, ...more] = variable?.defs ?? [];
  const declarator = definition?.node as Node | undefined;
  if (!variable || more.length > 0 || declarator?.type !== 'VariableDeclarator') return undefined;
  const declaration = declarator.parent;
  const name = declarator.id;
  if (name.type !== 'Identifier' || declaration.declarations.length !== 1 || declaration.parent !== guard.parent)
    return undefined;
  if (declaration.kind !== 'const' && declaration.kind !== 'let') return undefined;
  const opening = declarator.init ? undefined : openingOf(name, disposal, guard);
  if (!declarator.init && !opening) return undefined;
  const isTame = variable.references.every((reference) => {
    const node = reference.identifier as Node;
    if (reference.isWrite()) return reference.init === true || (opening !== undefined && contains(opening, node));
    return contains(disposal.statement, node) || (isBefore(node, guard) && !isHandedOn(node));
  });
  return isTame ? { variable, name, declaration, opening, symbol: disposal.symbol } : undefined;
}

function isBefore(node: Node, guard: TSESTree.TryStatement): boolean {
  return !(guard.finalizer && contains(guard.finalizer, node)) && node.range[0] < guard.range[1];
}

/** `let x; try { x = await open(); … } finally { await x?.close(); }`: without `catch`, so that a failed opening leaves at once. */
function openingOf(
  name: TSESTree.Identifier,
  disposal: DisposalStatement,
  guard: TSESTree.TryStatement,
): TSESTree.ExpressionStatement | undefined {
  const [first, second] = guard.block.body;
  const isAssigned =
    first?.type === 'ExpressionStatement' &&
    first.expression.type === 'AssignmentExpression' &&
    first.expression.operator === '=' &&
    first.expression.left.type === 'Identifier' &&
    first.expression.left.name === name.name;
  return isAssigned && second && disposal.isGuarded && !guard.handler ? first : undefined;
}

/**
 * What stands from the first declaration to the `try`; undefined where the names are not declared in the reverse order of their
 * disposal, or where control may leave on the way, perhaps with the resource in hand.
 */
function betweenOf(
  resources: readonly Guarded[],
  guard: TSESTree.TryStatement,
  list: readonly Node[],
  source: OwnershipSource,
): { readonly coversMore: boolean } | undefined {
  const places = resources.map(({ declaration }) => list.indexOf(declaration));
  const [first] = places;
  if (first === undefined || places.some((place, i) => i > 0 && place <= (places[i - 1] ?? 0))) return undefined;
  const declarations = new Set<Node>(resources.map(({ declaration }) => declaration));
  const between = list.slice(first, list.indexOf(guard)).filter((statement) => !declarations.has(statement));
  // What is opened in the `try` is opened right behind its declaration.
  const isLate = resources.some(({ opening }) => opening !== undefined);
  if (isLate && (between.length > 0 || resources.length > 1)) return undefined;
  const isStraight = between.every(({ type }) => type === 'VariableDeclaration' || type === 'ExpressionStatement');
  return isStraight ? { coversMore: between.some((statement) => doesSomething(statement, source)) } : undefined;
}

function doesSomething(statement: Node, source: OwnershipSource): boolean {
  let found = false;
  walk(statement, source.visitorKeys ?? {}, (node) => {
    found ||= /^(?:Call|New|Await|Yield|Import|TaggedTemplate)Expression$/.test(node.type);
    return !found;
  });
  return found;
}

/** A disposal at the end of the block in which the same name is declared with `using`. */
export interface DisposedTwice {
  readonly name: TSESTree.Identifier;
  readonly statement: Node;
  readonly keyword: string;
}

/**
 * Names that `using` disposes of and that the last statement of the same block disposes of as well.
 *
 *     { await using file = await open(path); …; await file.close(); }
 */
export function disposedTwice(source: OwnershipSource): readonly DisposedTwice[] {
  return source.census.calls.flatMap((call) => {
    const statement = statementOf(call);
    const block = statement?.parent;
    if (!statement || block?.type !== 'BlockStatement' || block.body.at(-1) !== statement) return [];
    const disposal = disposalStatement(statement, source);
    const variable = disposal && source.scopes.variableOf(disposal.name);
    const declarator = variable?.defs[0]?.node as Node | undefined;
    if (!disposal || declarator?.type !== 'VariableDeclarator' || declarator.parent.parent !== block) return [];
    const { kind } = declarator.parent;
    const fits = kind === 'await using' || (kind === 'using' && !disposal.symbol.async);
    return fits ? [{ name: disposal.name, statement, keyword: kind }] : [];
  });
}

function statementOf(call: Node): Node | undefined {
  const { parent } = outside(call);
  const outer = parent?.type === 'AwaitExpression' ? outside(parent).parent : parent;
  return outer?.type === 'ExpressionStatement' ? outer : undefined;
}
