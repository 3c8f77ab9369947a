import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type Node, contains, enclosingFunction, isFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { TextEdit } from './model.ts';
import { meaningOf } from './names.ts';
import { openPoints } from './quiet.ts';
import type { Scene } from './scene.ts';
import { Ties } from './ties.ts';

/** Whether a call whose result nobody waits for is over when it returns, by what the result is. */
const SETTLED = { free: 'yes', maybe: 'maybe', bound: 'maybe', pending: 'no' } as const;

const LISTENING = new Set(['on', 'once', 'off', 'addListener', 'removeListener']);

/**
 * Follows what is made with a resource, to see what would break when the resource is disposed of at the end of a block:
 * `return client.query(sql)` has to be awaited first, and `return client.db()` must not be disposed of at all.
 */
export class Results {
  readonly #scene: Scene;
  readonly #ties: Ties;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#ties = new Ties(scene.holder, scene.ref, scene.home, scene.sourceCode);
  }

  /** The edits and the doubts that returning from inside the block brings; undefined where a return would give something that no longer works. */
  awaited(within: readonly Node[]): { readonly edits: readonly TextEdit[]; readonly isCertain: boolean } | undefined {
    const { leak, home } = this.#scene;
    const open = openPoints(leak);
    const edits: TextEdit[] = [];
    let isCertain = true;
    for (const statement of this.#returns(within)) {
      const value = statement.argument;
      if (!value || !leak.obligation.graph.pointsOf(statement).some((point) => open.has(point))) continue;
      const tie = this.#ties.of(value);
      if (tie === 'bound' || (tie === 'pending' && !home.async)) return undefined;
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
    return this.#scene.sourceCode.visitorKeys;
  }

  #loose(node: Node): 'yes' | 'maybe' | 'no' {
    if (node.type === 'CallExpression' && this.#callsBack(node)) return 'no';
    if (node.type === 'ExpressionStatement') {
      const inner = unwrap(node.expression);
      const value = inner.type === 'UnaryExpression' && inner.operator === 'void' ? unwrap(inner.argument) : inner;
      if (value.type === 'CallExpression' && !this.#isQuick(value)) return SETTLED[this.#ties.of(value)];
    }
    if (node.type === 'AssignmentExpression' && !this.#isLocal(node.left)) {
      const tie = this.#ties.of(node.right);
      return tie === 'free' ? 'yes' : tie === 'maybe' ? 'maybe' : 'no';
    }
    return 'yes';
  }

  /** `client.makeRequest(…, (error, value) => …)`, `call.on('data', …)`: work that goes on when the call has returned. */
  #callsBack(call: TSESTree.CallExpression): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !call.arguments.some((argument) => isFunction(unwrap(argument))))
      return false;
    const { parent } = outside(call);
    const isListening = this.#ties.isHolder(callee.object) && LISTENING.has(propertyName(callee) ?? '');
    return !isListening && parent?.type !== 'AwaitExpression' && this.#ties.of(callee.object) === 'bound';
  }

  /** A method of which the catalog says that it finishes at once. */
  #isQuick(call: TSESTree.CallExpression): boolean {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !this.#ties.isHolder(callee.object)) return false;
    const member = this.#scene.ref.type.members?.[propertyName(callee) ?? ''];
    return member !== undefined && member.async === undefined && member.call === undefined;
  }

  #isLocal(target: Node): boolean {
    const variable = target.type === 'Identifier' ? meaningOf(target.name, target, this.#scene.sourceCode) : undefined;
    return variable !== undefined && contains(this.#scene.home, variable.scope.block);
  }

  #returns(within: readonly Node[]): TSESTree.ReturnStatement[] {
    const found: TSESTree.ReturnStatement[] = [];
    for (const root of within) {
      walk(root, this.#keys, (node) => {
        if (node.type === 'ReturnStatement') found.push(node);
        return isFunction(node) ? false : undefined;
      });
    }
    return found.filter((statement) => enclosingFunction(statement) === this.#scene.home);
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
}
