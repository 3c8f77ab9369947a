import type { TSESTree } from '@typescript-eslint/utils';

import type { FunctionNode, Node } from '../lang/nodes.ts';
import { Builder } from './builder.ts';
import type { Draft } from './draft.ts';
import { rootOf } from './functions.ts';
import { TooLarge } from './limits.ts';
import { CONDITIONS, VALUES } from './syntax.ts';

/**
 * The control-flow graph of one function: every order in which the language may evaluate its parts.
 *
 * It knows what ECMAScript says about evaluation, completions and promises. It has never heard of pools, and asks its
 * caller which nodes may throw and which never return. It refuses to know values: a condition has two edges unless it
 * is a literal, and what `x == null` means for `x` is for the caller to say.
 *
 *     async function f(pool) {
 *       const c = await pool.connect();   // done pool.connect() → done await → bind c
 *       try {
 *         if (busy(c)) return;            // test busy(c) → true: jump return → copy of the finally → exits.return
 *       } finally {
 *         c.release();                    // pointsOf(c.release()): three copies, before return, throw and falling out
 *       }
 *     }
 *
 * Not modelled: the hidden `return()` of an iterator that a `for … of` leaves early, getters and setters as code of
 * their own, the moment at which a promise settles (only the order of what it leads to), and what is created but not
 * run here (functions that are not inlined, instance fields, namespaces).
 */
export interface Graph {
  readonly entry: Point;
  /**
   * `return` is normal completion, falling off the end included, and for a returned promise chain its fulfilment.
   * `throw` is the exception or rejection that leaves. `detached` is the end of what nobody waits for (`fork`).
   */
  readonly exits: { readonly return: Point; readonly throw: Point; readonly detached: Point };
  /** How many points can be reached from the entry, the exits included. */
  readonly size: number;
  /** All reachable points of a node, in the order of their ids. A `finally` body has one copy for each way through it. */
  readonly pointsOf: (node: Node) => readonly Point[];
}

/**
 * What the step does.
 *
 * | role | the node | when |
 * | --- | --- | --- |
 * | `enter` | function, program, `for`, `while`, `do` | control arrives, once and for each turn of a loop |
 * | `done` | expression, declaration of a function or class | its value is there; the operands have their own points before |
 * | `test` | condition, operand of `??` or `?.`, `switch` case, pattern with a default, `for … of/in`, callback that runs many times | a choice by value |
 * | `bind` | VariableDeclarator, AssignmentExpression, pattern of a `for` head, CatchClause, parameter | the names take their value |
 * | `jump` | Return-, Throw-, Break-, ContinueStatement; arrow function whose body is an expression | after the argument, before any `finally` |
 * | `dispose` | VariableDeclaration with `using` | the scope is left, on every way out |
 * | `fork` | call | goes on at once (`next`), and into code that runs later (`fork`): both, not one of two |
 * | `settle` | promise at the foot of a chain | fulfilled (`next`) or rejected (`throw`) |
 * | `settle` | handler that is not a literal: the `done` of `p.then(done)` | the chain calls it |
 * | `exit` | none | one of the three exits |
 *
 * Constants (literals, `this`, `super`, `import.meta`), names of properties and types have no points.
 */
export type Role = 'enter' | 'done' | 'test' | 'bind' | 'jump' | 'dispose' | 'fork' | 'settle' | 'exit';

/**
 * `true`/`false`: the condition's value; another turn or the end of `for … of/in`; the `switch` case matches or not.
 * `nullish`: the operand of `?.`, `??`, `??=` is null or undefined, or a default is used; `next` is the other way.
 * `return`: a generator is ended from outside, at its `yield`.
 */
export type EdgeKind = 'next' | 'true' | 'false' | 'nullish' | 'throw' | 'return' | 'fork';

export interface Edge {
  readonly to: Point;
  readonly kind: EdgeKind;
}

/** One step: the node whose evaluation completes here. */
export interface Point {
  readonly id: number;
  readonly node: Node | null;
  readonly role: Role;
  readonly succ: readonly Edge[];
}

/** Function literals among the arguments of a call that belong to its flow. */
export interface InlinePlan {
  readonly callbacks: readonly InlineCallback[];
}

/**
 * `now`: runs once before the call completes, and what it throws the call throws. `maybe-many`: so, but zero or more
 * times. `later`: runs after the call, on its own (`fork`).
 */
export interface InlineCallback {
  readonly fn: FunctionNode;
  readonly when: 'now' | 'later' | 'maybe-many';
}

export interface FlowOptions {
  /**
   * Whether the step may throw. Asked for `done`, `bind`, `dispose`, the turn of a `for … of/in` (`test`), and `settle`:
   * there the answer is whether the promise may be rejected, or the handler throw.
   */
  mayThrow(node: Node, role: Role): boolean;
  /** Whether the node, once evaluated, never goes on: `process.exit()`. */
  neverReturns(node: Node): boolean;
  /** Calls whose callbacks run as part of them. Function literals that are called at once are known without asking. */
  inlines?(node: TSESTree.CallExpression | TSESTree.NewExpression): InlinePlan | undefined;
  /** The parser's visitor keys, for node types that ECMAScript and TypeScript do not have. */
  readonly visitorKeys?: Readonly<Record<string, readonly string[] | undefined>>;
  /** How many points may be built; beyond, the answer is unknown. Default 20,000. */
  readonly cap?: number;
}

/** A function, a program, a static block, or the expression that initialises a field. */
export type FlowRoot = FunctionNode | TSESTree.Program | TSESTree.StaticBlock | TSESTree.Expression;

export interface UnknownFlow {
  readonly unknown: string;
}

/** The graph of the code in `root`, or why there is none. */
export function flowOf(root: FlowRoot, options: FlowOptions): Graph | UnknownFlow {
  const builder = new Builder(options, VALUES, CONDITIONS);
  try {
    const { entry, exits } = rootOf(builder, root);
    return finished(entry, exits);
  } catch (error) {
    if (error instanceof TooLarge) return { unknown: error.message };
    throw error;
  }
}

/** Numbers what the entry reaches, in the order of a reader who follows each first edge, and forgets the rest. */
function finished(entry: Draft, exits: Record<'return' | 'throw' | 'detached', Draft>): Graph {
  const byNode = new Map<Node, Point[]>();
  const last = [exits.return, exits.throw, exits.detached];
  const pending = [entry];
  let size = 0;
  const number = (point: Draft): void => {
    point.id = size++;
    if (!point.node) return;
    const copies = byNode.get(point.node);
    if (copies) copies.push(point);
    else byNode.set(point.node, [point]);
  };
  for (let point = pending.pop(); point; point = pending.pop()) {
    if (point.id >= 0 || last.includes(point)) continue;
    number(point);
    for (let i = point.succ.length - 1; i >= 0; i--) {
      const edge = point.succ[i];
      if (edge) pending.push(edge.to);
    }
  }
  last.forEach(number);
  return { entry, exits, size, pointsOf: (node) => byNode.get(node) ?? [] };
}
