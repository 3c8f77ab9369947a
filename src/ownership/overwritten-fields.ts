import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type ClassNode, type Node, isClass, outside, propertyName } from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import { nameOf } from './bases.ts';
import { putBy } from './collection-owners.ts';
import type { Call } from './context.ts';
import { ownerOfThis } from './field-places.ts';
import { isFreshClient, isNothing, keptBy, ownClient } from './kept-clients.ts';
import { isInListener } from './listeners.ts';
import type { OwnershipSource } from './ownership.ts';
import type { OwnerLeak } from './owners.ts';

/**
 * Fields into which a method puts another client although the one before may be open: by its name it does something again, another
 * place of the class has filled the field before, and nothing in the method touches either the field or anything that could.
 *
 *     async connect() { this.redis = new Redis(this.url); }
 *     async reconnect() { this.redis = new Redis(this.url); }   // the first one stays open → leaks
 *
 * A method that a listener or a timer calls is passed over: what it renews is dead by then, more often than not.
 */
export function overwrittenFields(source: OwnershipSource): readonly OwnerLeak[] {
  if (source.isTestFile) return [];
  return source.census.calls.flatMap((call) => overwrittenBy(call, source) ?? entryReplacedBy(call, source) ?? []);
}

/** Names of methods that do again what was done before. */
const AGAIN =
  /^[_#]*(?:do|try|force|handle|attempt|schedule)?_?(?:re_?(?:connect|open|start|create|init|new|build|fresh|load|establish|set|configure)|renew|rotate|switch|swap)/i;

function overwrittenBy(call: Call, source: OwnershipSource): OwnerLeak | undefined {
  const kept = keptBy(call, source);
  const method = kept && methodOf(call);
  const name = method && propertyName(method);
  if (!kept || !method || name === undefined || !AGAIN.test(name) || kept.ref.type.reopens) return undefined;
  const { owner, field, ref } = kept;
  if (!isFilledElsewhere(owner, field, method, source) || touchesBefore(method, call, field, source)) return undefined;
  if (usesOf(owner, name, source).some((use) => isUnsafe(use, field, source))) return undefined;
  return {
    owner,
    name: nameOf(owner),
    held: `this.${field}`,
    ref,
    place: placeOf(call),
    closer: undefined,
    holdsPromise: false,
    mayInherit: true,
    replacedIn: name,
  };
}

/**
 * The same for the entry of a collection, where another method has filled it:
 * `reopen(tenant) { this.clients.set(tenant, new Redis(tenant)); }`
 */
function entryReplacedBy(call: Call, source: OwnershipSource): OwnerLeak | undefined {
  const put = putBy(call, source);
  const found = put?.replaces === true ? ownClient(call, source) : undefined;
  const method = found && methodOf(call);
  const name = method && propertyName(method);
  if (!put || !found || !method || name === undefined || !AGAIN.test(name) || found.ref.type.reopens) return undefined;
  const { owner, field } = put;
  const isFilledBefore = source.census.calls.some((other) => {
    const first = isWithin(other, method) ? undefined : putBy(other, source);
    return first?.owner === owner && first.field === field;
  });
  if (!isFilledBefore || touchesBefore(method, call, field, source)) return undefined;
  if (usesOf(owner, name, source).some((use) => isUnsafe(use, field, source))) return undefined;
  return {
    owner,
    name: nameOf(owner),
    held: `this.${field}`,
    ref: found.ref,
    place: placeOf(call),
    closer: undefined,
    holdsPromise: false,
    mayInherit: true,
    replacedIn: name,
    collection: { turn: '', drop: undefined },
  };
}

/** The method of a class in whose own code a node stands. */
export function methodOf(node: Node): TSESTree.MethodDefinition | undefined {
  for (let at: Node = node; at.parent && !isClass(at); at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type === 'MethodDefinition') return parent.static || parent.kind !== 'method' ? undefined : parent;
    if (/Function/.test(at.type) && parent.type !== 'VariableDeclarator') return undefined;
  }
  return undefined;
}

/** Whether the field holds a client of the class's own before the method runs, and nothing empties it in between. */
function isFilledElsewhere(owner: ClassNode, field: string, method: Node, source: OwnershipSource): boolean {
  const declared = owner.body.body.flatMap((member) =>
    member.type === 'PropertyDefinition' && propertyName(member) === field && member.value ? [member.value] : [],
  );
  const written = source.census.writesTo(owner, field).filter((value) => !isWithin(value, method));
  const filling = [...declared, ...written].filter((value) => !isNothing(value));
  return (
    filling.length > 0 &&
    filling.every((value) => isFreshClient(value, source)) &&
    written.every((each) => !isNothing(each))
  );
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}

/** Whether the method mentions the field before it writes it, or calls another method of the object, which may end what is there. */
export function touchesBefore(
  method: TSESTree.MethodDefinition,
  call: Call,
  field: string,
  source: OwnershipSource,
): boolean {
  let found = false;
  walk(method.value, source.visitorKeys ?? {}, (node) => {
    if (node.type === 'Super') found = true;
    if (node.type !== 'ThisExpression' || node.range[0] > call.range[0]) return !found;
    const { parent, child } = outside(node);
    if (parent?.type !== 'MemberExpression' || parent.object !== child) found = true;
    else if (propertyName(parent) === field) found ||= !isTarget(parent, call);
    else {
      const { parent: user, child: member } = outside(parent);
      found ||= user?.type === 'CallExpression' && user.callee === member;
    }
    return !found;
  });
  return found;
}

/** The left side of the assignment that stores the client, `this.clients` of `this.clients.set(key, client)`. */
function isTarget(member: Node, call: Call): boolean {
  const { parent, child } = outside(member);
  if (parent?.type === 'MemberExpression' && parent.object === child) {
    const { parent: user, child: whole } = outside(parent);
    const isPut = user?.type === 'CallExpression' && user.callee === whole;
    return isPut ? user.arguments.some((argument) => isWithin(call, argument)) : isTarget(parent, call);
  }
  return parent?.type === 'AssignmentExpression' && parent.left === child && isWithin(call, parent.right);
}

/** Where the class means its method: `this.reconnect`. */
function usesOf(owner: ClassNode, name: string, source: OwnershipSource): readonly TSESTree.MemberExpression[] {
  const found: TSESTree.MemberExpression[] = [];
  walk(owner.body, source.visitorKeys ?? {}, (node) => {
    if (node.type === 'MemberExpression' && propertyName(node) === name) found.push(node);
    return undefined;
  });
  return found;
}

/** Whether the method is given away, called by a listener or a timer, or called by a method that sees to the field itself. */
function isUnsafe(use: TSESTree.MemberExpression, field: string, source: OwnershipSource): boolean {
  const { parent, child } = outside(use);
  if (parent?.type !== 'CallExpression' || parent.callee !== child || isInListener(parent)) return true;
  const caller = ownerOfThis(use) && enclosingMember(use);
  let seesToIt = false;
  if (caller)
    walk(caller, source.visitorKeys ?? {}, (node) => {
      seesToIt ||= node.type === 'MemberExpression' && propertyName(node) === field;
      return !seesToIt;
    });
  return !caller || seesToIt;
}

function enclosingMember(node: Node): Node | undefined {
  let at: Node | undefined = node;
  while (at && at.type !== 'MethodDefinition' && at.type !== 'PropertyDefinition') at = at.parent;
  return at;
}
