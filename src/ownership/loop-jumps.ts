import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type Node, isFunction } from '../lang/nodes.ts';
import type { OwnershipSource } from './ownership.ts';

/** A loop that goes on until something ends it, not over a list. */
export type Loop = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement;

/** The jumps out of a loop, or to its next turn, in a piece of its code. */
export function jumpsIn(code: Node, loop: Loop, source: OwnershipSource): readonly Node[] {
  const found: Node[] = [];
  walk(code, source.visitorKeys ?? {}, (node) => {
    if (node !== code && isFunction(node)) return false;
    if (isJump(node, loop)) found.push(node);
    return undefined;
  });
  return found;
}

/** Whether a node leaves the loop or its turn. */
export function isJump(node: Node, loop: Loop): boolean {
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
  if (node.type !== 'BreakStatement' && node.type !== 'ContinueStatement') return false;
  if (node.label) return true;
  for (let at: Node | undefined = node.parent; at; at = at.parent) {
    if (at === loop) return true;
    if (/^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(at.type)) return false;
    if (at.type === 'SwitchStatement' && node.type === 'BreakStatement') return false;
  }
  return false;
}

/** Whether some jump of the loop stands in the code. */
export function hasJump(code: Node, loop: Loop): boolean {
  let found = false;
  walk(code, {}, (node) => {
    if (isFunction(node)) return false;
    if (isJump(node, loop)) found = true;
    return !found;
  });
  return found;
}
