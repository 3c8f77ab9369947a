import type { TSESTree } from '@typescript-eslint/utils';

import type { Edge, Point } from '../flow/graph.ts';
import { type Node, contains, isFunctionLiteral, literalValue, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';
import type { Effects } from './effects.ts';

/**
 * Conditional owners: `if (ownsClient) await client.end()`, `if (!options.keepAlive) …`. A disposal guarded by a flag that comes from
 * outside (a parameter, an option, a field) says that on the other side somebody else disposes. Gives, for an edge, whether it is that other side.
 */
export function isOwnershipFlag(effects: Effects, context: OwnershipContext): (point: Point, edge: Edge) => boolean {
  const guards: { readonly test: Node; readonly disposesWhen: 'true' | 'false' }[] = [];
  for (const node of effects.disposals) guards.push(...guardsOf(node));
  return (point, edge) => {
    if (skipsDisposal(point, edge, effects)) return true;
    if (point.role !== 'test' || !point.node || (edge.kind !== 'true' && edge.kind !== 'false')) return false;
    const leaf = point.node;
    if (!guards.some(({ test }) => contains(test, leaf)) || !isFlag(leaf, effects, context, 0)) return false;
    return !leadsTo(edge, effects);
  };
}

const LOOPS = new Set(['ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement']);

/**
 * Edges round a disposal that are there in the language but hardly in life: a loop that disposes in its body and is not entered once,
 * and `this.onmessage?.(await response.json())` with nobody to call.
 */
function skipsDisposal(point: Point, edge: Edge, effects: Effects): boolean {
  const node = point.role === 'test' ? point.node : undefined;
  if (!node || (edge.kind !== 'false' && edge.kind !== 'nullish')) return false;
  // `clients.forEach((client) => client.disconnect())`
  if (edge.kind === 'false' && isFunctionLiteral(node))
    return effects.disposals.some((disposal) => contains(node, disposal));
  if (edge.kind === 'false' && (node.type === 'ForOfStatement' || node.type === 'ForInStatement'))
    return effects.disposals.some((disposal) => endsEachTurn(node, disposal, effects));
  let around: Node | undefined = node;
  if (edge.kind === 'nullish')
    while (around && around.type !== 'ChainExpression')
      around = around.parent?.type.endsWith('Statement') ? undefined : around.parent;
  else
    while (around && !LOOPS.has(around.type))
      around = around.type.endsWith('Statement') || around.type.includes('Function') ? undefined : around.parent;
  const whole = around;
  return (
    whole !== undefined &&
    effects.disposals.some(
      (disposal) => disposal !== whole && contains(whole, disposal) && !contains(node, disposal),
    ) &&
    !isHeld(node, effects)
  );
}

/** Whether every turn of a loop disposes: `for (const client of clients) …` of each that it is given, any other loop without asking anything. */
function endsEachTurn(
  loop: TSESTree.ForOfStatement | TSESTree.ForInStatement,
  disposal: Node,
  effects: Effects,
): boolean {
  if (!contains(loop.body, disposal)) return false;
  const turn = loop.left.type === 'VariableDeclaration' ? loop.left.declarations[0].id : loop.left;
  if (isHeld(turn, effects)) return true;
  for (let at: Node | undefined = disposal; at && at !== loop.body; at = at.parent)
    if (CONDITIONS.test(at.type)) return false;
  return true;
}

const CONDITIONS = /^(?:IfStatement|SwitchCase|ConditionalExpression|LogicalExpression|CatchClause)$/;

function isHeld(node: Node, effects: Effects): boolean {
  const inner = unwrap(node);
  return inner.type === 'Identifier' && [...effects.holders.keys()].some(({ name }) => name === inner.name);
}

/** The conditions under which a node is reached, nearest first, up to the function it stands in. */
function guardsOf(node: Node): readonly { readonly test: Node; readonly disposesWhen: 'true' | 'false' }[] {
  const found: { test: Node; disposesWhen: 'true' | 'false' }[] = [];
  for (let at: Node = node; at.parent && !at.type.includes('Function'); at = at.parent) {
    const parent = at.parent;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test !== at) {
      found.push({ test: parent.test, disposesWhen: parent.consequent === at ? 'true' : 'false' });
    }
    if (parent.type === 'LogicalExpression' && parent.right === at)
      found.push({ test: parent.left, disposesWhen: 'true' });
  }
  return found;
}

