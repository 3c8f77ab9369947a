import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isFunction,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Point } from '../flow/graph.ts';
import type { Leak } from '../ownership/model.ts';
import type { SourceCode, TextEdit } from './model.ts';

/** What a value has to do with the resource when that has been disposed of. */
type Tie =
  /** Nothing: rows, numbers, text. */
  | 'free'
  /** It may need the resource, or not. */
  | 'maybe'
  /** A promise of work that the resource is still doing. */
  | 'pending'
  /** It works through the resource: a handle, a cursor, a response that is not read. */
  | 'bound';

/** Whether a call whose result nobody waits for is over when it returns, by what the result is. */
const SETTLED = { free: 'yes', maybe: 'maybe', bound: 'maybe', pending: 'no' } as const;

const READING = new Set(['json', 'text', 'arrayBuffer', 'blob', 'bytes', 'formData', 'toArray', 'dump']);

/**
 * Follows what is made with a resource, to see what would break when the resource is disposed of at the end of a block:
 * `return client.query(sql)` has to be awaited first, and `return client.db()` must not be disposed of at all.
 */
export class Results {
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

  /** The edits and the doubts that returning from inside the block brings; undefined where a return would give something that no longer works. */
  awaited(
    within: readonly Node[],
    open: ReadonlySet<Point>,
    leak: Leak,
  ): { readonly edits: readonly TextEdit[]; readonly isCertain: boolean } | undefined {
    const edits: TextEdit[] = [];
    let isCertain = true;
    for (const statement of this.#returns(within)) {
      const value = statement.argument;
      if (!value || !leak.obligation.graph.pointsOf(statement).some((point) => open.has(point))) continue;
      const tie = this.#tieOf(value);
      if (tie === 'bound' || (tie === 'pending' && !this.#home.async)) return undefined;
      if (tie === 'maybe') isCertain = false;
      if (tie === 'pending') edits.push(...this.#await(value));
    }
    return { edits, isCertain };
  }

  /** Whether nothing runs on with the resource that nobody waits for, and nothing outside keeps a value that needs it. */
  isSettled(within: readonly Node[]): 'yes' | 'maybe' | 'no' {
    let answer: 'yes' | 'maybe' | 'no' = 'yes';
    for (const root of within) {
      walk(root, this.#keys, (node) => {
        const found = this.#loose(node);
        if (found === 'no' || (found === 'maybe' && answer === 'yes')) answer = found;
        return undefined;
      });
    }
    return answer;
  }

  get #keys(): Record<string, readonly string[]> {
    return this.#sourceCode.visitorKeys;
  }

  #loose(node: Node): 'yes' | 'maybe' | 'no' {
    if (node.type === 'ExpressionStatement') {
      const inner = unwrap(node.expression);
      const value = inner.type === 'UnaryExpression' && inner.operator === 'void' ? unwrap(inner.argument) : inner;
      if (value.type === 'CallExpression' && !this.#isQuick(value)) return SETTLED[this.#tieOf(value)];
    }
    if (node.type === 'AssignmentExpression' && !this.#isLocal(node.left)) {
      const tie = this.#tieOf(node.right);
      return tie === 'free' ? 'yes' : tie === 'maybe' ? 'maybe' : 'no';
    }
    return 'yes';
  }

  /** A method of which the catalog says that it finishes at once. */
  #isQuick(call: TSESTree.CallExpression): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !this.#isHolder(callee.object)) return false;
    const member = this.#ref.type.members?.[propertyName(callee) ?? ''];
    return member !== undefined && member.async === undefined && member.call === undefined;
  }

  #isLocal(target: Node): boolean {
    const variable = target.type === 'Identifier' ? this.#variableOf(target) : undefined;
    return variable !== undefined && contains(this.#home, variable.scope.block);
  }

