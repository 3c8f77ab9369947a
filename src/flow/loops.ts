import type { TSESTree } from '@typescript-eslint/utils';

import { type Builder, type MaybeNode, type Step, type ValueBuilders, isNode, nodesOf } from './builder.ts';
import type { Draft } from './draft.ts';
import { pattern } from './patterns.ts';
import { isUsing, scoped } from './scoped.ts';
import { type Targets, looping } from './targets.ts';

export const LOOPS: ValueBuilders = {
  WhileStatement: (builder, node, next, targets) => {
    const head = builder.point(node, 'enter');
    const body = builder.value(node.body, head, looping(targets, next, head));
    return head.to('next', builder.condition(node.test, body, next, targets));
  },
  DoWhileStatement: (builder, node, next, targets) => {
    const head = builder.point(node, 'enter');
    const test = builder.condition(node.test, head, next, targets);
    return head.to('next', builder.value(node.body, test, looping(targets, next, test)));
  },
  ForStatement: counted,
  ForInStatement: each,
  ForOfStatement: each,
};

/** Whether `continue` may name the labels before the statement. */
export function takesLabels(node: MaybeNode): boolean {
  return isNode(node) && (node.type in LOOPS || node.type === 'LabeledStatement');
}

/** `for (init; test; update) body`; a `using` in its head is disposed when the loop is over. */
function counted(builder: Builder, node: TSESTree.ForStatement, next: Draft, targets: Targets): Step {
  const { steps, end, inside } = scoped(builder, nodesOf([node.init]), next, targets);
  const head = builder.point(node, 'enter');
  const again = builder.value(node.update, head, inside);
  const body = builder.value(node.body, again, looping({ ...inside, labels: targets.labels ?? [] }, end, again));
  head.to('next', isNode(node.test) ? builder.condition(node.test, body, end, inside) : body);
  return steps.reduceRight((entry, step) => builder.value(step.node, entry, step.targets), head);
}

/** `for (left of right) body`: each turn asks for the next value, which may throw; a `using` in the head is disposed after each turn. */
function each(
  builder: Builder,
  node: TSESTree.ForInStatement | TSESTree.ForOfStatement,
  next: Draft,
  targets: Targets,
): Step {
  const head = builder.point(node, 'test');
  head.to('true', turn(builder, node, head, looping(targets, next, head))).to('false', next);
  if (builder.options.mayThrow(node, 'test')) head.to('throw', targets.throw());
  return { node: node.right, next: head, targets };
}

function turn(
  builder: Builder,
  node: TSESTree.ForInStatement | TSESTree.ForOfStatement,
  head: Draft,
  targets: Targets,
): Draft {
  const left: MaybeNode = node.left;
  const { end, inside } = scoped(builder, isUsing(left) ? [left] : [], head, targets);
  const body = builder.value(node.body, end, inside);
  const name: MaybeNode = isNode(left) && left.type === 'VariableDeclaration' ? nodesOf(left.declarations)[0] : left;
  if (!isNode(name)) return body;
  const bound: MaybeNode = name.type === 'VariableDeclarator' ? name.id : name;
  return pattern(builder, bound, builder.step(name, 'bind', body, targets), targets);
}
