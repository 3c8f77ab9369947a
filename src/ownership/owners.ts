import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type ClassNode,
  type Node,
  enclosingClass,
  isClass,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { Home, Instance } from '../origin/model.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { fieldPlaces, ownerOfThis } from './field-places.ts';
import { fieldUses } from './field-uses.ts';
import { type Closer, closerOf, livesWithProcess } from './lifetimes.ts';
import { isMadeToMeasure } from './made-to-measure.ts';
import type { OwnershipSource } from './ownership.ts';

/** A class that makes a client for itself, keeps it in a field and never ends it. */
export interface OwnerLeak {
  readonly owner: ClassNode;
  /** The name of the class; undefined where it has none. */
  readonly name: string | undefined;
  readonly field: string;
  readonly ref: TypeRef;
  /** The short range that stands for the construction. */
  readonly place: Node;
  /** The method that should end the client and does not; undefined where the class has none. */
  readonly closer: Closer | undefined;
}

/** A client that a class has made for one of its fields. */
interface Kept {
  readonly owner: ClassNode;
  readonly field: string;
  readonly ref: TypeRef;
  readonly call: Call;
  /** The names under which it is known before it is stored, and the expression that stores it: its value may go further. */
  readonly also: readonly Node[];
}

/**
 * The clients that classes of the file keep in fields and never end. A field is judged only where the file shows all that happens
 * to it: one that others are given, that came from outside, or that a base class might end, is passed over.
 *
 *     class Jobs {
 *       #redis = new Redis();              // made here, kept here
 *       add(job) { return this.#redis.lpush('jobs', job); }
 *     }                                    // no method ends it → leaks
 */
export function ownersOf(source: OwnershipSource): readonly OwnerLeak[] {
  if (source.isTestFile) return [];
  const leaks = new Map<ClassNode, Map<string, OwnerLeak | undefined>>();
  for (const call of source.census.calls) {
    const kept = keptBy(call, source);
    if (!kept) continue;
    const fields = leaks.get(kept.owner) ?? new Map<string, OwnerLeak | undefined>();
    leaks.set(kept.owner, fields);
    if (!fields.has(kept.field)) fields.set(kept.field, judged(kept, source));
  }
  return [...leaks.values()].flatMap((fields) => [...fields.values()]).filter((leak) => leak !== undefined);
}

function judged(kept: Kept, source: OwnershipSource): OwnerLeak | undefined {
  const { owner, field, ref, call } = kept;
  if (livesWithProcess(owner, source) || mayEndIn(owner, field, source)) return undefined;
  if (exitsProcess(owner, source) || !isOnlyMadeHere(kept, source)) return undefined;
  const places = fieldPlaces(owner, field, source);
  if (!places || places.endedByStrangers) return undefined;
  const followed = {
    ref,
    isField: (node: Node) => places.isField(node),
    readersOf: (fn: FunctionNode) => places.readersOf(fn),
    fieldNamed: (name: string) => places.fieldNamed(name),
  };
  const uses = fieldUses([...places.reads, ...kept.also], followed, source);
  // A field that the class itself does nothing with is there for others.
  if (uses.disposed || uses.escapes || !uses.opened) return undefined;
  const closer = closerOf(owner);
  if (!closer && !isMadeToMeasure(call, ref, places.reads, source)) return undefined;
  return { owner, name: nameOf(owner), field, ref, place: placeOf(call), closer };
}

