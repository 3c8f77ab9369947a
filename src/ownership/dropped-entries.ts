import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type FunctionNode, type Node, contains, enclosingFunction, isReturned, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { looksEnding } from './field-uses.ts';
import { freshClient } from './kept-clients.ts';
import { isInListener, isOnFailure } from './listeners.ts';
import type { OwnershipSource } from './ownership.ts';
import type { OwnerLeak } from './owners.ts';

/**
 * Clients that the file puts into a collection of its module, and that one of its functions looks up, takes out and lets go. Whoever
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
  const found = new Map<Variable, OwnerLeak | undefined>();
  for (const call of source.census.calls) {
    const variable = collectionOf(call, source);
    if (variable && !found.has(variable)) found.set(variable, droppedFrom(variable, call, source));
  }
  return [...found.values()].filter((leak) => leak !== undefined);
}

/** `clients.push(new Redis())`, `clients.set(key, new Redis())`, `clients[key] = new Redis()`, also by way of a name. */
function collectionOf(call: Call, source: OwnershipSource): Variable | undefined {
  if (!freshClient(call, source)) return undefined;
  const { parent } = outside(call);
  const at = parent?.type === 'AwaitExpression' ? parent : call;
  const { parent: holder } = outside(at);
  const name = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id : undefined;
  const variable = name && source.scopes.variableOf(name);
  const places = variable ? variable.references.map(({ identifier }) => identifier as Node) : [at];
  const [only] = places.flatMap((place) => putInto(place, source) ?? []);
  return only;
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

function droppedFrom(variable: Variable, call: Call, source: OwnershipSource): OwnerLeak | undefined {
  const found = freshClient(call, source);
  const reads = variable.references.map(({ identifier }) => identifier as Node);
  const drop = reads.map(dropAt).find((node) => node && isLetGo(node, reads, source));
  const owner = drop && outermost(drop);
  if (!found || !drop || !owner || isGivenOut(call, reads, source)) return undefined;
  return {
    owner,
    name: nameOf(owner),
    held: variable.name,
    ref: found.ref,
    place: placeOf(call),
    closer: undefined,
    holdsPromise: false,
    mayInherit: false,
    collection: { turn: '', drop },
  };
}

/** Whether some function returns what it puts in or finds there: its caller may end it, and then ask to forget it. */
function isGivenOut(call: Call, reads: readonly Node[], source: OwnershipSource): boolean {
  const { parent } = outside(call);
  const variable = parent?.type === 'VariableDeclarator' ? source.scopes.variableOf(parent.id) : undefined;
  const held = (variable?.references ?? []).map(({ identifier }) => identifier as Node);
  const elements = reads.flatMap((read) => {
    const { parent: member, child } = outside(read);
    if (member?.type !== 'MemberExpression' || member.object !== child) return [];
    const { parent: user, child: whole } = outside(member);
    return user?.type === 'CallExpression' && user.callee === whole ? [member, user] : [member];
  });
  return [...held, ...elements].some((node) => isReturned(node) || outside(node).parent?.type === 'VariableDeclarator');
}

/** `clients.delete(key);`, `clients.splice(i, 1);`, `delete clients[key];`: a statement of its own, so that nobody gets what was there. */
function dropAt(read: Node): Node | undefined {
  const { parent: member, child } = outside(read);
  if (member?.type !== 'MemberExpression' || member.object !== child) return undefined;
  const { parent, child: whole } = outside(member);
  const isMethod =
    parent?.type === 'CallExpression' && parent.callee === whole && /^(?:delete|splice)$/.test(propertyName(member) ?? '');
  const isDelete = member.computed && parent?.type === 'UnaryExpression' && parent.operator === 'delete';
  return parent && (isMethod || isDelete) && outside(parent).parent?.type === 'ExpressionStatement' ? parent : undefined;
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

/** `client.on('end', () => remove(id))`, `emitter.on('gone', remove)`. */
function isCalledInListener(owner: FunctionNode, source: OwnershipSource): boolean {
  const declarator = owner.parent as Node | undefined;
  const id =
    owner.type === 'FunctionDeclaration' ? owner.id : declarator?.type === 'VariableDeclarator' ? declarator.id : null;
  const variable = id && source.scopes.variableOf(id);
  if (!variable) return true;
  return variable.references.some(({ identifier }) => isInListener(identifier));
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
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}
