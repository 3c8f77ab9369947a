import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import {
  type ClassNode,
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isReturned,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import { nameOf as classNameOf } from './bases.ts';
import { putBy } from './collection-owners.ts';
import type { Call } from './context.ts';
import { fieldPlaces } from './field-places.ts';
import { looksEnding } from './field-uses.ts';
import { freshClient } from './kept-clients.ts';
import { isInListener, isOnFailure } from './listeners.ts';
import type { OwnershipSource } from './ownership.ts';
import type { OwnerLeak } from './owners.ts';

/**
 * Clients that the file puts into a collection of its module or of a class, and that one of its functions looks up, takes out and lets go. Whoever
 * calls that function names the client by a key or by what it is connected to, and has not got it in hand:
 *
 *     const clients = new Map();
 *     export const open = (tenant) => clients.set(tenant, new Redis(tenant));
 *     export const leave = (tenant) => { clients.delete(tenant); };      // nobody closes it any more → leaks
 *
 * Where the function ends anything, is a listener or one by its name, or where somebody is given what is there, nothing is said. That
 * the collection itself may be seen elsewhere does not count.
 */
export function droppedEntries(source: OwnershipSource): readonly OwnerLeak[] {
  if (source.isTestFile) return [];
  const found = new Map<unknown, OwnerLeak | undefined>();
  for (const call of source.census.calls) {
    const collection = freshClient(call, source) && (collectionOf(call, source) ?? fieldOf(call, source));
    if (collection && !found.has(collection.key)) found.set(collection.key, droppedFrom(collection, call, source));
  }
  return [...found.values()].filter((leak) => leak !== undefined);
}

/** A collection of the module, or of the objects of a class. */
interface Collection {
  readonly key: unknown;
  readonly name: string;
  /** Where it is read. */
  readonly reads: readonly Node[];
  readonly owner: ClassNode | undefined;
}

/** `this.clients.set(key, new Redis())`, where all places of the field are known. */
function fieldOf(call: Call, source: OwnershipSource): Collection | undefined {
  const put = putBy(call, source);
  const places = put && fieldPlaces(put.owner, put.field, source);
  if (!put || !places) return undefined;
  return {
    key: `${put.owner.range[0]} ${put.field}`,
    name: `this.${put.field}`,
    reads: places.reads,
    owner: put.owner,
  };
}

/** `clients.push(new Redis())`, `clients.set(key, new Redis())`, `clients[key] = new Redis()`, also by way of a name. */
function collectionOf(call: Call, source: OwnershipSource): Collection | undefined {
  const { parent } = outside(call);
  const at = parent?.type === 'AwaitExpression' ? parent : call;
  const held = heldBy(call, source);
  const [variable] = (held.length > 0 ? held : [at]).flatMap((place) => putInto(place, source) ?? []);
  const reads = variable?.references.map(({ identifier }) => identifier as Node) ?? [];
  return variable && { key: variable, name: variable.name, reads, owner: undefined };
}

/** Where the name is read that the client has first. */
function heldBy(call: Call, source: OwnershipSource): readonly Node[] {
  const { parent } = outside(call);
  const { parent: holder } = parent?.type === 'AwaitExpression' ? outside(parent) : { parent };
  const name = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id : undefined;
  const variable = name && source.scopes.variableOf(name);
  return (variable?.references ?? []).filter((each) => each.isRead()).map(({ identifier }) => identifier as Node);
}

function putInto(value: Node, source: OwnershipSource): Variable | undefined {
  const { parent, child } = outside(value);
  if (parent?.type === 'AssignmentExpression' && parent.right === child) {
    const left = unwrap(parent.left);
    return left.type === 'MemberExpression' && left.computed ? ofModule(left.object, source) : undefined;
  }
  const callee = parent?.type === 'CallExpression' && parent.callee !== child ? unwrap(parent.callee) : undefined;
  const isPut = callee?.type === 'MemberExpression' && /^(?:set|push|unshift)$/.test(propertyName(callee) ?? '');
  return isPut ? ofModule(callee.object, source) : undefined;
}

function ofModule(node: Node, source: OwnershipSource): Variable | undefined {
  const inner = unwrap(node);
  const variable = inner.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
  const isOwn = variable !== undefined && homeOf(variable) === undefined && variable.defs[0]?.type === 'Variable';
  return isOwn ? variable : undefined;
}

function droppedFrom(of: Collection, call: Call, source: OwnershipSource): OwnerLeak | undefined {
  const found = freshClient(call, source);
  // Who deletes from a set has the client in hand.
  if (of.reads.some((read) => memberAt(read) === 'add')) return undefined;
  const drop = of.reads.map(dropAt).find((node) => node && isLetGo(node, of.reads, source));
  const taker = drop && outermost(drop);
  if (!found || !drop || !taker || isGivenOut(call, of.reads, source)) return undefined;
  return {
    owner: of.owner ?? taker,
    name: of.owner ? classNameOf(of.owner) : nameOf(taker),
    held: of.name,
    ref: found.ref,
    place: placeOf(call),
    closer: undefined,
    holdsPromise: false,
    mayInherit: false,
    collection: { turn: '', drop },
  };
}

function memberAt(read: Node): string | undefined {
  const { parent, child } = outside(read);
  return parent?.type === 'MemberExpression' && parent.object === child ? propertyName(parent) : undefined;
}

/** Whether some function returns what it puts in or finds there: its caller may end it, and then ask to forget it. */
function isGivenOut(call: Call, reads: readonly Node[], source: OwnershipSource): boolean {
  const elements = reads.flatMap((read) => {
    const { parent: member, child } = outside(read);
    if (member?.type !== 'MemberExpression' || member.object !== child) return [];
    const { parent: user, child: whole } = outside(member);
    return user?.type === 'CallExpression' && user.callee === whole ? [member, user] : [member];
  });
  const isNamed = (node: Node): boolean => outside(node).parent?.type === 'VariableDeclarator';
  return heldBy(call, source).some(isReturned) || elements.some((node) => isReturned(node) || isNamed(node));
}

/** `clients.delete(key);`, `clients.splice(i, 1);`, `delete clients[key];`: a statement of its own, so that nobody gets what was there. */
function dropAt(read: Node): Node | undefined {
  const { parent: member, child } = outside(read);
  if (member?.type !== 'MemberExpression' || member.object !== child) return undefined;
  const { parent, child: whole } = outside(member);
  const isMethod =
    parent?.type === 'CallExpression' &&
    parent.callee === whole &&
    /^(?:delete|splice)$/.test(propertyName(member) ?? '');
  const isDelete = member.computed && parent?.type === 'UnaryExpression' && parent.operator === 'delete';
  return parent && (isMethod || isDelete) && outside(parent).parent?.type === 'ExpressionStatement'
    ? parent
    : undefined;
}

/** Whether the function that takes an entry out looks it up itself, ends nothing, and gives nothing away of what it finds. */
function isLetGo(drop: Node, reads: readonly Node[], source: OwnershipSource): boolean {
  const owner = outermost(drop);
  if (!owner || isInListener(drop) || isOnFailure(drop) || ON_END.test(nameOf(owner) ?? '')) return false;
  if (endsSomething(owner, source) || isCalledInListener(owner, source)) return false;
  return reads.filter((read) => contains(owner, read)).every((read) => onlyLooks(read, source));
}

const ON_END = /^_?(?:on|handle)[A-Z_]|clos|end|disconnect|exit|error|fail|lost|gone|expire/i;

function outermost(node: Node): FunctionNode | undefined {
  let at = enclosingFunction(node);
  for (let next = at; next; next = enclosingFunction(next)) at = next;
  return at;
}

function endsSomething(owner: FunctionNode, source: OwnershipSource): boolean {
  let ends = false;
  walk(owner.body, source.visitorKeys ?? {}, (node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
    const name =
      callee?.type === 'MemberExpression' ? propertyName(callee) : callee?.type === 'Identifier' ? callee.name : '';
    ends ||= looksEnding(name ?? '') || node.type === 'ThrowStatement';
    return !ends;
  });
  return ends;
}

/** `client.on('end', () => remove(id))`, `emitter.on('gone', this.remove)`. */
function isCalledInListener(owner: FunctionNode, source: OwnershipSource): boolean {
  const holder = owner.parent as Node | undefined;
  const id = owner.type === 'FunctionDeclaration' ? owner.id : holder?.type === 'VariableDeclarator' ? holder.id : null;
  const variable = id && source.scopes.variableOf(id);
  if (variable) return variable.references.some(({ identifier }) => isInListener(identifier));
  if (holder?.type !== 'MethodDefinition') return true;
  const name = propertyName(holder);
  let listens = false;
  walk(source.program, source.visitorKeys ?? {}, (node) => {
    listens ||= node.type === 'MemberExpression' && propertyName(node) === name && isInListener(node);
    return !listens;
  });
  return listens;
}

/** What a use of the collection gives is only looked at: `clients.has(key)`, `clients.findIndex((each) => each.host === host)`. */
function onlyLooks(read: Node, source: OwnershipSource): boolean {
  const { parent: member, child } = outside(read);
  if (member?.type !== 'MemberExpression' || member.object !== child) return false;
  if (dropAt(read)) return true;
  const { parent: call, child: whole } = outside(member);
  if (call?.type !== 'CallExpression' || call.callee !== whole) return propertyName(member) === 'length';
  const name = propertyName(member) ?? '';
  if (name === 'has') return true;
  const visitor = call.arguments[0] && unwrap(call.arguments[0]);
  if (!/^(?:findIndex|forEach|some)$/.test(name) || !visitor || !('params' in visitor)) return false;
  const [element] = visitor.params;
  const variable = element?.type === 'Identifier' ? source.scopes.variableOf(element) : undefined;
  return variable?.references.every(({ identifier }) => isLookedAt(identifier)) === true;
}

/** `instance.host`, and `instance.options.host`, but not `instance.quit()`. */
function isLookedAt(use: TSESTree.Node): boolean {
  let { parent, child } = outside(use);
  if (parent?.type !== 'MemberExpression' || parent.object !== child) return false;
  while (parent?.type === 'MemberExpression' && parent.object === child) ({ parent, child } = outside(parent));
  return parent?.type === 'BinaryExpression';
}

function nameOf(fn: FunctionNode): string | undefined {
  if (fn.type !== 'ArrowFunctionExpression' && fn.id) return fn.id.name;
  const { parent } = outside(fn);
  if (parent?.type === 'MethodDefinition') return propertyName(parent);
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}
