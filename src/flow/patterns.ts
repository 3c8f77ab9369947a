import type { TSESTree } from '@typescript-eslint/utils';

import { type Builder, type MaybeNode, isNode, nodesOf } from './builder.ts';
import type { Draft } from './draft.ts';
import { within } from './limits.ts';
import type { Targets } from './targets.ts';

/**
 * What evaluates when a pattern takes a value apart: computed keys, defaults, the objects of its targets; then `next`.
 * The binding itself is the caller's point, one for the whole pattern.
 */
export function pattern(builder: Builder, node: MaybeNode, next: Draft, targets: Targets): Draft {
  const { before, after } = patternParts(builder, node, next, { ...targets, depth: within(targets.depth + 1) });
  return builder.finish(builder.sequence(before, after, targets));
}

/** The same in two parts, for an assignment: what comes before its right side, and the entry of what comes after it. */
export function patternParts(
  builder: Builder,
  node: MaybeNode,
  next: Draft,
  targets: Targets,
): { before: MaybeNode[]; after: Draft } {
  if (!isNode(node)) return { before: [], after: next };
  const inside = (parts: readonly MaybeNode[]): { before: MaybeNode[]; after: Draft } => ({
    before: [],
    after: parts.reduceRight((entry, part) => pattern(builder, part, entry, targets), next),
  });
  switch (node.type) {
    case 'MemberExpression':
      return { before: [node.object, node.computed ? node.property : null], after: next };
    case 'ObjectPattern':
      return {
        before: [],
        after: nodesOf(node.properties).reduceRight((entry, each) => property(builder, each, entry, targets), next),
      };
    case 'ArrayPattern':
      return inside(nodesOf(node.elements));
    case 'RestElement':
      return inside([node.argument]);
    case 'TSParameterProperty':
      return inside([node.parameter]);
    case 'AssignmentPattern':
      return { before: [], after: defaulted(builder, node, next, targets) };
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return patternParts(builder, node.expression, next, targets);
    default:
      return { before: [], after: next };
  }
}

function property(
  builder: Builder,
  node: TSESTree.Property | TSESTree.RestElement,
  next: Draft,
  targets: Targets,
): Draft {
  if (node.type !== 'Property') return pattern(builder, node, next, targets);
  const value = pattern(builder, node.value, next, targets);
  return node.computed ? builder.value(node.key, value, targets) : value;
}

/** `{ a = b() }`: `b()` runs where nothing else is there. */
function defaulted(builder: Builder, node: TSESTree.AssignmentPattern, next: Draft, targets: Targets): Draft {
  const { before, after } = patternParts(builder, node.left, next, targets);
  const choice = builder.nullTest(node, builder.value(node.right, after, targets), after);
  return builder.finish(builder.sequence(before, choice, targets));
}
