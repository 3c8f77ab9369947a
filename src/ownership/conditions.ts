import type { TSESTree } from '@typescript-eslint/utils';

import type { Edge, Point } from '../flow/graph.ts';
import { type Node, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { type Scopes, type Variable, constantInit } from '../lang/scopes.ts';
import { perObject } from '../memo.ts';

/**
 * What a path has learnt from the conditions that it passed, so that `const own = !given; … if (own) client.release()` is one
 * decision and not two. Facts are about names and dotted properties of names; a call may change a property, which is ignored here:
 * that only leaves out paths.
 */
export type Facts = ReadonlyMap<string, boolean>;

/** A fact, as `truthy:` or `null:` or `is:literal:` followed by the key of the expression. */
interface Learned {
  readonly fact: string;
  readonly holds: boolean;
}

export const NO_FACTS: Facts = new Map();

/** Reads conditions and assignments for one function. */
export interface Conditions {
  /** The facts after an edge; undefined when what is known already makes the edge impossible. */
  along(facts: Facts, point: Point, edge: Edge): Facts | undefined;
  /** The facts that hold when a name holds an object. */
  holding(facts: Facts, variable: Variable): Facts;
  /** The facts that hold when a name holds nothing. */
  empty(facts: Facts, variable: Variable): Facts;
  /** The keys that a test or an assignment of a literal is about. */
  about(point: Point): readonly string[];
  /** The key of an expression: the same for the same name or dotted property; undefined for everything else. */
  keyOf(node: Node): string | undefined;
}

/** `gives` tells of a call whether it is known to give an object. */
export function conditionsOf(
  scopes: Scopes,
  numbers: (variable: Variable) => number,
  gives: (call: TSESTree.CallExpression) => boolean,
): Conditions {
  const keyOf = (node: Node): string | undefined => {
    const inner = unwrap(node);
    if (inner.type === 'ThisExpression') return 'this';
    if (inner.type === 'Identifier') {
      const variable = scopes.variableOf(inner);
      return variable && `#${numbers(variable)}`;
    }
    if (inner.type !== 'MemberExpression') return undefined;
    const name = propertyName(inner);
    const object = keyOf(inner.object);
    return name === undefined || object === undefined ? undefined : `${object}.${name}`;
  };
  const reader = new Reader(scopes, keyOf, gives);
  return {
    keyOf,
    along: (facts, point, edge) => reader.along(facts, point, edge),
    about: (point) => reader.about(point),
    holding: (facts, variable) => truthy(forget(facts, `#${numbers(variable)}`), `#${numbers(variable)}`, true),
    empty: (facts, variable) => truthy(facts, `#${numbers(variable)}`, false),
  };
}

class Reader {
  readonly #scopes: Scopes;
  readonly #keyOf: (node: Node) => string | undefined;
  readonly #gives: (call: TSESTree.CallExpression) => boolean;

  constructor(
    scopes: Scopes,
    keyOf: (node: Node) => string | undefined,
    gives: (call: TSESTree.CallExpression) => boolean,
  ) {
    this.#scopes = scopes;
    this.#keyOf = keyOf;
    this.#gives = gives;
  }

  along(facts: Facts, point: Point, edge: Edge): Facts | undefined {
    if (!point.node) return facts;
    if (point.role === 'bind' && edge.kind !== 'throw') return this.#bound(facts, point.node);
    if (point.role === 'done' && point.node.type === 'UpdateExpression') {
      const key = this.#keyOf(point.node.argument);
      return key === undefined ? facts : forget(facts, key);
    }
    if (point.role !== 'test') return facts;
    if (edge.kind === 'true' || edge.kind === 'false')
      return this.#isThere(point.node, edge.kind === 'false')
        ? undefined
        : learn(facts, this.#learned(point.node, edge.kind === 'true', 0));
    if (edge.kind !== 'nullish' && edge.kind !== 'next') return facts;
    const key = this.#keyOf(point.node);
    return key === undefined ? facts : learn(facts, nullness(key, edge.kind === 'nullish'));
  }

  about(point: Point): readonly string[] {
    if (!point.node) return [];
    if (point.role === 'test') {
      const operand = this.#keyOf(point.node);
      const learned = [...this.#learned(point.node, true, 0), ...this.#learned(point.node, false, 0)].map(({ fact }) =>
        aboutOf(fact),
      );
      return [...new Set(operand === undefined ? learned : [operand, ...learned])];
    }
    return point.role === 'bind' ? [...this.#bound(NO_FACTS, point.node).keys()].map(aboutOf) : [];
  }

  #bound(facts: Facts, node: Node): Facts {
    if (node.type === 'VariableDeclarator')
      return node.id.type === 'Identifier' ? this.#assigned(facts, node.id, node.init) : facts;
    if (node.type !== 'AssignmentExpression') return facts;
    return this.#assigned(facts, node.left, node.operator === '=' ? node.right : null);
  }

  #assigned(facts: Facts, target: Node, value: Node | null): Facts {
    const key = this.#keyOf(target);
    if (key === undefined) return facts;
    const left = forget(facts, key);
    const literal = value ? literalValue(value) : undefined;
    if (literal)
      return literal.value === null || literal.value === undefined
        ? (learn(left, nullness(key, true)) ?? left)
        : truthy(left, key, Boolean(literal.value));
    const inner = value && unwrap(value);
    const isObject =
      inner?.type === 'NewExpression' ||
      inner?.type === 'ObjectExpression' ||
      inner?.type === 'ArrayExpression' ||
      inner?.type === 'ArrowFunctionExpression';
    return isObject ? truthy(left, key, true) : inner ? this.#decided(facts, left, key, inner) : left;
  }

  /** `const db = client.db(name); if (!db) return;`: whether the condition says that something is missing which is known to be there. */
  #isThere(test: Node, isMissing: boolean): boolean {
    const inner = unwrap(test);
    if (inner.type === 'UnaryExpression' && inner.operator === '!') return this.#isThere(inner.argument, !isMissing);
    const variable = isMissing && inner.type === 'Identifier' ? this.#scopes.variableOf(inner) : undefined;
    const init = variable && constantInit(variable);
    return init?.type === 'CallExpression' && this.#gives(init);
  }

  /** `const own = given === undefined || given.isClosed`: where nothing was given, `own` is true from there on. */
  #decided(before: Facts, left: Facts, key: string, value: Node): Facts {
    if (value.type !== 'LogicalExpression' || before.size === 0) return left;
    const [isTrue, isFalse] = [true, false].map(
      (outcome) => learn(before, this.#learned(value, outcome, 0)) !== undefined,
    );
    return isTrue === isFalse ? left : truthy(left, key, isTrue === true);
  }

  /** What a condition that came out true or false says. */
  #learned(node: Node, outcome: boolean, depth: number): readonly Learned[] {
    const inner = unwrap(node);
    if (depth > 8) return [];
    if (inner.type === 'UnaryExpression' && inner.operator === '!')
      return this.#learned(inner.argument, !outcome, depth + 1);
    if (inner.type === 'BinaryExpression') return this.#compared(inner, outcome);
    if (inner.type === 'ConditionalExpression') return this.#chosen(inner, outcome, depth);
    if (
      inner.type === 'CallExpression' &&
      inner.callee.type === 'Identifier' &&
      inner.callee.name === 'Boolean' &&
      inner.arguments[0]
    ) {
      return this.#learned(inner.arguments[0], outcome, depth + 1);
    }
    if (inner.type === 'LogicalExpression' && (inner.operator === '&&') === outcome && inner.operator !== '??') {
      return [...this.#learned(inner.left, outcome, depth + 1), ...this.#learned(inner.right, outcome, depth + 1)];
    }
    const key = this.#keyOf(inner);
    if (key === undefined) return [];
    const expanded = inner.type === 'Identifier' ? this.#expanded(inner, outcome, depth) : [];
    return [...truthiness(key, outcome), ...expanded];
  }

  /** `const own = !given`: what is learnt of `own` is learnt of `given`. */
  #expanded(name: TSESTree.Identifier, outcome: boolean, depth: number): readonly Learned[] {
    const variable = this.#scopes.variableOf(name);
    const init = variable && constantInit(variable);
    if (!init) return [];
    const inner = unwrap(init);
    const isCondition =
      inner.type === 'UnaryExpression' ||
      inner.type === 'BinaryExpression' ||
      inner.type === 'LogicalExpression' ||
      inner.type === 'Identifier' ||
      inner.type === 'MemberExpression' ||
      inner.type === 'CallExpression' ||
      inner.type === 'ConditionalExpression';
    return isCondition ? this.#learned(inner, outcome, depth + 1) : [];
  }

  /** `given ? false : true` says of `given` what it comes out as. */
  #chosen(node: TSESTree.ConditionalExpression, outcome: boolean, depth: number): readonly Learned[] {
    const yes = literalValue(node.consequent)?.value;
    const no = literalValue(node.alternate)?.value;
    if (typeof yes !== 'boolean' || typeof no !== 'boolean' || yes === no) return [];
    return this.#learned(node.test, yes === outcome, depth + 1);
  }

  #compared(node: TSESTree.BinaryExpression, outcome: boolean): readonly Learned[] {
    const equal = node.operator === '==' || node.operator === '===';
    if (!equal && node.operator !== '!=' && node.operator !== '!==') return [];
    const holds = equal === outcome;
    const [expression, literal] = literalValue(node.right)
      ? [node.left, literalValue(node.right)]
      : [node.right, literalValue(node.left)];
    if (!literal) return [];
    const key = this.#keyOf(expression);
    if (key === undefined) return [];
    if (literal.value === null || literal.value === undefined) return nullness(key, holds);
    if (typeof literal.value === 'boolean') return truthiness(key, holds === literal.value);
    return [
      { fact: `is:${JSON.stringify(literal.value)}:${key}`, holds },
      ...(holds ? truthiness(key, Boolean(literal.value)) : []),
    ];
  }
}