/** Whether the code behind an edge disposes before the branch is over: looked for a few points far only. */
function leadsTo(edge: Edge, effects: Effects): boolean {
  let at: Point = edge.to;
  for (let i = 0; i < 40; i++) {
    if (at.node && effects.at.get(at.node)?.does === 'dispose') return true;
    const next = at.succ.find(({ kind }) => kind === 'next' || kind === 'true');
    if (!next || at.role === 'test') return false;
    at = next.to;
  }
  return false;
}

/** A bare name or property that was decided outside: a parameter, an option, a field, or a constant made of such. Not the resource itself. */
function isFlag(node: Node, effects: Effects, context: OwnershipContext, depth: number): boolean {
  const inner = unwrap(node);
  if (depth > 5) return false;
  if (inner.type === 'ThisExpression') return true;
  if (inner.type === 'MemberExpression') return !inner.computed && isFlag(inner.object, effects, context, depth + 1);
  if (inner.type === 'UnaryExpression' && inner.operator === '!')
    return isFlag(inner.argument, effects, context, depth + 1);
  if (inner.type === 'BinaryExpression')
    return isAboutHolder(inner, effects, context) || isComparedFlag(inner, effects, context, depth);
  if (inner.type === 'ConditionalExpression') return isFlag(inner.test, effects, context, depth + 1);
  if (inner.type === 'LogicalExpression')
    return isFlag(inner.left, effects, context, depth + 1) && isFlag(inner.right, effects, context, depth + 1);
  if (inner.type !== 'Identifier') return false;
  const variable = context.variableOf(inner);
  if (!variable || effects.holders.has(variable)) return false;
  const definition = variable.defs[0];
  if (!definition) return inner.name === 'undefined';
  if ((definition.type as string) === 'Parameter') return !isErrorName(inner.name);
  const init = constantInit(variable);
  // `const reserved = this.reserved.has(id)`, decided before there was anything to own.
  if (init) return isFlag(init, effects, context, depth + 1) || isDecidedBefore(init, effects);
  return variable.scope.variableScope.type !== 'function' && (definition.type as string) !== 'CatchClause';
}

/** `client !== this.shared`, `client instanceof OwnClient`: whether the resource is the caller's own is asked of the resource. */
function isAboutHolder(node: TSESTree.BinaryExpression, effects: Effects, context: OwnershipContext): boolean {
  const isHolder = (side: Node): boolean => {
    const inner = unwrap(side);
    const variable = inner.type === 'Identifier' ? context.variableOf(inner) : undefined;
    return variable !== undefined && effects.holders.has(variable);
  };
  if (node.operator === 'instanceof') return isHolder(node.left);
  return (isHolder(node.left) && !isNothing(node.right)) || (isHolder(node.right) && !isNothing(node.left));
}

function isNothing(node: Node): boolean {
  const literal = literalValue(node);
  return literal !== undefined && (literal.value === null || literal.value === undefined);
}

/** Whether a constant was made before every name of the resource was. */
function isDecidedBefore(init: Node, effects: Effects): boolean {
  return [...effects.holders.keys()].every((holder) =>
    holder.defs.every(({ name }) => init.range[1] <= (name as Node).range[0]),
  );
}

/** `given === undefined`, `mode !== 'shared'`. */
function isComparedFlag(
  node: TSESTree.BinaryExpression,
  effects: Effects,
  context: OwnershipContext,
  depth: number,
): boolean {
  const isLiteral = (side: Node): boolean =>
    unwrap(side).type === 'Literal' ||
    (unwrap(side).type === 'Identifier' && (unwrap(side) as TSESTree.Identifier).name === 'undefined');
  if (isLiteral(node.right)) return isFlag(node.left, effects, context, depth + 1);
  return isLiteral(node.left) && isFlag(node.right, effects, context, depth + 1);
}

/** An error that a callback is given says how the work went, not who owns what. */
function isErrorName(name: string): boolean {
  return /^(?:e|err|error|ex|exception|reason)\d?$/i.test(name);
}
