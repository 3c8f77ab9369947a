import type { TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, type Node, isClass } from '../lang/nodes.ts';
import { type Builder, type MaybeNode, type Step, type ValueBuilders, nodesOf } from './builder.ts';
import type { Draft } from './draft.ts';
import { frame } from './expressions.ts';
import type { Targets } from './targets.ts';

export const CLASSES: ValueBuilders = {
  ClassDeclaration: classBody,
  ClassExpression: classBody,
  Decorator: frame((node) => [node.expression]),
};

/** Decorators and heritage, then the names of all members, then what is static, in its order. Nothing that belongs to an instance runs here. */
function classBody(builder: Builder, node: ClassNode, next: Draft, targets: Targets): Step {
  if (isClass(node) && node.declare) return next;
  const members = nodesOf<TSESTree.ClassElement>((node.body as TSESTree.ClassBody | null)?.body);
  const done = builder.step(node, 'done', next, targets);
  return builder.sequence([node.decorators, node.superClass, members.flatMap(named), members.map(ran)], done, targets);
}

function named(member: TSESTree.ClassElement): MaybeNode[] {
  if (
    member.type === 'MethodDefinition' ||
    member.type === 'PropertyDefinition' ||
    member.type === 'AccessorProperty'
  ) {
    return [...nodesOf<Node>(member.decorators), member.computed ? member.key : null];
  }
  return [];
}

function ran(member: TSESTree.ClassElement): MaybeNode {
  if (member.type === 'StaticBlock') return member;
  const isField = member.type === 'PropertyDefinition' || member.type === 'AccessorProperty';
  return isField && member.static && !member.declare ? member.value : null;
}
