import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import {
  type ClassNode,
  type FunctionNode,
  type Node,
  isFunction,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { functionOf } from '../lang/scopes.ts';
import { looksEnding } from './field-uses.ts';
import type { OwnershipSource } from './ownership.ts';

/** Where a file reads a field of the objects of a class. */
export interface FieldPlaces {
  readonly reads: readonly Node[];
  /** Something that may be such an object has a member of that name ended elsewhere. */
  readonly endedByStrangers: boolean;
  isField(node: Node): boolean;
  readersOf(fn: FunctionNode): readonly Node[] | undefined;
  fieldNamed(name: string): readonly Node[];
}

/** The class whose object `this` is at a place; undefined where it is none's, or the class itself. */
export function ownerOfThis(node: Node): ClassNode | undefined {
  let child = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (at.type === 'StaticBlock' || at.type === 'FunctionDeclaration') return undefined;
    if (at.type === 'PropertyDefinition' || at.type === 'AccessorProperty')
      return at.value === child && !at.static ? classOf(at) : undefined;
    if (at.type !== 'FunctionExpression') continue;
    const member = at.parent;
    if (member.type === 'MethodDefinition') return member.static ? undefined : classOf(member);
    if (!isBoundToThis(at)) return undefined;
  }
  return undefined;
}

function classOf(member: Node): ClassNode | undefined {
  return member.parent?.type === 'ClassBody' ? member.parent.parent : undefined;
}

/** `function () { … }.bind(this)`. */
function isBoundToThis(fn: Node): boolean {
  const { parent } = outside(fn);
  return (
    parent?.type === 'MemberExpression' &&
    propertyName(parent) === 'bind' &&
    parent.parent.type === 'CallExpression' &&
    parent.parent.arguments[0]?.type === 'ThisExpression'
  );
}

/** Whether a field is the class's alone: `#client`, `private client`. */
export function isPrivate(owner: ClassNode, field: string): boolean {
  return (
    field.startsWith('#') ||
    owner.body.body.some(
      (member) =>
        member.type === 'PropertyDefinition' && propertyName(member) === field && member.accessibility === 'private',
    )
  );
}

/** Every place where the field is read; undefined when the objects are used in a way that hides it. */
export function fieldPlaces(owner: ClassNode, field: string, source: OwnershipSource): FieldPlaces | undefined {
  return new Places(owner, field, source).find();
}

class Places {
  readonly #owner: ClassNode;
  readonly #field: string;
  readonly #source: OwnershipSource;
  readonly #family: Set<ClassNode>;
  readonly #members: TSESTree.MemberExpression[] = [];
  readonly #reads: Node[] = [];
  #hidden = false;
  #endedByStrangers = false;

  constructor(owner: ClassNode, field: string, source: OwnershipSource) {
    this.#owner = owner;
    this.#field = field;
    this.#source = source;
    this.#family = this.#relatives();
  }

