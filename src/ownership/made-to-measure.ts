import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import { type ClassNode, type Node, isFunction, outside, propertyName } from '../lang/nodes.ts';
import { type Variable, homeOf, writesTo } from '../lang/scopes.ts';
import type { Call } from './context.ts';
import { ownerOfThis } from './field-places.ts';
import type { OwnershipSource } from './ownership.ts';

/**
 * Whether a client depends on what the object that keeps it is given: on parameters, or on fields that do. A class whose client is
 * the same for every object (`new Pool({ max: 10 })`, settings of the environment) is meant to have one object, which lives as long
 * as the process.
 */
export function isMadeToMeasure(call: Call, ref: TypeRef, reads: readonly Node[], source: OwnershipSource): boolean {
  return new Measure(source).depends(...settingsOf(call, ref, reads, source));
}

/** All that decides what a client connects to: the arguments of its construction and of its opening, the function that makes it. */
function settingsOf(call: Call, ref: TypeRef, reads: readonly Node[], source: OwnershipSource): readonly Node[] {
  const maker = source.origin.functionOf(call)?.body;
  const openings = reads.flatMap((read) => {
    const { parent: member } = outside(read);
    const { parent: opening, child } = member ? outside(member) : { parent: undefined, child: read };
    const isOpening =
      member?.type === 'MemberExpression' && ['connect', ref.type.opensAt].includes(propertyName(member));
    return isOpening && opening?.type === 'CallExpression' && opening.callee === child ? opening.arguments : [];
  });
  // `new Kafka({ brokers }).producer()`: what it was taken from decides.
  const from = call.callee.type === 'MemberExpression' ? [call.callee.object] : [];
  return [...call.arguments, ...from, ...openings, ...(maker ? [maker] : [])];
}

class Measure {
  readonly #source: OwnershipSource;
  readonly #seen = new Set<Variable | string>();

  constructor(source: OwnershipSource) {
    this.#source = source;
  }

  depends(...roots: readonly Node[]): boolean {
    let found = false;
    const visit = (node: Node): boolean => {
      if (found) return false;
      if (node.type === 'Identifier') found = this.#isGiven(node);
      else if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression')
        found = this.#fieldDepends(node);
      return !found && !isFunction(node);
    };
    for (const root of roots) walk(root, this.#source.visitorKeys ?? {}, visit);
    return found;
  }

  #isGiven(name: Node): boolean {
    const variable = this.#source.scopes.variableOf(name);
    if (!variable || homeOf(variable) === undefined || this.#seen.has(variable)) return false;
    this.#seen.add(variable);
    const [definition] = variable.defs;
    const node = definition?.node as Node | undefined;
    if (node?.type !== 'VariableDeclarator') return (definition?.type as string | undefined) === 'Parameter';
    const written = writesTo(variable);
    return this.depends(...(node.init ? [node.init] : []), ...written);
  }

  #fieldDepends(member: TSESTree.MemberExpression): boolean {
    const owner = ownerOfThis(member.object);
    const name = propertyName(member);
    if (!owner || name === undefined) return true;
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    const written = valuesOf(owner, name, this.#source);
    // What nothing in the class writes comes with the object.
    return written.length === 0 || this.depends(...written);
  }
}

/** All that a class stores in a field, a getter's or method's body in place of what it gives. */
function valuesOf(owner: ClassNode, name: string, source: OwnershipSource): readonly Node[] {
  const members = owner.body.body.filter((member) => propertyName(member) === name);
  const declared = members.flatMap((member) =>
    'value' in member && member.value ? [isFunction(member.value) ? member.value.body : member.value] : [],
  );
  return [...source.census.writesTo(owner, name), ...declared];
}
