import { type ClassNode, type FunctionNode, type Node, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit, homeOf } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import { exitsProcess, isHarmless, mayEndIn, nameOf } from './bases.ts';
import { type CollectionPlaces, collectionPlaces } from './collection-places.ts';
import type { Call } from './context.ts';
import { fieldPlaces, ownerOfThis } from './field-places.ts';
import { fieldUses } from './field-uses.ts';
import { isFreshClient, mayBeEnded, ownClient } from './kept-clients.ts';
import { closerOf, livesWithProcess } from './lifetimes.ts';
import { isInListener } from './listeners.ts';
import type { OwnershipSource } from './ownership.ts';
import type { OwnerLeak } from './owners.ts';

/**
 * Clients that a class puts into a collection of its own and that nothing ends. Reported only where the class shows that they should
 * be: it has a method that closes other things, or it takes them out again and lets them go. A class that does neither is a
 * registry, which keeps its clients as long as the process lives.
 *
 *     class Pool {
 *       #workers = [];
 *       grow() { this.#workers.push(new Worker('jobs')); }
 *       async close() { await this.#queue.close(); }      // forgets them → leaks
 *     }
 */
export function collectionOwners(source: OwnershipSource): readonly OwnerLeak[] {
  if (source.isTestFile) return [];
  const leaks = new Map<ClassNode, Map<string, OwnerLeak | undefined>>();
  for (const call of source.census.calls) {
    const put = putBy(call, source);
    if (!put) continue;
    const fields = leaks.get(put.owner) ?? new Map<string, OwnerLeak | undefined>();
    leaks.set(put.owner, fields);
    if (!fields.has(put.field)) fields.set(put.field, judged(put, call, source));
  }
  return [...leaks.values()].flatMap((fields) => [...fields.values()]).filter((leak) => leak !== undefined);
}

export interface Put {
  readonly owner: ClassNode;
  readonly field: string;
  /** The names under which the client is known before it is put in. */
  readonly also: readonly Node[];
  /** It goes where another one may be: `set(key, client)`, `x[key] = client`. */
  readonly replaces: boolean;
}

/** The collection into which the result of a call goes. */
export function putBy(call: Call, source: OwnershipSource): Put | undefined {
  if (!ownClient(call, source)) return undefined;
  const { parent } = outside(call);
  const at = parent?.type === 'AwaitExpression' ? parent : call;
  const { parent: holder } = outside(at);
  const isAssigned =
    holder?.type === 'AssignmentExpression' && holder.operator === '=' && holder.left.type === 'Identifier';
  if (holder?.type !== 'VariableDeclarator' && !isAssigned) return putAt(at, []);
  const target = holder.type === 'VariableDeclarator' ? holder.id : holder.left;
  const variable = target.type === 'Identifier' ? source.scopes.variableOf(target) : undefined;
  if (!variable || !(isAssigned ? isLookedUp(variable, holder) : constantInit(variable))) return undefined;
  const reads = variable.references.filter((each) => each.isRead()).map(({ identifier }) => identifier as Node);
  const stored = reads.filter((read) => putAt(read, []));
  const [only] = stored;
  return only && stored.length === 1
    ? putAt(
        only,
        reads.filter((read) => read !== only),
      )
    : undefined;
}

/** `let client = this.clients.get(key); if (!client) { client = new Redis(key); this.clients.set(key, client); }` */
function isLookedUp(variable: Variable, assignment: Node): boolean {
  const [definition] = variable.defs;
  const declarator = definition?.node as Node | undefined;
  const written = variable.references.filter((each) => each.isWrite() && each.init !== true);
  if (declarator?.type !== 'VariableDeclarator' || homeOf(variable) === undefined || written.length !== 1) return false;
  if (written[0]?.identifier.parent !== assignment) return false;
  let looked = declarator.init && unwrap(declarator.init);
  if (looked?.type === 'CallExpression') looked = unwrap(looked.callee);
  return !looked || (looked.type === 'MemberExpression' && putsInto(looked.object));
}

function putsInto(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'MemberExpression' && inner.object.type === 'ThisExpression';
}