/** The field of a class into which the result of a call goes, when the class thereby owns a client. */
function keptBy(call: Call, source: OwnershipSource): Kept | undefined {
  if (!enclosingClass(call)) return undefined;
  const found = source.origin.denote(call);
  if (
    found?.kind !== 'instance' ||
    found.ref.type.kind !== 'client' ||
    isOfPages(found) ||
    found.fresh !== 'yes' ||
    found.evidence
  )
    return undefined;
  const callee = unwrap(call.callee);
  const on = callee.type === 'MemberExpression' ? source.origin.denote(callee.object) : undefined;
  // What was taken from another client ends with it.
  if (on?.kind === 'instance') return undefined;
  return storedAt(call, call, found, source, []);
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

function isNothing(node: Node): boolean {
  const inner = unwrap(node);
  return (
    (inner.type === 'Literal' && inner.value === null) || (inner.type === 'Identifier' && inner.name === 'undefined')
  );
}

/** Whether nothing else is ever stored in the field: a client that was handed in is somebody else's. */
function isOnlyMadeHere({ owner, field, call }: Kept, source: OwnershipSource): boolean {
  const written = [...source.census.writesTo(owner, field)];
  for (const member of owner.body.body) {
    if (member.type === 'PropertyDefinition' && propertyName(member) === field && member.value)
      written.push(member.value);
    if (member.type === 'AccessorProperty' && propertyName(member) === field) return false;
    if (member.type === 'MethodDefinition' && propertyName(member) === field) return false;
  }
  const mine = new Set<Node>([call]);
  return written.every((value) => isNothing(value) || mine.has(value) || isFreshClient(value, source));
}

function isFreshClient(value: Node, source: OwnershipSource): boolean {
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
  return found?.kind === 'instance' && found.fresh === 'yes' && found.ref.type.kind === 'client';
}

/** Whether a base class that is not in this file could end the field: it can reach all but private ones. */
function mayEndIn(owner: ClassNode, field: string, source: OwnershipSource): boolean {
  if (field.startsWith('#')) return false;
  if (
    owner.body.body.some(
      (member) => member.type === 'PropertyDefinition' && propertyName(member) === field && isOwn(member),
    )
  )
    return false;
  return isReachedByBase(owner, field, source.origin);
}

/** Whether a class that this one extends touches the field, or could without being seen. */
function isReachedByBase(owner: ClassNode, field: string, origin: Home): boolean {
  let at = owner;
  let home = origin;
  for (let depth = 0; at.superClass && depth < 8; depth++) {
    const base = home.codeOf(at.superClass);
    const inner = base?.kind === 'elsewhere' ? base.of : base;
    if (inner?.kind !== 'class') return !isHarmless(at.superClass);
    if (base?.kind === 'elsewhere') home = base.home;
    if (home !== origin && touches(inner.node, field, home)) return true;
    at = inner.node;
  }
  return false;
}

/** `this.field`, `this[key]`, `register(this)`. */
function touches(node: ClassNode, field: string, { visitorKeys }: Home): boolean {
  let found = false;
  walk(node.body, visitorKeys, (each) => {
    if (each.type !== 'ThisExpression') return !found;
    const { parent, child } = outside(each);
    const name = parent?.type === 'MemberExpression' && parent.object === child ? propertyName(parent) : undefined;
    found ||= name === undefined || name === field;
    return !found;
  });
  return found;
}

/** A field that the class itself brings in: private, or declared here with a type and not said to be inherited. */
function isOwn(member: TSESTree.PropertyDefinition): boolean {
  return (
    member.accessibility === 'private' || (member.typeAnnotation !== undefined && !member.declare && !member.override)
  );
}

/** A base that keeps no fields of its users: Node's emitter. */
function isHarmless(base: Node): boolean {
  const inner = unwrap(base);
  const name =
    inner.type === 'MemberExpression' ? propertyName(inner) : inner.type === 'Identifier' ? inner.name : undefined;
  return (
    name !== undefined &&
    /^(?:Async)?(?:Typed)?(?:Event)?Emitter$|^EventEmitter\w{0,2}$|^Object$|^EventTarget$/.test(name)
  );
}

/** A class that ends the process ends all that it holds. */
function exitsProcess(owner: ClassNode, source: OwnershipSource): boolean {
  let found = false;
  walk(owner.body, source.visitorKeys ?? {}, (node) => {
    found ||=
      node.type === 'MemberExpression' &&
      node.object.type === 'Identifier' &&
      node.object.name === 'process' &&
      propertyName(node) === 'exit';
    return !found;
  });
  return found;
}

function nameOf(owner: ClassNode): string | undefined {
  if (owner.id) return owner.id.name;
  const { parent } = outside(owner);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent && isClass(parent) ? parent.id?.name : undefined;
}
