import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type ClassNode, type Node, isClass, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Home } from '../origin/model.ts';
import type { OwnershipSource } from './ownership.ts';

/** Whether a base class that is not in this file could end the field: it can reach all but private ones. */
export function mayEndIn(owner: ClassNode, field: string, source: OwnershipSource): boolean {
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
export function isHarmless(base: Node): boolean {
  const inner = unwrap(base);
  const name =
    inner.type === 'MemberExpression' ? propertyName(inner) : inner.type === 'Identifier' ? inner.name : undefined;
  return (
    name !== undefined &&
    /^(?:Async)?(?:Typed)?(?:Event)?Emitter$|^EventEmitter\w{0,2}$|^Object$|^EventTarget$/.test(name)
  );
}

/** A class that ends the process ends all that it holds. */
export function exitsProcess(owner: ClassNode, source: OwnershipSource): boolean {
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

/** The name of a class, or of the variable that holds it. */
export function nameOf(owner: ClassNode): string | undefined {
  if (owner.id) return owner.id.name;
  const { parent } = outside(owner);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent && isClass(parent) ? parent.id?.name : undefined;
}