  find(): FieldPlaces | undefined {
    walk(rootOf(this.#owner), this.#source.visitorKeys ?? {}, (node) => {
      if (node.type === 'MemberExpression') this.#member(node);
      else if (node.type === 'ThisExpression' && this.#isOurs(node)) this.#bare(node);
      return !this.#hidden;
    });
    if (this.#hidden) return undefined;
    const fieldNamed = (name: string): readonly Node[] =>
      this.#members.filter((member) => propertyName(member) === name);
    return {
      reads: this.#reads,
      endedByStrangers: this.#endedByStrangers,
      isField: (node) => this.#isField(node),
      readersOf: (fn) => this.#readersOf(fn),
      fieldNamed,
    };
  }

  /** The class, the classes of this file that it extends, and those that extend it. */
  #relatives(): Set<ClassNode> {
    const found = new Set([this.#owner]);
    for (let base = this.#baseOf(this.#owner); base && !found.has(base); base = this.#baseOf(base)) found.add(base);
    walk(rootOf(this.#owner), this.#source.visitorKeys ?? {}, (node) => {
      if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined;
      const chain: ClassNode[] = [];
      for (let at: ClassNode | undefined = node; at && chain.length < 8; at = this.#baseOf(at)) chain.push(at);
      if (chain.includes(this.#owner)) for (const each of chain) found.add(each);
      return undefined;
    });
    return found;
  }

  #baseOf(node: ClassNode): ClassNode | undefined {
    const base = node.superClass ? this.#source.origin.denote(node.superClass) : undefined;
    return base?.kind === 'class' ? base.node : undefined;
  }

  #isOurs(node: Node): boolean {
    const owner = ownerOfThis(node);
    return owner !== undefined && this.#family.has(owner);
  }

  /** Whether an expression is an object of the class, as far as is known: `this`, a name for it, a value of that type. */
  #isObject(node: Node): boolean {
    const inner = unwrap(node);
    if (inner.type === 'ThisExpression') return this.#isOurs(inner);
    if (inner.type === 'Super') return true;
    const found = this.#source.origin.denote(inner);
    return found?.kind === 'object' && this.#family.has(found.of);
  }

  #isField(node: Node): boolean {
    const inner = unwrap(node);
    return inner.type === 'MemberExpression' && propertyName(inner) === this.#field && this.#isObject(inner.object);
  }

  #member(node: TSESTree.MemberExpression): void {
    const name = propertyName(node);
    if (this.#isObject(node.object)) {
      this.#members.push(node);
      if (name === undefined) this.#hidden ||= !this.#field.startsWith('#') && !isSymbol(node.property);
      else if (name === this.#field) this.#reads.push(node);
      return;
    }
    if (name !== this.#field || this.#isOfOthers(node.object)) return;
    const { parent, child } = outside(node);
    // Another object of which nothing is known: only what looks like the end of the field counts.
    if (parent?.type === 'MemberExpression' && parent.object === child && looksEnding(propertyName(parent) ?? ''))
      this.#endedByStrangers = true;
  }

  /** Whether an expression is known to be something else: a client, the `this` of a class that has nothing to do with this one. */
  #isOfOthers(node: Node): boolean {
    const inner = unwrap(node);
    if (inner.type === 'ThisExpression') {
      const owner = ownerOfThis(inner);
      // `class Cached extends withCache(Client)`: a base that nobody knows may be this class.
      return owner !== undefined && (owner.superClass === null || this.#baseOf(owner) !== undefined);
    }
    const found = this.#source.origin.denote(inner);
    return found?.kind === 'instance' || (found?.kind === 'object' && !this.#family.has(found.of));
  }

  /** `this` where it is no receiver. */
  #bare(node: Node): void {
    const { parent, child } = outside(node);
    switch (parent?.type) {
      case 'MemberExpression':
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'BinaryExpression':
      case 'ExpressionStatement':
      case 'AwaitExpression':
        return;
      case 'VariableDeclarator':
        return this.#declared(parent.id);
      case 'CallExpression':
        if (isBinding(parent)) return;
        return this.#givenAway();
      default:
        if (child !== node && isFunction(parent)) return;
        return this.#givenAway();
    }
  }

  /** Whoever is given the object reaches all of it that is not private. */
  #givenAway(): void {
    if (!isPrivate(this.#owner, this.#field)) this.#hidden = true;
  }

  /** `const { client } = this`, `const self = this`. */
  #declared(target: Node): void {
    if (target.type === 'Identifier') {
      const variable = this.#source.scopes.variableOf(target);
      for (const { identifier } of variable?.references ?? []) if (identifier !== target) this.#alias(identifier);
      return;
    }
    if (target.type !== 'ObjectPattern') return this.#givenAway();
    for (const property of target.properties) {
      const name = property.type === 'Property' ? propertyName(property) : undefined;
      if (name === undefined) this.#hidden = true;
      else if (name === this.#field && property.type === 'Property') this.#bound(property.value);
    }
  }

  #bound(value: Node): void {
    const variable = value.type === 'Identifier' ? this.#source.scopes.variableOf(value) : undefined;
    if (!variable) this.#hidden = true;
    else
      this.#reads.push(
        ...variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier as Node),
      );
  }

  /** A use of `self`. */
  #alias(use: Node): void {
    const { parent, child } = outside(use);
    if (parent?.type !== 'MemberExpression' || parent.object !== child) return this.#bare(use);
    this.#members.push(parent);
    const name = propertyName(parent);
    if (name === undefined) this.#hidden = true;
    else if (name === this.#field) this.#reads.push(parent);
  }

  /** Where a private method or getter of the class is called or read. */
  #readersOf(fn: FunctionNode): readonly Node[] | undefined {
    const member = fn.parent as Node | undefined;
    if (member?.type !== 'MethodDefinition' && member?.type !== 'PropertyDefinition') return this.#localReaders(fn);
    const name = propertyName(member);
    const isPrivate = member.accessibility === 'private' || name?.startsWith('#') === true;
    if (!isPrivate || name === undefined || member.static) return undefined;
    const reads = this.#members.filter((each) => propertyName(each) === name);
    if (member.type === 'MethodDefinition' && member.kind === 'get') return reads;
    const calls = reads
      .map((read) => outside(read))
      .map(({ parent, child }) => (parent?.type === 'CallExpression' && parent.callee === child ? parent : undefined));
    return calls.every((call) => call !== undefined) ? calls : undefined;
  }

  /** A function inside a method that is called by its name. */
  #localReaders(fn: FunctionNode): readonly Node[] | undefined {
    const declarator = fn.parent as Node | undefined;
    const name =
      fn.type === 'FunctionDeclaration' ? fn.id : declarator?.type === 'VariableDeclarator' ? declarator.id : undefined;
    const variable = name && this.#source.scopes.variableOf(name);
    if (!variable || functionOf(variable) !== fn) return undefined;
    const uses = variable.references
      .filter((reference) => reference.isRead())
      .map(({ identifier }) => outside(identifier as Node));
    const calls = uses.map(({ parent, child }) =>
      parent?.type === 'CallExpression' && parent.callee === child ? parent : undefined,
    );
    return calls.every((call) => call !== undefined) ? calls : undefined;
  }
}

function rootOf(node: Node): Node {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}

/** `this[Symbol.iterator]`. */
function isSymbol(key: Node): boolean {
  return key.type === 'MemberExpression' && key.object.type === 'Identifier' && key.object.name === 'Symbol';
}

/** `this.handle.bind(this)`, `super.close.call(this)`, `bindAll(this)` excepted: the callee must be a method of `bind`, `call` or `apply`. */
function isBinding(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && ['bind', 'call', 'apply'].includes(propertyName(callee) ?? '');
}
