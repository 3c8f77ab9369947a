import type { TSESTree } from '@typescript-eslint/utils';

/** The few words for syntax trees that every layer needs. Nothing here looks at scopes, types or libraries. */

export type Node = TSESTree.Node;
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Whether the node is a function with a body of its own. */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** Whether the node is a function written where it is used. */
export function isFunctionLiteral(
  node: Node | null | undefined,
): node is TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression {
  return node?.type === 'FunctionExpression' || node?.type === 'ArrowFunctionExpression';
}

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

const WRAPPERS = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ChainExpression',
  'ParenthesizedExpression',
  'TypeCastExpression',
]);

/** Whether the node is written round an expression without changing its value: `x!`, `x as T`, the frame of `a?.b`. */
export function isWrapper(node: Node): node is Node & { expression: TSESTree.Expression } {
  return WRAPPERS.has(node.type);
}

/** The expression inside all wrappers that leave its value as it is. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** The nearest ancestor that is not a mere wrapper, and the child of it that holds the node. */
export function outside(node: Node): { readonly parent: Node | undefined; readonly child: Node } {
  let child = node;
  while (child.parent && isWrapper(child.parent)) child = child.parent;
  return { parent: child.parent, child };
}

/** The function in whose body, parameters or head the node stands; undefined at module level, in static blocks and in field initialisers. */
export function enclosingFunction(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (isFunction(at)) return at;
    if (at.type === 'StaticBlock' || at.type === 'PropertyDefinition' || at.type === 'AccessorProperty')
      return undefined;
  }
  return undefined;
}

/** The nearest class round the node, leaving out the class whose heritage or decorators it stands in. */
export function enclosingClass(node: Node): ClassNode | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (at.type === 'ClassBody') return at.parent;
  }
  return undefined;
}

/** Whether `outer` is the node itself or an ancestor of it. */
export function contains(outer: Node, node: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** The name of a property that is written out: `x.name`, `x['name']`, `{ name: 1 }`, `x.#name` as `#name`; undefined where it is computed. */
export function propertyName(node: Node): string | undefined {
  if (node.type === 'MemberExpression') return keyName(node.property, node.computed);
  if (
    node.type === 'Property' ||
    node.type === 'MethodDefinition' ||
    node.type === 'PropertyDefinition' ||
    node.type === 'AccessorProperty' ||
    node.type === 'TSPropertySignature' ||
    node.type === 'TSMethodSignature'
  )
    return keyName(node.key, node.computed);
  return undefined;
}

function keyName(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value;
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The value of a literal, a negated number or a template without holes, boxed; undefined for everything else. */
export function literalValue(node: Node): { readonly value: unknown } | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Literal') return { value: inner.value };
  if (inner.type === 'TemplateLiteral' && inner.expressions.length === 0)
    return { value: inner.quasis[0]?.value.cooked };
  if (inner.type === 'Identifier' && inner.name === 'undefined') return { value: undefined };
  if (inner.type === 'UnaryExpression' && inner.operator === '-') {
    const operand = literalValue(inner.argument);
    return typeof operand?.value === 'number' ? { value: -operand.value } : undefined;
  }
  return undefined;
}

/** The property of that name in an object literal: its value, `'absent'` when it is certainly not there, undefined when a spread or a computed key hides the answer. */
export function propertyOf(object: TSESTree.ObjectExpression, name: string): Node | 'absent' | undefined {
  let hidden = false;
  for (const property of [...object.properties].reverse()) {
    if (property.type === 'SpreadElement') hidden = true;
    else {
      const key = propertyName(property);
      if (key === undefined) hidden = true;
      else if (key === name) return hidden ? undefined : property.value;
    }
  }
  return hidden ? undefined : 'absent';
}

/** The name under which a binding pattern binds, with its default left out: the `x` of `x = 1`; undefined for nested patterns. */
export function boundIdentifier(pattern: Node | null | undefined): TSESTree.Identifier | undefined {
  if (pattern?.type === 'AssignmentPattern') return boundIdentifier(pattern.left);
  if (pattern?.type === 'TSParameterProperty') return boundIdentifier(pattern.parameter);
  return pattern?.type === 'Identifier' ? pattern : undefined;
}

/** The value that the property of a destructuring pattern takes out of `name`: `{ body: b }` → `b`. */
export function patternProperty(pattern: TSESTree.ObjectPattern, name: string): Node | undefined {
  for (const property of pattern.properties) {
    if (property.type === 'Property' && propertyName(property) === name) return property.value;
  }
  return undefined;
}

/** Whether an expression is what its function returns: `return x`, `() => x`. */
export function isReturned(node: Node): boolean {
  const { parent, child } = outside(node);
  return parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === child);
}

/** Where the comment of a function stands: at its declaration, its variable, its property or its method, exported or not. */
export function documentedNode(fn: FunctionNode): Node {
  let at: Node = fn;
  while (at.parent && /^(?:VariableDeclarat|Export|Property|MethodDefinition)/.test(at.parent.type)) at = at.parent;
  return at;
}

/** The name of a callee with that of what it is called on: `fetch`, `this.fetch`, `service.fetch` of `this.service.fetch`. */
export function wholeName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return undefined;
  const object = unwrap(callee.object);
  const on =
    object.type === 'ThisExpression'
      ? 'this'
      : object.type === 'Identifier'
        ? object.name
        : object.type === 'MemberExpression'
          ? propertyName(object)
          : undefined;
  const key = callee.property.type === 'PrivateIdentifier' ? `#${callee.property.name}` : propertyName(callee);
  return on === undefined || key === undefined ? undefined : `${on}.${key}`;
}