/** `this.clients.push(client)`, `this.clients.set(key, client)`, `this.clients[key] = client`. */
function putAt(value: Node, also: readonly Node[]): Put | undefined {
  const { parent, child } = outside(value);
  if (parent?.type === 'AssignmentExpression' && parent.right === child) {
    const left = unwrap(parent.left);
    return left.type === 'MemberExpression' && left.computed ? fieldOf(left.object, also, true) : undefined;
  }
  if (parent?.type !== 'CallExpression') return undefined;
  const callee = unwrap(parent.callee);
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  const position = method === 'set' ? 1 : method === 'push' || method === 'add' || method === 'unshift' ? 0 : undefined;
  if (callee.type !== 'MemberExpression' || position === undefined || parent.arguments[position] !== child)
    return undefined;
  return fieldOf(callee.object, also, method === 'set');
}

function fieldOf(node: Node, also: readonly Node[], replaces: boolean): Put | undefined {
  const inner = unwrap(node);
  if (inner.type !== 'MemberExpression' || inner.object.type !== 'ThisExpression') return undefined;
  const owner = ownerOfThis(inner.object);
  const field = propertyName(inner);
  return owner && field !== undefined ? { owner, field, also, replaces } : undefined;
}

function judged({ owner, field, also }: Put, call: Call, source: OwnershipSource): OwnerLeak | undefined {
  const found = ownClient(call, source);
  if (!found || livesWithProcess(owner, source) || mayEndIn(owner, field, source) || exitsProcess(owner, source))
    return undefined;
  if (!holdsItsOwn(owner, field, source)) return undefined;
  const places = fieldPlaces(owner, field, source);
  const contents = places && !places.endedByStrangers ? collectionPlaces(places.reads, source) : undefined;
  if (!places || !contents?.inserted.every((value) => isFreshClient(value, source))) return undefined;
  const followed = {
    ref: found.ref,
    isField: (node: Node) => places.isField(node),
    readersOf: (fn: FunctionNode) => places.readersOf(fn),
    fieldNamed: (name: string) => places.fieldNamed(name),
  };
  const uses = fieldUses([...contents.elements, ...also], followed, source);
  if (mayBeEnded(uses) || (!uses.opened && found.ref.type.opensAt !== undefined)) return undefined;
  const closer = closerOf(owner);
  const held = valuesOf(owner, field, source);
  const drop = dropOf(
    contents,
    held.some((value) => kindOf(value) === 'Set'),
  );
  if (!closer && !drop) return undefined;
  return {
    owner,
    name: nameOf(owner),
    held: `this.${field}`,
    ref: found.ref,
    place: placeOf(call),
    closer,
    holdsPromise: false,
    mayInherit: owner.superClass !== null && !isHarmless(owner.superClass),
    collection: { turn: turnOf(field, held), drop },
  };
}

/** Whether the collection begins empty and nothing but empty ones are stored in its place. */
function holdsItsOwn(owner: ClassNode, field: string, source: OwnershipSource): boolean {
  const values = valuesOf(owner, field, source);
  return values.length > 0 && values.every(isEmpty);
}

/** All that the class stores in a field as a whole. */
function valuesOf(owner: ClassNode, field: string, source: OwnershipSource): readonly Node[] {
  const declared = owner.body.body.flatMap((member) =>
    propertyName(member) === field && member.type === 'PropertyDefinition' && member.value ? [member.value] : [],
  );
  return [...declared, ...source.census.writesTo(owner, field)].map(unwrap);
}

function isEmpty(value: Node): boolean {
  const inner = unwrap(value);
  if (inner.type === 'ArrayExpression') return inner.elements.length === 0;
  if (inner.type === 'ObjectExpression') return inner.properties.length === 0;
  return inner.type === 'NewExpression' && kindOf(inner) !== undefined && inner.arguments.length === 0;
}

function kindOf(value: Node): 'Map' | 'Set' | undefined {
  const name = value.type === 'NewExpression' && value.callee.type === 'Identifier' ? value.callee.name : undefined;
  return name === 'Map' || name === 'Set' ? name : undefined;
}

/** The expression over which a loop finds every element: `this.clients`, `this.clients.values()`. */
function turnOf(field: string, [value]: readonly Node[]): string {
  if (value && kindOf(value) === 'Map') return `this.${field}.values()`;
  return value?.type === 'ObjectExpression' ? `Object.values(this.${field})` : `this.${field}`;
}

/** A place where elements are let go that are not known to be dead: a listener for their end is no such place, nor is one that has the element in hand (`set.delete(client)`). */
function dropOf({ dropped }: CollectionPlaces, isSet: boolean): Node | undefined {
  return dropped.find(
    (node) => !isInListener(node) && !(isSet && node.type === 'CallExpression' && node.arguments.length > 0),
  );
}
