import type { TSESTree } from '@typescript-eslint/utils';

import type { Node } from '../lang/nodes.ts';
import { type Builder, type ConditionBuilder, type ConditionBuilders, type Step, isNode, nodesOf } from './builder.ts';
import type { Draft } from './draft.ts';
import { choice } from './expressions.ts';
import type { Targets } from './targets.ts';

/** Any expression: its value, then the question whether it is true. */
export const asked: ConditionBuilder = (builder, node, yes, no, targets) => ({
  node,
  next: builder.test(node, yes, no),
  targets,
});

const through: ConditionBuilder<Node & { expression: TSESTree.Expression }> = (_builder, node, yes, no, targets) => ({
  node: node.expression,
  next: yes,
  otherwise: no,
  targets,
});

export const CONDITIONS_BY_TYPE: ConditionBuilders = {
  Literal: (_builder, node, yes, no) => (isTruthy(node) ? yes : no),
  UnaryExpression: (builder, node, yes, no, targets) =>
    node.operator === '!'
      ? { node: node.argument, next: no, otherwise: yes, targets }
      : asked(builder, node, yes, no, targets),
  LogicalExpression: logical,
  ConditionalExpression: (builder, node, yes, no, targets) =>
    choice(builder, node, (branch) => builder.condition(branch, yes, no, targets), targets),
  SequenceExpression: (builder, node, yes, no, targets) => {
    const all = nodesOf(node.expressions);
    const last = builder.condition(all.at(-1), yes, no, targets);
    return builder.sequence(all.slice(0, -1), last, targets);
  },
  ChainExpression: (builder, node, yes, no, targets) => ({
    node: node.expression,
    next: builder.test(node, yes, no),
    targets: { ...targets, nullish: no },
  }),
  TSAsExpression: through,
  TSSatisfiesExpression: through,
  TSNonNullExpression: through,
  TSTypeAssertion: through,
};

function logical(builder: Builder, node: TSESTree.LogicalExpression, yes: Draft, no: Draft, targets: Targets): Step {
  const right = builder.condition(node.right, yes, no, targets);
  if (node.operator === '&&') return { node: node.left, next: right, otherwise: no, targets };
  if (node.operator === '||') return { node: node.left, next: yes, otherwise: right, targets };
  if (!isNode(node.left)) return right;
  return { node: node.left, next: builder.nullTest(node.left, right, builder.test(node.left, yes, no)), targets };
}

/** Regular expressions and big integers have no value in every engine. */
function isTruthy(node: TSESTree.Literal): boolean {
  if ('regex' in node) return true;
  if ('bigint' in node) return !/^0+n?$/.test(node.bigint);
  return Boolean(node.value);
}
