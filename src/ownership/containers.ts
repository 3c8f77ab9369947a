import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import { type Node, boundIdentifier, isFunctionLiteral, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit } from '../lang/scopes.ts';
import { collectionPlaces } from './collection-places.ts';
import type { OwnershipContext } from './context.ts';

/** A local object literal that never leaves the function as a whole, so that its part is as good as a name. */
export interface Bag {
  readonly variable: Variable;
  /** A type whose one part is the resource. */
  readonly ref: TypeRef;
  /** How the code calls the part: `context.redis`. */
  readonly heldAs: string;
}

/**
 * The literal in which a resource stands: `const context = { redis: new Redis(url) }`, of which nothing but `context.redis` and its
 * siblings are ever read. One whose methods may mean it by `this` is none.
 */
export function bagAround(value: Node, ref: TypeRef, context: OwnershipContext): Bag | undefined {
  const { parent: property, child } = outside(value);
  const name = property?.type === 'Property' && property.value === child ? propertyName(property) : undefined;
  const literal = name === undefined ? undefined : property?.parent;
  if (name === undefined || literal?.type !== 'ObjectExpression' || ref.type.kind === 'response') return undefined;
  if (literal.properties.some((each) => each.type !== 'Property' || each.value.type === 'FunctionExpression'))
    return undefined;
  const variable = localConstant(literal, context);
  if (!variable?.references.every(({ identifier, init }) => init === true || isPartRead(identifier))) return undefined;
  const type = { kind: ref.type.kind, members: { [name]: { read: ref.name, carries: true } } } as const;
  return { variable, ref: { library: ref.library, name: ref.name, type }, heldAs: `${variable.name}.${name}` };
}

/** `context.redis` that is read, not written. */
function isPartRead(identifier: Node): boolean {
  const { parent: member, child } = outside(identifier);
  if (member?.type !== 'MemberExpression' || member.object !== child || propertyName(member) === undefined)
    return false;
  const { parent } = outside(member);
  if (parent?.type === 'AssignmentExpression' && parent.left === member) return false;
  return parent?.type !== 'UnaryExpression' || parent.operator !== 'delete';
}

/** The local variable that an expression is the only value of. */
function localConstant(value: Node, context: OwnershipContext): Variable | undefined {
  const { parent } = outside(value);
  const name = parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined;
  const variable = name && context.variableOf(name);
  return variable && constantInit(variable) && variable.scope.variableScope.type === 'function' ? variable : undefined;
}

/** An array of resources that never leaves the function. */
export interface Shelf {
  /** The names that its elements have in loops and callbacks. */
  readonly elements: ReadonlySet<Variable>;
  /** The expression from whose completion on all of them are there. */
  readonly opened: Node;
  readonly heldAs: string;
}

/** `const clients = [new Redis(a), new Redis(b)]`: the first of the elements stands for all. */
export function shelfOf(array: TSESTree.ArrayExpression, value: Node, context: OwnershipContext): Shelf | undefined {
  return array.elements[0] === value ? shelfAt(array, array, context) : undefined;
}

/** `const clients = urls.map((url) => new Redis(url))`, `const clients = await Promise.all(urls.map((url) => connect(url)))`. */
export function shelfOfMapped(fn: Node, promise: boolean, context: OwnershipContext): Shelf | undefined {
  const { parent: call, child } = outside(fn);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== child || !isFunctionLiteral(fn) || fn.generator)
    return undefined;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'map') return undefined;
  if (!promise && !fn.async) return shelfAt(call, call, context);
  const { parent: all } = outside(call);
  const combinator = all?.type === 'CallExpression' && all.arguments[0] === call ? unwrap(all.callee) : undefined;
  const isAll =
    combinator?.type === 'MemberExpression' &&
    propertyName(combinator) === 'all' &&
    combinator.object.type === 'Identifier' &&
    combinator.object.name === 'Promise';
  const { parent: waiting } = isAll && all ? outside(all) : { parent: undefined };
  return waiting?.type === 'AwaitExpression' ? shelfAt(waiting, waiting, context) : undefined;
}

function shelfAt(value: Node, opened: Node, context: OwnershipContext): Shelf | undefined {
  const variable = localConstant(value, context);
  const reads = variable?.references.filter((each) => each.isRead()).map(({ identifier }) => identifier);
  const contents = reads && collectionPlaces(reads, context);
  if (!variable || !contents || contents.inserted.length > 0 || contents.dropped.length > 0) return undefined;
  const elements = new Set<Variable>();
  for (const element of contents.elements) {
    const name = boundIdentifier(element);
    const named = name && context.variableOf(name);
    if (!named) return undefined;
    elements.add(named);
  }
  return { elements, opened, heldAs: `${variable.name}[…]` };
}
