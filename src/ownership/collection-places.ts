import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, isFunctionLiteral, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { OwnershipSource } from './ownership.ts';

/** What the code does with a collection, as far as its elements are concerned. */
export interface CollectionPlaces {
  /** Where an element is at hand: `x.get(key)`, the names of a loop or a callback. */
  readonly elements: readonly Node[];
  /** What is put in. */
  readonly inserted: readonly Node[];
  /** Where elements are taken out and let go. */
  readonly dropped: readonly Node[];
}

/** What every place where a collection is read does with it; undefined where somebody else may get hold of it or of what it holds. */
export function collectionPlaces(
  reads: readonly Node[],
  source: Pick<OwnershipSource, 'scopes'>,
): CollectionPlaces | undefined {
  const reader = new Reader(source);
  for (const read of reads) reader.at(read);
  return reader.found();
}

/** Methods after which the collection holds more, with the position of what it then holds. */
const INSERTING = new Map([
  ['push', 0],
  ['unshift', 0],
  ['add', 0],
  ['set', 1],
]);
const GIVING = new Set(['get', 'at', 'find', 'findLast']);
const TAKING = new Set(['pop', 'shift']);
const LOOKING = new Set(['has', 'size', 'length', 'keys', 'some', 'every']);
const VISITING = new Set(['forEach', 'map', 'flatMap', 'some', 'every', 'find', 'findLast', 'filter']);
const VIEWS = new Set(['values', 'slice', 'reverse', 'toReversed']);

class Reader {
  readonly #source: Pick<OwnershipSource, 'scopes'>;
  readonly #elements: Node[] = [];
  readonly #inserted: Node[] = [];
  readonly #dropped: Node[] = [];
  #hidden = false;

  constructor(source: Pick<OwnershipSource, 'scopes'>) {
    this.#source = source;
  }

  found(): CollectionPlaces | undefined {
    if (this.#hidden) return undefined;
    return { elements: this.#elements, inserted: this.#inserted, dropped: this.#dropped };
  }

  at(node: Node): void {
    const { parent, child } = outside(node);
    switch (parent?.type) {
      case 'MemberExpression':
        if (parent.object !== child) return;
        return parent.computed && propertyName(parent) === undefined ? this.#indexed(parent) : this.#member(parent);
      case 'ForOfStatement':
        return parent.right === child ? this.#turns(parent.left, 'value') : undefined;
      case 'ForInStatement':
      case 'UnaryExpression':
      case 'IfStatement':
      case 'ExpressionStatement':
        return;
      case 'SpreadElement':
        return parent.parent.type === 'ArrayExpression' ? this.at(parent.parent) : this.#hide();
      case 'CallExpression':
        return this.#argument(parent, child);
      case 'AssignmentExpression':
        return parent.left === child ? undefined : this.#hide();
      default:
        return this.#hide();
    }
  }

  #hide(): void {
    this.#hidden = true;
  }

  /** `x[key]`, `x[key] = client`, `delete x[key]`. */
  #indexed(member: TSESTree.MemberExpression): void {
    const { parent, child } = outside(member);
    if (parent?.type === 'AssignmentExpression' && parent.left === child) this.#inserted.push(parent.right);
    else if (parent?.type === 'UnaryExpression' && parent.operator === 'delete') this.#dropped.push(parent);
    else this.#elements.push(member);
  }

  #member(member: TSESTree.MemberExpression): void {
    const name = propertyName(member) ?? '';
    const { parent: call, child } = outside(member);
    if (call?.type !== 'CallExpression' || call.callee !== child) {
      if (!LOOKING.has(name)) this.#hide();
      return;
    }
    const position = INSERTING.get(name);
    const value = position === undefined ? undefined : call.arguments[position];
    if (value) this.#inserted.push(value);
    else if (GIVING.has(name) && !VISITING.has(name)) this.#elements.push(call);
    else if (TAKING.has(name)) this.#taken(call);
    else if (name === 'splice' || name === 'clear') this.#let(call);
    else if (name === 'delete') this.#deleted(call);
    else if (VIEWS.has(name)) this.at(call);
    else if (name === 'entries') this.#pairs(call);
    else if (VISITING.has(name)) this.#visited(call, name);
    else if (!LOOKING.has(name)) this.#hide();
  }

  /** `x.pop()` hands the element on, or lets it go. */
  #taken(call: TSESTree.CallExpression): void {
    if (outside(call).parent?.type === 'ExpressionStatement') this.#dropped.push(call);
    else this.#elements.push(call);
  }

  #let(call: TSESTree.CallExpression): void {
    if (outside(call).parent?.type === 'ExpressionStatement') this.#dropped.push(call);
    else this.#hide();
  }

  /** `map.delete(key)`; who deletes from a set has the element in hand. */
  #deleted(call: TSESTree.CallExpression): void {
    this.#dropped.push(call);
  }

  #argument(call: TSESTree.CallExpression, child: Node): void {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    const on = callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? callee.object.name : '';
    if (call.arguments[0] !== child) this.#hide();
    else if ((on === 'Object' && name === 'values') || (on === 'Array' && name === 'from')) this.at(call);
    else if (on === 'Object' && name === 'entries') this.#pairs(call);
    else if (on !== 'Object' || name !== 'keys') this.#hide();
  }

  #pairs(call: TSESTree.CallExpression): void {
    const { parent, child } = outside(call);
    if (parent?.type === 'ForOfStatement' && parent.right === child) this.#turns(parent.left, 'pair');
    else this.#hide();
  }

  /** `for (const client of x)`, `for (const [key, client] of x)`. */
  #turns(left: Node, what: 'value' | 'pair'): void {
    const target = left.type === 'VariableDeclaration' ? left.declarations[0].id : undefined;
    const isPair = what === 'pair' || target?.type === 'ArrayPattern';
    const name = isPair && target?.type === 'ArrayPattern' ? target.elements[1] : target;
    if (isPair && target?.type === 'ArrayPattern' && !name) return;
    if (name?.type === 'Identifier') this.#named(name);
    else this.#hide();
  }

  #visited(call: TSESTree.CallExpression, name: string): void {
    const visitor = call.arguments[0];
    const parameter = isFunctionLiteral(visitor) ? visitor.params[0] : undefined;
    if (!isFunctionLiteral(visitor)) return this.#hide();
    if (parameter?.type === 'Identifier') this.#named(parameter);
    else if (parameter) this.#hide();
    if (name === 'find' || name === 'findLast') this.#elements.push(call);
    if (name === 'filter') this.at(call);
  }

  #named(name: Node): void {
    const variable = this.#source.scopes.variableOf(name);
    for (const reference of variable?.references ?? [])
      if (reference.isRead()) this.#elements.push(reference.identifier);
  }
}
