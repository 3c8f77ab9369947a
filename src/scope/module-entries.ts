import { type ClassNode, type FunctionNode, type Node, isFunction, propertyName } from '../lang/nodes.ts';
import { exportsOf } from '../project/exports.ts';
import type { ScopeSource } from './model.ts';

/** A function or class by which other files may enter a module. */
export interface Entry {
  readonly of: FunctionNode | ClassNode;
  /** The names one of which has to be written to come to it. */
  readonly names: readonly string[];
}

/** The functions and classes that a module exports, the methods of its classes, and the functions in its objects. */
export function entriesOf(source: ScopeSource): readonly Entry[] {
  const { names, whole } = exportsOf(source.program);
  const found = new Map<Node, Entry>();
  const add = (of: FunctionNode | ClassNode, name: string): void => {
    const known = found.get(of);
    found.set(of, { of, names: [...(known?.names ?? []), name] });
  };
  for (const [name, exported] of names) if (exported.is === 'own') enter(exported.node, name, source, add);
  if (whole) enter(whole, 'default', source, add);
  return [...found.values()];
}

function enter(
  node: Node,
  name: string,
  { origin }: ScopeSource,
  add: (of: FunctionNode | ClassNode, name: string) => void,
): void {
  const of = origin.denote(node);
  if (of?.kind === 'function') add(of.fn, name);
  const owner = of?.kind === 'class' ? of.node : of?.kind === 'object' ? of.of : undefined;
  if (owner && of?.kind === 'class') add(owner, name);
  for (const member of owner?.body.body ?? [])
    if (member.type === 'MethodDefinition' && member.kind === 'method' && isFunction(member.value))
      add(member.value, propertyName(member) ?? name);
  for (const property of of?.kind === 'record' ? of.literal.properties : [])
    if (property.type === 'Property' && isFunction(property.value)) add(property.value, propertyName(property) ?? name);
}
