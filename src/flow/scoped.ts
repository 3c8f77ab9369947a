import type { TSESTree } from '@typescript-eslint/utils';

import type { Node } from '../lang/nodes.ts';
import { type Builder, isNode, nodesOf } from './builder.ts';
import type { Draft } from './draft.ts';
import { type Targets, oncePerTarget, through } from './targets.ts';

/** Statements of one block, each with the ways out that it has, and where the block as a whole goes on. */
export interface Scoped {
  readonly steps: readonly { readonly node: Node; readonly targets: Targets }[];
  readonly end: Draft;
  /** The ways out of what follows the last statement. */
  readonly inside: Targets;
}

export function isUsing(node: unknown): node is TSESTree.VariableDeclaration {
  return isNode(node) && node.type === 'VariableDeclaration' && node.kind.endsWith('using');
}

/** From a `using` on, every way out of the block leads through its disposal; the last one declared is the first disposed. */
export function scoped(builder: Builder, nodes: readonly Node[], next: Draft, targets: Targets): Scoped {
  const steps: { node: Node; targets: Targets }[] = [];
  let inside = targets;
  let end = next;
  for (const node of nodes) {
    if (!isUsing(node)) {
      steps.push({ node, targets: inside });
      continue;
    }
    // `using a = f(), b = g()`: when `g()` throws, `a` is disposed
    const [first, ...others] = nodesOf<Node>(node.declarations);
    if (first) steps.push({ node: first, targets: inside });
    const outside = inside;
    const dispose = oncePerTarget((to) => builder.step(node, 'dispose', to, outside));
    inside = through(outside, dispose);
    end = dispose(end);
    steps.push(...others.map((other) => ({ node: other, targets: inside })));
  }
  return { steps, end, inside };
}
