import type { TSESTree } from '@typescript-eslint/utils';

import { type Builder, type Step, nodesOf } from './builder.ts';
import { chainOf, forked } from './chains.ts';
import type { Draft } from './draft.ts';
import { optionally } from './expressions.ts';
import { calledAtOnce, inlined } from './functions.ts';
import type { InlineCallback } from './graph.ts';
import type { Targets } from './targets.ts';

export function call(builder: Builder, node: TSESTree.CallExpression, next: Draft, targets: Targets): Step {
  const chain = chainOf(node, 'stored');
  if (chain) return forked(builder, chain, next, targets);
  const fn = calledAtOnce(node);
  if (fn) {
    const done = builder.point(node, 'done').to('next', next);
    return builder.sequence([node.arguments], inlined(builder, fn, done, targets.throw(), targets), targets);
  }
  const entry = argumentsAndSelf(builder, node, next, targets);
  return { node: node.callee, next: optionally(builder, node.optional && node.callee, entry, targets), targets };
}

export function construction(builder: Builder, node: TSESTree.NewExpression, next: Draft, targets: Targets): Step {
  return { node: node.callee, next: argumentsAndSelf(builder, node, next, targets), targets };
}

/** The arguments, the callbacks that run inside the call, the call itself, and what it leaves running. */
function argumentsAndSelf(
  builder: Builder,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  next: Draft,
  targets: Targets,
): Draft {
  const callbacks = builder.options.inlines?.(node)?.callbacks ?? [];
  const after = callbacks
    .filter(({ when }) => when === 'later')
    .reduceRight((entry, { fn }) => {
      const { detached } = targets.exits;
      return builder
        .point(node, 'fork')
        .to('next', entry)
        .to('fork', inlined(builder, fn, detached, detached, targets));
    }, next);
  const self = builder.step(node, 'done', after, targets);
  const inside = callbacks.reduceRight((entry, callback) => during(builder, callback, entry, targets), self);
  const closures = nodesOf<TSESTree.CallExpressionArgument>(node.arguments).filter(
    (each) => !callbacks.some(({ fn }) => fn === each),
  );
  return builder.finish(builder.sequence(closures, inside, targets));
}

function during(builder: Builder, { fn, when }: InlineCallback, next: Draft, targets: Targets): Draft {
  if (when === 'later') return next;
  if (when === 'now') return inlined(builder, fn, next, targets.throw(), targets);
  const turn = builder.point(fn, 'test');
  return turn.to('true', inlined(builder, fn, turn, targets.throw(), targets)).to('false', next);
}