  #returns(within: readonly Node[]): TSESTree.ReturnStatement[] {
    const found: TSESTree.ReturnStatement[] = [];
    for (const root of within) {
      walk(root, this.#keys, (node) => {
        if (node.type === 'ReturnStatement') found.push(node);
        return isFunction(node) ? false : undefined;
      });
    }
    return found.filter((statement) => enclosingFunction(statement) === this.#home);
  }

  #await(value: Node): TextEdit[] {
    const [start, end] = value.range;
    const isSimple =
      value.type === 'CallExpression' || value.type === 'Identifier' || value.type === 'MemberExpression';
    if (isSimple) return [{ range: [start, start], text: 'await ' }];
    return [
      { range: [start, start], text: 'await (' },
      { range: [end, end], text: ')' },
    ];
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
      for (const [target, value] of given) changed = this.#give(target, this.#tieOf(value)) || changed;
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
    for (let scope = this.#sourceCode.getScope(identifier) as Variable['scope'] | null; scope; scope = scope.upper) {
      const found = scope.set.get(identifier.name);
      if (found) return found;
    }
    return undefined;
  }

  #isHolder(node: Node): boolean {
    const inner = unwrap(node);
    return inner.type === 'Identifier' && this.#variableOf(inner) === this.#holder;
  }

  #tieOf(node: Node): Tie {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'Identifier': {
        const variable = this.#variableOf(inner);
        return (variable && this.#ties.get(variable)) ?? 'free';
      }
      case 'MemberExpression':
        return this.#tieOf(inner.object);
      case 'AwaitExpression':
        return this.#waited(unwrap(inner.argument));
      case 'CallExpression':
      case 'NewExpression':
        return this.#called(inner);
      case 'ConditionalExpression':
        return strongest([this.#tieOf(inner.consequent), this.#tieOf(inner.alternate)]);
      case 'LogicalExpression':
        return strongest([this.#tieOf(inner.left), this.#tieOf(inner.right)]);
      case 'SequenceExpression':
        return this.#tieOf(inner.expressions.at(-1) ?? inner);
      case 'ArrayExpression':
        return this.#packed(inner.elements.filter((each) => each !== null));
      case 'ObjectExpression':
        return this.#packed(inner.properties);
      case 'Property':
        return this.#tieOf(inner.value);
      case 'SpreadElement':
        return this.#tieOf(inner.argument);
      case 'AssignmentExpression':
        return this.#tieOf(inner.right);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#captures(inner) ? 'bound' : 'free';
      default:
        return 'free';
    }
  }

  /** A promise inside an object or an array is not waited for with it. */
  #packed(parts: readonly Node[]): Tie {
    const tie = strongest(parts.map((part) => this.#tieOf(part)));
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
    const receiver = callee.type === 'MemberExpression' ? this.#tieOf(callee.object) : this.#tieOf(callee);
    const name = callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
    const given = strongest(call.arguments.map((argument) => this.#tieOf(argument)));
    if (callee.type === 'MemberExpression' && this.#isHolder(callee.object)) {
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
      list?.type === 'ArrayExpression' && list.elements.every((each) => each !== null && this.#tieOf(each) !== 'bound')
    );
  }

  /** `fetch(url, { dispatcher })`: the result works through the resource. */
  #isBag(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    return call.arguments.some(
      (argument) => unwrap(argument).type === 'ObjectExpression' && this.#tieOf(argument) !== 'free',
    );
  }

  #waited(value: Node): Tie {
    const tie = this.#tieOf(value);
    if (tie !== 'bound' && tie !== 'pending') return tie;
    if (value.type !== 'CallExpression') return tie === 'pending' ? 'free' : 'bound';
    const callee = unwrap(value.callee);
    if (callee.type === 'MemberExpression') {
      const isHeld = this.#isHolder(callee.object);
      const member = isHeld ? this.#ref.type.members?.[propertyName(callee) ?? ''] : undefined;
      if (member?.call || member?.chains) return 'bound';
      if (isHeld || this.#tieOf(callee.object) !== 'free') return 'free';
    }
    return this.#isBag(value) ? 'bound' : tie === 'pending' ? 'free' : 'maybe';
  }
}

const RANK: Readonly<Record<Tie, number>> = { free: 0, maybe: 1, pending: 2, bound: 3 };

function strongest(ties: readonly Tie[]): Tie {
  return ties.reduce<Tie>((a, b) => (RANK[b] > RANK[a] ? b : a), 'free');
}