function truthiness(key: string, holds: boolean): readonly Learned[] {
  const itself = { fact: `truthy:${key}`, holds };
  return holds ? [itself, { fact: `null:${key}`, holds: false }] : [itself];
}

function nullness(key: string, holds: boolean): readonly Learned[] {
  const itself = { fact: `null:${key}`, holds };
  return holds ? [itself, { fact: `truthy:${key}`, holds: false }] : [itself];
}

function truthy(facts: Facts, key: string, holds: boolean): Facts {
  return learn(facts, truthiness(key, holds)) ?? facts;
}

/** The facts with more of them; undefined when they contradict each other. */
function learn(facts: Facts, learned: readonly Learned[]): Facts | undefined {
  let more: Map<string, boolean> | undefined;
  for (const { fact, holds } of learned) {
    const known = (more ?? facts).get(fact);
    if (known === holds) continue;
    if (known !== undefined) return undefined;
    more ??= new Map(facts);
    more.set(fact, holds);
  }
  return more ?? facts;
}

/** The facts without those about a name that has been given another value. */
function forget(facts: Facts, key: string): Facts {
  const isKept = (fact: string): boolean => {
    const about = aboutOf(fact);
    return about !== key && !about.startsWith(`${key}.`);
  };
  for (const fact of facts.keys()) if (!isKept(fact)) return new Map([...facts].filter(([each]) => isKept(each)));
  return facts;
}

/** The key that a fact is about. */
function aboutOf(fact: string): string {
  return fact.slice(fact.lastIndexOf(':') + 1);
}

/** The facts about those keys only: what no second condition asks for need not tell paths apart. */
export function only(facts: Facts, keys: ReadonlySet<string>): Facts {
  for (const fact of facts.keys()) {
    if (!keys.has(aboutOf(fact))) return new Map([...facts].filter(([each]) => keys.has(aboutOf(each))));
  }
  return facts;
}

/** A text that is the same for the same facts. */
export const factsKey = perObject((facts: Facts): string => {
  return facts.size === 0
    ? ''
    : Array.from(facts, ([fact, holds]) => (holds ? `${fact}+` : `${fact}-`))
        .sort()
        .join(';');
});
