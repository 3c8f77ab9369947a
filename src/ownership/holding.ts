import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own, resultsOf } from '../catalog/index.ts';
import { type Node, isFunctionLiteral, outside, patternProperty, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import { type Shelf, bagAround, shelfOf, shelfOfMapped } from './containers.ts';
import type { Call, OwnershipContext } from './context.ts';

/** How the result of an acquisition is held. */
export type Holding =
  /** In names. `opened` is the expression from whose completion on the resource is there. */
  | {
      readonly held: 'names';
      readonly names: ReadonlyMap<Variable, TypeRef>;
      readonly opened: Node;
      /** How the code calls it, where that is more than a name: a part of an object, the elements of an array. */
      readonly heldAs?: string;
      /** It is open from there on, whatever opens others of its type. */
      readonly isOpen?: true;
    }
  /** By nobody: the value is dropped, or only something derived from it is kept. */
  | {
      readonly held: 'dropped';
      readonly opened: Node;
      /** It was put to work before it was dropped: the method that was called, `'*'` where a call used it in its options. */
      readonly reached?: string;
    }
  /** By somebody else, or the obligation is met at once. */
  | { readonly held: 'elsewhere' };

const ELSEWHERE: Holding = { held: 'elsewhere' };

/** Follows the value of an acquisition outward to whoever holds it. */
export function holdingOf(call: Call, ref: TypeRef, promise: boolean, context: OwnershipContext): Holding {
  return follow(
    { node: call, opened: call, ref, promise, onPromise: context.origin.callOf(call)?.result.onPromise ?? [] },
    context,
  );
}

interface Position {
  readonly node: Node;
  readonly opened: Node;
  readonly ref: TypeRef;
  /** The value is still a promise of the resource. */
  readonly promise: boolean;
  /** Methods of the promise that end the obligation: `ky(url).json()`. */
  readonly onPromise: readonly string[];
  /** The method by which it was opened on the way: `await createClient().connect()`. */
  readonly reached?: string;
}

function follow(at: Position, context: OwnershipContext): Holding {
  const { parent, child } = outside(at.node);
  switch (parent?.type) {
    case 'AwaitExpression':
      return follow({ ...at, node: parent, opened: at.promise ? parent : at.opened, promise: false }, context);
    case 'VariableDeclarator':
      return isUsing(parent) ? ELSEWHERE : bind(parent.id, at, context);
    case 'AssignmentExpression':
      return parent.right === child ? bind(parent.left, at, context) : ELSEWHERE;
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === child ? ELSEWHERE : follow({ ...at, node: parent }, context);
    case 'ConditionalExpression':
      return parent.test === child ? ELSEWHERE : follow({ ...at, node: parent }, context);
    case 'SequenceExpression':
      return parent.expressions.at(-1) === child ? follow({ ...at, node: parent }, context) : dropped(at);
    case 'ExpressionStatement':
      return dropped(at);
    case 'UnaryExpression':
      return parent.operator === 'void' ? dropped(at) : ELSEWHERE;
    case 'MemberExpression':
      return parent.object === child ? member(parent, at, context) : ELSEWHERE;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return returned(parent, at, context);
    case 'ArrayExpression':
      return combined(parent, child, at, context);
    case 'Property':
      return inBag(at, context) ?? lent(parent, child, at, context);
    default:
      return ELSEWHERE;
  }
}

/** `const context = { redis: new Redis(url) };` */
function inBag(at: Position, context: OwnershipContext): Holding | undefined {
  const bag = at.promise ? undefined : bagAround(at.node, at.ref, context);
  return bag && { held: 'names', names: new Map([[bag.variable, bag.ref]]), opened: at.opened, heldAs: bag.heldAs };
}

/** `const clients = urls.map((url) => new Redis(url));` A client that opens later is left out: when its elements do, nobody sees. */
function onShelf(shelf: Shelf | undefined, at: Position): Holding {
  const isOpen =
    at.ref.type.opensAt === undefined || (at.ref.type.opensAt === '*' && shelf?.opened.type === 'AwaitExpression');
  if (!shelf || !isOpen) return ELSEWHERE;
  const names = new Map([...shelf.elements].map((element) => [element, at.ref] as const));
  return { held: 'names', names, opened: shelf.opened, heldAs: shelf.heldAs, isOpen: true };
}

function isUsing(declarator: TSESTree.VariableDeclarator): boolean {
  const kind = (declarator.parent as { kind?: string }).kind;
  return kind === 'using' || kind === 'await using';
}

/** A resource that nobody holds is open from where it comes into being; one still in a promise when that settles. */
function dropped(at: Position): Holding {
  return { held: 'dropped', opened: at.opened, ...(at.reached === undefined ? {} : { reached: at.reached }) };
}

function bind(target: Node, at: Position, context: OwnershipContext): Holding {
  if (at.promise) return promiseName(target, at, context);
  const names = new Map<Variable, TypeRef>();
  if (target.type === 'Identifier') {
    const variable = context.variableOf(target);
    if (!variable || !isLocal(variable)) return ELSEWHERE;
    return { held: 'names', names: names.set(variable, at.ref), opened: at.opened };
  }
  if (target.type !== 'ObjectPattern') return ELSEWHERE;
  return destructured(target, at, context);
}

/** `const { body } = await request(url)`: the part that carries the obligation; the others carry nothing. */
function destructured(pattern: TSESTree.ObjectPattern, at: Position, context: OwnershipContext): Holding {
  if (pattern.properties.some((property) => property.type === 'RestElement' || propertyName(property) === undefined))
    return ELSEWHERE;
  const members = at.ref.type.members ?? {};
  for (const [name, each] of Object.entries(members)) {
    const value = each.carries && each.read !== undefined ? patternProperty(pattern, name) : undefined;
    if (!value || each.read === undefined) continue;
    const part = context.catalog.resolve(at.ref.library, each.read);
    return part
      ? bind(value.type === 'AssignmentPattern' ? value.left : value, { ...at, ref: part }, context)
      : ELSEWHERE;
  }
  const keys = pattern.properties.map((property) => propertyName(property) ?? '');
  const takesMethod = keys.some(
    (key) => own(at.ref.type.dispose, key) !== undefined || own(members, key) !== undefined,
  );
  return takesMethod || at.ref.type.kind !== 'response' ? ELSEWHERE : dropped(at);
}

/** `const pending = fetch(url); … const response = await pending;`: held where the promise is awaited, if that is the only thing done with it. */
function promiseName(target: Node, at: Position, context: OwnershipContext): Holding {
  const variable = target.type === 'Identifier' ? context.variableOf(target) : undefined;
  if (!variable || !isLocal(variable)) return ELSEWHERE;
  const reads = variable.references.filter((reference) => reference.isRead());
  const only = reads[0]?.identifier as Node | undefined;
  if (reads.length !== 1 || !only) return ELSEWHERE;
  const { parent } = outside(only);
  if (parent?.type !== 'AwaitExpression') return ELSEWHERE;
  return follow({ ...at, node: parent, opened: parent, promise: false }, context);
}

/** Whether a variable belongs to a function: module variables and globals outlive every call. */
function isLocal(variable: Variable): boolean {
  return variable.scope.variableScope.type === 'function' && variable.defs.length > 0;
}

function member(node: TSESTree.MemberExpression, at: Position, context: OwnershipContext): Holding {
  const name = propertyName(node);
  if (name === undefined) return ELSEWHERE;
  const { parent, child } = outside(node);
  const call = parent?.type === 'CallExpression' && parent.callee === child ? parent : undefined;
  if (at.promise) return call ? chained(call, name, at, context) : ELSEWHERE;
  if (own(at.ref.type.dispose, name)) return call ? ELSEWHERE : dropped(at);
  const known = own(at.ref.type.members, name);
  if (known?.carries && known.read !== undefined && !(call && known.call)) {
    const part = context.catalog.resolve(at.ref.library, known.read);
    return part ? follow({ ...at, node, ref: part }, context) : ELSEWHERE;
  }
  if (!call) {
    const isWritten = parent?.type === 'AssignmentExpression' && parent.left === child;
    // What hangs on a connection may be all that is wanted of it: `(await pool.getConnection()).connection`.
    return isWritten || (at.ref.type.kind !== 'response' && known?.read === undefined) ? ELSEWHERE : dropped(at);
  }
  return called(call, name, at, context);
}

/** A method called on the resource before anybody holds it: `new Redis().on('error', log)`, `createClient().connect()`. */
function called(call: TSESTree.CallExpression, name: string, at: Position, context: OwnershipContext): Holding {
  const found = context.origin.denote(call);
  const known = own(at.ref.type.members, name);
  const isSame = found?.kind === 'instance' && (found.ref.type === at.ref.type || known?.carries === true);
  const opened = name === at.ref.type.opensAt ? { reached: name } : {};
  if (isSame) return follow({ ...at, ...opened, node: call, ref: found.ref, promise: found.promise }, context);
  if (known?.events || known?.livesOn) return ELSEWHERE;
  // A method that only builds something (`knex(options).select()`) puts nothing to work.
  const works =
    name === at.ref.type.opensAt || known?.async === true || resultsOf(known?.call).some((each) => each.async);
  return { held: 'dropped', opened: at.opened, ...(works ? { reached: name } : {}) };
}

/** `request(url, { dispatcher: new Agent() })`: a call that borrows it for itself, and is all that ever knows of it. */
function lent(property: TSESTree.Property, child: Node, at: Position, context: OwnershipContext): Holding {
  const name = property.value === child ? propertyName(property) : undefined;
  if (name === undefined || at.promise || at.ref.type.borrowedAs?.includes(name) !== true) return ELSEWHERE;
  const { parent: call, child: literal } = outside(property.parent);
  if (call?.type !== 'CallExpression' || call.callee === literal) return ELSEWHERE;
  const borrower = context.origin.callOf(call);
  if (borrower?.ref.type.kind !== 'response') return ELSEWHERE;
  return { held: 'dropped', opened: at.opened, reached: '*' };
}

/** What a promise chain makes of the resource: `.catch` and `.finally` pass it on, `.then` hands it to a function. */
function chained(call: TSESTree.CallExpression, name: string, at: Position, context: OwnershipContext): Holding {
  if (name === 'catch' || name === 'finally') return follow({ ...at, node: call }, context);
  if (at.onPromise.includes(name)) return ELSEWHERE;
  const handler = call.arguments[0] && unwrap(call.arguments[0]);
  if (name !== 'then' || !isFunctionLiteral(handler)) return ELSEWHERE;
  const parameter = handler.params[0];
  if (!parameter) return dropped(at);
  return bind(parameter.type === 'AssignmentPattern' ? parameter.left : parameter, { ...at, promise: false }, context);
}

/** Returned to whoever calls; a handler of a promise chain returns to the next one. */
function returned(parent: Node, at: Position, context: OwnershipContext): Holding {
  let fn: Node | undefined = parent;
  while (fn && !isFunctionLiteral(fn)) {
    if (fn.type === 'FunctionDeclaration') return ELSEWHERE;
    fn = fn.parent;
  }
  const call = fn?.parent;
  if (!fn || call?.type !== 'CallExpression' || call.arguments[0] !== fn) return ELSEWHERE;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'then')
    return onShelf(shelfOfMapped(fn, at.promise, context), at);
  const { parent: user, child } = outside(call);
  if (user?.type === 'MemberExpression' || user?.type === 'AwaitExpression')
    return child === call ? follow({ ...at, node: call, promise: true }, context) : ELSEWHERE;
  return ELSEWHERE;
}

/** `const [a, b] = await Promise.all([fetch(x), fetch(y)])`. */
function combined(array: TSESTree.ArrayExpression, child: Node, at: Position, context: OwnershipContext): Holding {
  const { parent: call } = outside(array);
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  if (call?.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || propertyName(callee) !== 'all')
    return at.promise ? ELSEWHERE : onShelf(shelfOf(array, child, context), at);
  const { parent: waiting } = outside(call);
  if (waiting?.type !== 'AwaitExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Promise')
    return ELSEWHERE;
  const { parent: declarator } = outside(waiting);
  const pattern = declarator?.type === 'VariableDeclarator' ? declarator.id : undefined;
  const element =
    pattern?.type === 'ArrayPattern'
      ? pattern.elements[array.elements.indexOf(child as TSESTree.Expression)]
      : undefined;
  return element ? bind(element, { ...at, opened: waiting, promise: false }, context) : ELSEWHERE;
}
