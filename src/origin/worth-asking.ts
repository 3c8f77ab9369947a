import { type Node, outside, propertyName } from '../lang/nodes.ts';
import type { OriginContext } from './model.ts';

/**
 * Whether the answer of the checker for an expression can matter; a question makes it check all that the expression depends on.
 * By the place and by the names that are used of it: what no entry speaks of (`rows.map(…)`, `text.trim()`) needs no type.
 */
export function mayMatter(node: Node, context: OriginContext): boolean {
  const { parent, child } = outside(node);
  if (!parent) return false;
  if (parent.type === 'MemberExpression' && parent.object === child) return speaksOf(parent, context);
  if (parent.type === 'CallExpression' && parent.callee === child)
    return node.type !== 'MemberExpression' || speaksOf(node, context);
  return node.type !== 'CallExpression' || isKept(child, parent, context);
}

/** What is computed or private may be anything. */
function speaksOf(member: Node, { catalog }: OriginContext): boolean {
  const name = propertyName(member);
  return name === undefined || name.startsWith('#') || catalog.speaksOf(name);
}

/** Whether the result of a call comes to where somebody can owe it something: not into a comparison, a text or another call. */
function isKept(call: Node, parent: Node, context: OriginContext): boolean {
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'BinaryExpression':
    case 'TemplateLiteral':
    case 'IfStatement':
    case 'WhileStatement':
    case 'SpreadElement':
    case 'JSXExpressionContainer':
      return false;
    case 'VariableDeclarator':
      return parent.init !== call || isUsedAsKnown(parent.id, context);
    case 'AwaitExpression': {
      const { parent: outer, child } = outside(parent);
      return outer === undefined || isKept(child, outer, context);
    }
    default:
      return true;
  }
}

/** Whether a name is used by a property that some entry speaks of, or handed on; a pattern is. */
function isUsedAsKnown(target: Node, context: OriginContext): boolean {
  const variable = target.type === 'Identifier' ? context.scopes.variableOf(target) : undefined;
  if (!variable) return true;
  return variable.references.some(({ identifier }) => {
    if (identifier === target) return false;
    const { parent, child } = outside(identifier);
    return parent?.type === 'MemberExpression' && parent.object === child
      ? speaksOf(parent, context)
      : parent?.type !== 'BinaryExpression' && parent?.type !== 'TemplateLiteral';
  });
}
