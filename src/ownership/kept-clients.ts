import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import { type ClassNode, type Node, enclosingClass, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { Instance } from '../origin/model.ts';
import type { Call } from './context.ts';
import { ownerOfThis } from './field-places.ts';
import type { FieldUses } from './field-uses.ts';
import type { OwnershipSource } from './ownership.ts';

/** A client that a class has made for one of its fields. */
export interface Kept {
  readonly owner: ClassNode;
  readonly field: string;
  readonly ref: TypeRef;
  readonly call: Call;
  /** The names under which it is known before it is stored, and the expression that stores it: its value may go further. */
  readonly also: readonly Node[];
}

/** The field of a class into which the result of a call goes, when the class thereby owns a client. */
export function keptBy(call: Call, source: OwnershipSource): Kept | undefined {
  const found = ownClient(call, source);
  return found && storedAt(call, call, found, source, []);
}

/** The client that a call within a class makes for nobody but its caller; undefined where it makes none. */
export function ownClient(call: Call, source: OwnershipSource): Instance | undefined {
  return enclosingClass(call) ? freshClient(call, source) : undefined;
}

/** The client that a call makes for nobody but its caller; undefined where it makes none. */
export function freshClient(call: Call, source: OwnershipSource): Instance | undefined {
  const found = source.origin.denote(call);
  if (
    found?.kind !== 'instance' ||
    found.ref.type.kind !== 'client' ||
    found.ref.type.endsByItself ||
    isOfPages(found) ||
    found.fresh !== 'yes' ||
    found.evidence
  )
    return undefined;
  const callee = unwrap(call.callee);
  const on = callee.type === 'MemberExpression' ? source.origin.denote(callee.object) : undefined;
  // What was taken from another client ends with it, unless that has no end of its own (`kafka.producer()`) or is merely copied (`redis.duplicate()`).
  return on?.kind === 'instance' && !isAlike(on.ref, found.ref) && endsOthers(on.ref) ? undefined : found;
}

/** Whether two types are one, or one of them extends the other. */
export function isAlike(one: TypeRef, other: TypeRef): boolean {
  return one.type === other.type || one.type.extends === other.name || other.type.extends === one.name;
}

/** Whether a client that has an end of its own ends with it what was taken from it. */
export function endsOthers({ type }: TypeRef): boolean {
  return type.kind !== 'plain' || Object.keys(type.dispose ?? {}).length > 0;
}

/** A socket of the platform is one that a page may open: it ends with the page. */
function isOfPages(found: Instance): boolean {
  return found.ref.library.package === 'global';
}

/** Follows a value outward to the field that stores it. */
function storedAt(
  node: Node,
  call: Call,
  found: Instance,
  source: OwnershipSource,
  also: readonly Node[],
): Kept | undefined {
  const { parent, child } = outside(node);
  const kept = (owner: ClassNode | undefined, field: string | undefined, more: readonly Node[]): Kept | undefined =>
    owner && field !== undefined ? { owner, field, ref: found.ref, call, also: [...also, ...more] } : undefined;
  switch (parent?.type) {
    case 'AwaitExpression':
      return storedAt(parent, call, found, source, also);
    case 'MemberExpression':
      return parent.object === child ? chained(parent, call, found, source) : undefined;
    case 'LogicalExpression':
      return parent.left === child || isMemo(parent) ? storedAt(parent, call, found, source, also) : undefined;
    case 'ConditionalExpression':
      return parent.test !== child && isNothing(parent.consequent === child ? parent.alternate : parent.consequent)
        ? storedAt(parent, call, found, source, also)
        : undefined;
    case 'PropertyDefinition':
      return parent.value === child && !parent.static
        ? kept(enclosingClass(parent), propertyName(parent), [])
        : undefined;
    case 'AssignmentExpression':
      return parent.right === child &&
        parent.left.type === 'MemberExpression' &&
        parent.left.object.type === 'ThisExpression'
        ? kept(ownerOfThis(parent.left.object), propertyName(parent.left), [parent])
        : undefined;
    case 'VariableDeclarator':
      return also.length === 0 ? named(parent, call, found, source) : undefined;
    default:
      return undefined;
  }
}

/** `createClient().on('error', log).connect()` is the client itself. */
function chained(
  member: TSESTree.MemberExpression,
  call: Call,
  found: Instance,
  source: OwnershipSource,
): Kept | undefined {
  const { parent: outer, child } = outside(member);
  if (outer?.type !== 'CallExpression' || outer.callee !== child) return undefined;
  const result = source.origin.denote(outer);
  const name = propertyName(member) ?? '';
  const isSame =
    name === 'catch' ||
    own(found.ref.type.members, name)?.chains === true ||
    (result?.kind === 'instance' && result.ref.type === found.ref.type && result.fresh === 'no');
  return isSame ? storedAt(outer, call, found, source, []) : undefined;
}

/** `const client = new Redis(); this.client = client;` */
function named(
  declarator: TSESTree.VariableDeclarator,
  call: Call,
  found: Instance,
  source: OwnershipSource,
): Kept | undefined {
  const variable = declarator.id.type === 'Identifier' ? source.scopes.variableOf(declarator.id) : undefined;
  if (!variable || !constantInit(variable)) return undefined;
  const reads = variable.references
    .filter((reference) => reference.isRead())
    .map(({ identifier }) => identifier as Node);
  const stored = reads.flatMap((read) => {
    const { parent, child } = outside(read);
    return parent?.type === 'AssignmentExpression' && parent.right === child ? [read] : [];
  });
  const [only] = stored;
  if (!only || stored.length > 1) return undefined;
  return storedAt(
    only,
    call,
    found,
    source,
    reads.filter((read) => read !== only),
  );
}

/** `this.x ?? new X()`, to be kept in the same field again; with any other left side somebody else may own the client. */
function isMemo(node: TSESTree.LogicalExpression): boolean {
  const { parent } = outside(node);
  const left = unwrap(node.left);
  return (
    node.operator !== '&&' &&
    parent?.type === 'AssignmentExpression' &&
    left.type === 'MemberExpression' &&
    left.object.type === 'ThisExpression' &&
    parent.left.type === 'MemberExpression' &&
    propertyName(left) === propertyName(parent.left)
  );
}

/** `null` or `undefined`. */
export function isNothing(node: Node): boolean {
  const inner = unwrap(node);
  return (
    (inner.type === 'Literal' && inner.value === null) || (inner.type === 'Identifier' && inner.name === 'undefined')
  );
}

/** Whether an expression gives a client that was made by it, whatever way it takes: an `await`, a chain, a name. */
export function isFreshClient(value: Node, source: OwnershipSource): boolean {
  const inner = unwrap(value);
  if (inner.type === 'AwaitExpression') return isFreshClient(inner.argument, source);
  if (inner.type === 'LogicalExpression') return isMemo(inner) && isFreshClient(inner.right, source);
  if (inner.type === 'ConditionalExpression')
    return [inner.consequent, inner.alternate].every((arm) => isNothing(arm) || isFreshClient(arm, source));
  const variable = inner.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
  const init = variable && constantInit(variable);
  if (init) return isFreshClient(init, source);
  if (inner.type === 'CallExpression' && inner.callee.type === 'MemberExpression') {
    const on = unwrap(inner.callee.object);
    // A chain begins at its construction.
    if (on.type === 'NewExpression' || on.type === 'CallExpression') return isFreshClient(on, source);
  }
  const found = source.origin.denote(inner);
  return (
    found?.kind === 'instance' &&
    found.fresh === 'yes' &&
    found.ref.type.kind === 'client' &&
    !found.ref.type.endsByItself
  );
}

/** Whether somebody ends a client that is kept, or could. */
export function mayBeEnded(uses: FieldUses): boolean {
  return uses.disposed || uses.disposedOnFailure || uses.escapes || uses.lent;
}
