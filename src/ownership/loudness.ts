import { type FunctionNode, type Node, outside } from '../lang/nodes.ts';
import { type Variable, functionOf } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';
import type { Use } from './uses.ts';

/** What a closure does to the resource: uses it, hands it on, or disposes of it, replaces it or keeps it. */
export type Loudness = 'quiet' | 'hands' | 'acts';
/** From the least to the most. */
export const LOUDNESS: readonly Loudness[] = ['quiet', 'hands', 'acts'];

/** How loud a closure is that uses the resource so. */
export function loudnessOf(uses: readonly Use[]): Loudness {
  // `file.on('open', () => file.pipe(response))`: nothing is ended, and nobody else gets it.
  if (uses.every(({ effect }) => effect.does === 'pipe')) return 'quiet';
  return uses.every(({ effect }) => effect.does === 'hand') ? 'hands' : 'acts';
}

/** Whether an expression is passed to somebody, returned or kept. */
export function isGivenAway(node: Node): boolean {
  const { parent, child } = outside(node);
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') return parent.callee !== child;
  if (parent?.type === 'ReturnStatement' || parent?.type === 'Property' || parent?.type === 'ArrayExpression')
    return true;
  return parent?.type === 'AssignmentExpression' && parent.right === child;
}

/** The name by which a nested function is called: its own, or that of the constant that holds it. */
export function nameOf(fn: FunctionNode, context: OwnershipContext): Variable | undefined {
  const id = fn.type === 'FunctionDeclaration' ? fn.id : undefined;
  if (id) return context.variableOf(id);
  const { parent } = outside(fn);
  const variable =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
      ? context.variableOf(parent.id)
      : undefined;
  return variable && functionOf(variable) === fn ? variable : undefined;
}
