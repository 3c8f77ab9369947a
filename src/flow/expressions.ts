import type { TSESTree } from '@typescript-eslint/utils';

import type { Node } from '../lang/nodes.ts';
import { type Builder, type Operand, type Step, type ValueBuilder, type ValueBuilders, isNode } from './builder.ts';
import { call, construction } from './calls.ts';
import { chainOf, forked } from './chains.ts';
import type { Draft } from './draft.ts';
import { awaited } from './functions.ts';
import { patternParts } from './patterns.ts';
import type { Targets } from './targets.ts';

/** An expression whose operands are evaluated one after the other, and then itself. */
export function operator<N extends Node>(operands: (node: N) => readonly Operand[]): ValueBuilder<N> {
  return (builder, node, next, targets) =>
    builder.sequence(operands(node), builder.step(node, 'done', next, targets), targets);
}

/** A node that only holds others. */
export function frame<N extends Node>(parts: (node: N) => readonly Operand[]): ValueBuilder<N> {
  return (builder, node, next, targets) => builder.sequence(parts(node), next, targets);
}

/** A node that does nothing when control passes it. */
export const silent: ValueBuilder = (_builder, _node, next) => next;

/** Something is made, and what is inside does not run here. */
const closed = operator(() => []);
const argument = operator((node: TSESTree.UpdateExpression | TSESTree.SpreadElement) => [node.argument]);
const wrapped = operator((node: Node & { expression: TSESTree.Expression }) => [node.expression]);

export const EXPRESSIONS: ValueBuilders = {
  Identifier: closed,
  FunctionExpression: closed,
  ArrowFunctionExpression: closed,
  BinaryExpression: operator((node) => [node.left, node.right]),
  UnaryExpression: unary,
  UpdateExpression: argument,
  SpreadElement: argument,
  ArrayExpression: operator((node) => [node.elements]),
  ObjectExpression: operator((node) => [node.properties]),
  Property: frame((node) => [node.computed ? node.key : null, node.value]),
  TemplateLiteral: operator((node) => [node.expressions]),
  TaggedTemplateExpression: operator((node) => [node.tag, node.quasi]),
  SequenceExpression: operator((node) => [node.expressions]),
  ImportExpression: operator((node) => [node.source, node.options]),
  AwaitExpression: awaited,
  YieldExpression: (builder, node, next, targets) => {
    const done = builder.step(node, 'done', next, targets).to('return', targets.leave(targets.exits.return));
    return { node: node.argument, next: done, targets };
  },
  CallExpression: call,
  NewExpression: construction,
  MemberExpression: member,
  ChainExpression: (builder, node, next, targets) => {
    const done = builder.step(node, 'done', next, targets);
    return { node: node.expression, next: done, targets: { ...targets, nullish: done } };
  },
  LogicalExpression: logical,
  ConditionalExpression: conditional,
  AssignmentExpression: assignment,
  TSAsExpression: wrapped,
  TSSatisfiesExpression: wrapped,
  TSNonNullExpression: wrapped,
  TSTypeAssertion: wrapped,
  TSInstantiationExpression: wrapped,
  JSXElement: operator((node) => [node.openingElement, node.children]),
  JSXFragment: operator((node) => [node.children]),
  JSXOpeningElement: frame((node) => [node.attributes]),
  JSXAttribute: frame((node) => [node.value]),
  JSXSpreadAttribute: frame((node) => [node.argument]),
  JSXExpressionContainer: frame((node) => [node.expression]),
  JSXSpreadChild: frame((node) => [node.expression]),
};

function unary(builder: Builder, node: TSESTree.UnaryExpression, next: Draft, targets: Targets): Step {
  const done = builder.step(node, 'done', next, targets);
  const chain = node.operator === 'void' ? chainOf(node.argument, 'direct') : undefined;
  return chain ? forked(builder, chain, done, targets) : { node: node.argument, next: done, targets };
}

function member(builder: Builder, node: TSESTree.MemberExpression, next: Draft, targets: Targets): Step {
  const done = builder.step(node, 'done', next, targets);
  const property = node.computed ? builder.value(node.property, done, targets) : done;
  return { node: node.object, next: optionally(builder, node.optional && node.object, property, targets), targets };
}

/** The question that `?.` asks about the operand before it; no question where there is no `?.`. */
export function optionally(builder: Builder, operand: Node | false, next: Draft, targets: Targets): Draft {
  return isNode(operand) ? builder.nullTest(operand, targets.nullish ?? next, next) : next;
}

function logical(builder: Builder, node: TSESTree.LogicalExpression, next: Draft, targets: Targets): Step {
  const done = builder.step(node, 'done', next, targets);
  const right = builder.value(node.right, done, targets);
  if (node.operator === '&&') return { node: node.left, next: right, otherwise: done, targets };
  if (node.operator === '||') return { node: node.left, next: done, otherwise: right, targets };
  return { node: node.left, next: isNode(node.left) ? builder.nullTest(node.left, right, done) : done, targets };
}

function conditional(builder: Builder, node: TSESTree.ConditionalExpression, next: Draft, targets: Targets): Step {
  const done = builder.step(node, 'done', next, targets);
  return choice(builder, node, (branch) => builder.value(branch, done, targets), targets);
}

/** `a ? b : c ? d : e …`, from its end, so that a long chain needs no stack. */
export function choice(
  builder: Builder,
  node: TSESTree.ConditionalExpression,
  build: (branch: Node) => Draft,
  targets: Targets,
): Step {
  const chain = [node];
  let last: Node = node.alternate;
  while (isNode(last) && last.type === 'ConditionalExpression') {
    chain.push(last);
    last = last.alternate;
  }
  let otherwise = build(last);
  for (const each of chain.slice(1).reverse()) {
    otherwise = builder.condition(each.test, build(each.consequent), otherwise, targets);
  }
  return { node: node.test, next: build(node.consequent), otherwise, targets };
}

function assignment(builder: Builder, node: TSESTree.AssignmentExpression, next: Draft, targets: Targets): Step {
  const done = builder.point(node, 'done').to('next', next);
  const bind = builder.step(node, 'bind', done, targets);
  if (node.operator === '=') return plainAssignment(builder, node, bind, targets);
  const right = builder.value(node.right, bind, targets);
  const given = isNode(node.left) ? shortCircuit(builder, node, right, done) : right;
  return { node: node.left, next: given, targets };
}

/** `x ??= y`, `x ||= y` and `x &&= y` look at `x` first; `x += y` does not ask. */
function shortCircuit(builder: Builder, node: TSESTree.AssignmentExpression, right: Draft, done: Draft): Draft {
  if (node.operator === '??=') return builder.nullTest(node.left, right, done);
  if (node.operator === '||=') return builder.test(node.left, done, right);
  if (node.operator === '&&=') return builder.test(node.left, right, done);
  return right;
}

/** The target's own operands come before the value, and those of a pattern after it. */
function plainAssignment(builder: Builder, node: TSESTree.AssignmentExpression, bind: Draft, targets: Targets): Step {
  const { before, after } = patternParts(builder, node.left, bind, targets);
  return builder.sequence([...before, node.right], after, targets);
}
