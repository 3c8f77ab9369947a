import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import { type FunctionNode, type Node, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { SourceCode } from './model.ts';
import { meaningOf } from './names.ts';

/** What a value has to do with the resource when that has been disposed of. */
export type Tie =
  /** Nothing: rows, numbers, text. */
  | 'free'
  /** It may need the resource, or not. */
  | 'maybe'
  /** A promise of work that the resource is still doing. */
  | 'pending'
  /** It works through the resource: a handle, a cursor, a response that is not read. */
  | 'bound';

const READING = new Set(['json', 'text', 'arrayBuffer', 'blob', 'bytes', 'formData', 'toArray', 'dump']);

/** Follows what is made with a resource through the local names of a function. */
export class Ties {
  readonly #holder: Variable;
  readonly #ref: TypeRef;
  readonly #home: FunctionNode;
  readonly #sourceCode: SourceCode;
  readonly #ties = new Map<Variable, Tie>();

  constructor(holder: Variable, ref: TypeRef, home: FunctionNode, sourceCode: SourceCode) {
    this.#holder = holder;
    this.#ref = ref;
    this.#home = home;
    this.#sourceCode = sourceCode;
    this.#ties.set(holder, 'bound');
    this.#follow();
  }

  get #keys(): Record<string, readonly string[]> {
    return this.#sourceCode.visitorKeys;
  }

  /** Gives every local variable the tie of what it is given, until nothing changes. */
  #follow(): void {
    const given: (readonly [Node, Node])[] = [];
    walk(this.#home, this.#keys, (node) => {
      if (node.type === 'VariableDeclarator' && node.init) given.push([node.id, node.init]);
      if (node.type === 'AssignmentExpression') given.push([node.left, node.right]);
      if (node.type === 'ForOfStatement' && node.left.type === 'VariableDeclaration')
        given.push([node.left.declarations[0].id, node.right]);
      return undefined;
    });
    for (let changed = true; changed;) {
      changed = false;
      for (const [target, value] of given) changed = this.#give(target, this.of(value)) || changed;
    }
  }

  #give(target: Node, tie: Tie): boolean {
    let changed = false;
    if (tie === 'free') return false;
    walk(target, this.#keys, (node) => {
      const variable = node.type === 'Identifier' ? this.#variableOf(node) : undefined;
      if (!variable || RANK[this.#ties.get(variable) ?? 'free'] >= RANK[tie]) return undefined;
      this.#ties.set(variable, tie);
      changed = true;
      return undefined;
    });
    return changed;
  }

  #variableOf(identifier: TSESTree.Identifier): Variable | undefined {
    return meaningOf(identifier.name, identifier, this.#sourceCode);
  }

  /** Whether an expression is the resource itself. */
  isHolder(node: Node): boolean {
    const inner = unwrap(node);
    return inner.type === 'Identifier' && this.#variableOf(inner) === this.#holder;
  }

  /** What an expression has to do with the resource. */
  of(node: Node): Tie {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'Identifier': {
        const variable = this.#variableOf(inner);
        return (variable && this.#ties.get(variable)) ?? 'free';
      }
      case 'MemberExpression':
        return this.of(inner.object);
      case 'AwaitExpression':
        return this.#waited(unwrap(inner.argument));
      case 'CallExpression':
      case 'NewExpression':
        return this.#called(inner);
      case 'ConditionalExpression':
        return strongest([this.of(inner.consequent), this.of(inner.alternate)]);
      case 'LogicalExpression':
        return strongest([this.of(inner.left), this.of(inner.right)]);
      case 'SequenceExpression':
        return this.of(inner.expressions.at(-1) ?? inner);
      case 'ArrayExpression':
        return this.#packed(inner.elements.filter((each) => each !== null));
      case 'ObjectExpression':
        return this.#packed(inner.properties);
      case 'Property':
        return this.of(inner.value);
      case 'SpreadElement':
        return this.of(inner.argument);
      case 'AssignmentExpression':
        return this.of(inner.right);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#captures(inner) ? 'bound' : 'free';
      default:
        return 'free';
    }
  }

  /** A promise inside an object or an array is not waited for with it. */
  #packed(parts: readonly Node[]): Tie {
    const tie = strongest(parts.map((part) => this.of(part)));
    return tie === 'pending' ? 'bound' : tie;
  }

  #captures(fn: Node): boolean {
    let found = false;
    walk(fn, this.#keys, (node) => {
      const variable = node.type === 'Identifier' ? this.#variableOf(node) : undefined;
      if (variable && (this.#ties.get(variable) ?? 'free') !== 'free') found = true;
      return found ? false : undefined;
    });
    return found;
  }

  #called(call: TSESTree.CallExpression | TSESTree.NewExpression): Tie {
    const callee = unwrap(call.callee);
    const receiver = callee.type === 'MemberExpression' ? this.of(callee.object) : this.of(callee);
    const name = callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
    const given = strongest(call.arguments.map((argument) => this.of(argument)));
    if (callee.type === 'MemberExpression' && this.isHolder(callee.object)) {
      const member = this.#ref.type.members?.[name];
      if (member?.async && !member.call && !member.chains) return 'pending';
      return this.#ref.type.dispose?.[name] ? 'free' : 'bound';
    }
    if (receiver === 'pending') return 'pending';
    if (receiver === 'bound') return READING.has(name) ? 'pending' : 'bound';
    if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise')
      return given === 'free' ? 'free' : this.#isPendingList(call) ? 'pending' : 'bound';
    if (given === 'free') return receiver;
    return this.#isBag(call) ? 'bound' : given === 'maybe' && receiver === 'free' ? 'maybe' : 'bound';
  }

  /** `Promise.all([client.query(a), client.query(b)])` */
  #isPendingList(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const list = call.arguments[0] && unwrap(call.arguments[0]);
    return (
      list?.type === 'ArrayExpression' && list.elements.every((each) => each !== null && this.of(each) !== 'bound')
    );
  }

  /** `fetch(url, { dispatcher })`: the result works through the resource. */
  #isBag(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    return call.arguments.some(
      (argument) => unwrap(argument).type === 'ObjectExpression' && this.of(argument) !== 'free',
    );
  }

  #waited(value: Node): Tie {
    const tie = this.of(value);
    if (tie !== 'bound' && tie !== 'pending') return tie;
    if (value.type !== 'CallExpression') return tie === 'pending' ? 'free' : 'bound';
    const callee = unwrap(value.callee);
    if (callee.type === 'MemberExpression') {
      const isHeld = this.isHolder(callee.object);
      const member = isHeld ? this.#ref.type.members?.[propertyName(callee) ?? ''] : undefined;
      if (member?.call || member?.chains) return 'bound';
      if (isHeld || this.of(callee.object) !== 'free') return 'free';
    }
    return this.#isBag(value) ? 'bound' : tie === 'pending' ? 'free' : 'maybe';
  }
}

const RANK: Readonly<Record<Tie, number>> = { free: 0, maybe: 1, pending: 2, bound: 3 };

function strongest(ties: readonly Tie[]): Tie {
  return ties.reduce<Tie>((a, b) => (RANK[b] > RANK[a] ? b : a), 'free');
}
