import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import type { Edge, Point } from '../flow/graph.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  contains,
  literalValue,
  patternProperty,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';
import type { Obligation } from './model.ts';

/** Whether an edge is taken only where nothing is owed any more: `if (res.bodyUsed)`, `if (!res.body)`, `if (res.status === 204)`, `case 204:`. */
export function isClosedAlong(
  obligation: Obligation,
  holders: Obligation['holders'],
  context: OwnershipContext,
): (point: Point, edge: Edge) => boolean {
  const reader = new ConditionReader(obligation, holders, context);
  return (point, edge) => reader.isClosed(point, edge);
}

class ConditionReader {
  readonly #obligation: Obligation;
  readonly #holders: Obligation['holders'];
  readonly #context: OwnershipContext;

  constructor(obligation: Obligation, holders: Obligation['holders'], context: OwnershipContext) {
    this.#obligation = obligation;
    this.#holders = holders;
    this.#context = context;
  }

  isClosed(point: Point, edge: Edge): boolean {
    if (point.role !== 'test' || !point.node) return false;
    if (edge.kind !== 'true' && edge.kind !== 'false' && edge.kind !== 'nullish') return false;
    const outcome = edge.kind === 'true';
    const test = unwrap(point.node);
    if (test.type === 'SwitchCase') return outcome && this.#isBodilessCase(test);
    if (edge.kind === 'nullish' && this.#isMethod(test)) return true;
    return this.isClosedIf(test, outcome);
  }

  /** Whether a condition comes out so only where nothing is owed. */
  isClosedIf(condition: Node, outcome: boolean, depth = 0): boolean {
    const test = unwrap(condition);
    if (test.type === 'UnaryExpression' && test.operator === '!')
      return this.isClosedIf(test.argument, !outcome, depth);
    if (test.type === 'LogicalExpression') return this.#isClosedByBoth(test, outcome, depth);
    if (test.type === 'BinaryExpression') return this.#isOther(test, outcome) || this.#isBodiless(test, outcome);
    if (!outcome && this.#isNamedPart(test)) return true;
    const init = depth < MOST_STEPS ? this.#constant(test) : undefined;
    if (init) return this.isClosedIf(init, outcome, depth + 1);
    if (test.type === 'CallExpression' && test.arguments.length > 0)
      return depth < MOST_STEPS && this.#isClosedByPredicate(test, outcome, depth);
    const member = test.type === 'CallExpression' ? unwrap(test.callee) : test;
    if (member.type !== 'MemberExpression') return false;
    const { ref, name } = this.#path(member);
    if (!ref || name === undefined) return false;
    if (own(ref.type.closedWhen, name) === outcome) return true;
    return own(ref.type.members, name)?.carries === true && !outcome;
  }

  /** `const body = response.body; if (!body) return;` */
  #isNamedPart(test: Node): boolean {
    const held = this.#held(test);
    return held !== undefined && held.type !== this.#obligation.ref.type && held.type.kind === 'response';
  }

  /** `const isEmpty = response.status === 204;` */
  #constant(test: Node): Node | undefined {
    const variable = test.type === 'Identifier' ? this.#context.variableOf(test) : undefined;
    return variable && !this.#holders.has(variable) ? constantInit(variable) : undefined;
  }

  /** `a || b` is true where one of them is, `a && b` where both are. */
  #isClosedByBoth({ left, right, operator }: TSESTree.LogicalExpression, outcome: boolean, depth: number): boolean {
    const sides = [left, right].map((side) => this.isClosedIf(side, outcome, depth));
    if (operator === '??') return false;
    return (operator === '||') === outcome ? sides.every(Boolean) : sides.some(Boolean);
  }

  /** `isEmpty(response)`, where the file has `function isEmpty(response) { return response.status === 204; }`. */
  #isClosedByPredicate(call: TSESTree.CallExpression, outcome: boolean, depth: number): boolean {
    const fn = this.#context.origin.functionOf(call);
    const answer = fn && !fn.async && !fn.generator ? answerOf(fn) : undefined;
    if (!fn || !answer) return false;
    const given = call.arguments.flatMap((argument, i) => {
      const ref = this.#held(argument);
      const name = boundIdentifier(fn.params[i]);
      const variable = name && this.#context.variableOf(name);
      return ref && variable ? [[variable, ref] as const] : [];
    });
    const reader = new ConditionReader(this.#obligation, new Map(given), this.#context);
    return given.length > 0 && reader.isClosedIf(answer.condition, outcome === answer.when, depth + 1);
  }

  /** `response.text?.()`: what holds something has its methods. */
  #isMethod(test: Node): boolean {
    const name = test.type === 'MemberExpression' ? propertyName(test) : undefined;
    const ref = test.type === 'MemberExpression' ? this.#held(test.object) : undefined;
    return name !== undefined && own(ref?.type.dispose, name) !== undefined;
  }

  /**
   * `response instanceof Error`: what a rejection was turned into. `answer instanceof Response`, `object.Body instanceof Readable`:
   * on the other side, it is something else, or nothing.
   */
  #isOther(test: TSESTree.BinaryExpression, outcome: boolean): boolean {
    const right = unwrap(test.right);
    if (test.operator !== 'instanceof' || right.type !== 'Identifier') return false;
    const left = unwrap(test.left);
    const isError = /(?:Error|Exception)$/.test(right.name);
    if (left.type === 'MemberExpression') return !outcome && !isError && this.#isCarried(left);
    const held = this.#held(left);
    if (!held) return false;
    const isKind = held.type.kind === 'response' || (held.type.names ?? [held.name]).includes(right.name);
    return outcome ? isError : isKind && !isError;
  }

  /** `object.Body`. */
  #isCarried(member: TSESTree.MemberExpression): boolean {
    const { ref, name } = this.#path(member);
    return name !== undefined && own(ref?.type.members, name)?.carries === true;
  }

  /** The name or the resource's owner that a dotted property hangs on, and the dots: `res.body.locked` is `body.locked` of `res`. */
  #path(member: TSESTree.MemberExpression): {
    readonly ref: Obligation['ref'] | undefined;
    readonly name: string | undefined;
  } {
    const last = propertyName(member);
    const object = unwrap(member.object);
    const held = this.#held(object) ?? this.#ownerAt(object);
    if (held || object.type !== 'MemberExpression' || last === undefined) return { ref: held, name: last };
    const before = propertyName(object);
    return { ref: this.#held(object.object), name: before === undefined ? undefined : `${before}.${last}` };
  }

  /** The type of what the resource was taken from, where the node means that: `if (request.destroyed)`. */
  #ownerAt(node: Node): Obligation['ref'] | undefined {
    const { conditions } = this.#context;
    const key = conditions.keyOf(node);
    const isOwner = key !== undefined && this.#obligation.owners.some((owner) => conditions.keyOf(owner) === key);
    if (!isOwner) return undefined;
    const of = this.#context.origin.denote(node);
    return of?.kind === 'instance' ? of.ref : undefined;
  }

  #isBodiless(test: TSESTree.BinaryExpression, outcome: boolean): boolean {
    if (equalityOf(test) !== outcome) return false;
    const value = literalValue(test.right)?.value;
    if (this.#isStatus(test.left)) return isBodilessStatus(value);
    const left = unwrap(test.left);
    if ((value === null || value === undefined) && literalValue(test.right) && this.#isNamedPart(left)) return true;
    const name = left.type === 'MemberExpression' ? propertyName(left) : undefined;
    const ref = left.type === 'MemberExpression' ? this.#held(left.object) : undefined;
    if (!ref || name === undefined) return false;
    if (value !== undefined && own(ref.type.closedWhen, name) === value) return true;
    return own(ref.type.members, name)?.carries === true && (value === null || value === undefined);
  }

  #isBodilessCase(clause: TSESTree.SwitchCase): boolean {
    const value = clause.test && literalValue(clause.test)?.value;
    return this.#isStatus(clause.parent.discriminant) && isBodilessStatus(value);
  }

  /** `response.status`, a constant that holds it, or the name that a pattern gives it: `const { statusCode, body } = await request(url)`. */
  #isStatus(node: Node, depth = 0): boolean {
    const inner = unwrap(node);
    if (inner.type === 'MemberExpression')
      return STATUS.test(propertyName(inner) ?? '') && this.#held(inner.object)?.type.bodilessStatus === true;
    const variable = inner.type === 'Identifier' && depth < 3 ? this.#context.variableOf(inner) : undefined;
    if (!variable) return false;
    const init = constantInit(variable);
    if (init) return this.#isStatus(init, depth + 1);
    const declarator = variable.defs[0]?.node as Node | undefined;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern' || !declarator.init)
      return false;
    const { ref, acquisition } = this.#obligation;
    const isOfResource = contains(declarator.init, acquisition) || this.#held(declarator.init) !== undefined;
    const named = ['status', 'statusCode'].some((name) => {
      const bound = declarator.id.type === 'ObjectPattern' ? patternProperty(declarator.id, name) : undefined;
      return bound !== undefined && bound === variable.identifiers[0];
    });
    return isOfResource && named && (ref.type.bodilessStatus === true || this.#isPart(ref));
  }

  /** The body alone is held, of a response whose status says whether there is one. */
  #isPart(ref: Obligation['ref']): boolean {
    return [...this.#holders.values()].every((held) => held.type !== ref.type);
  }

  #held(node: Node): Obligation['ref'] | undefined {
    const inner = unwrap(node);
    const variable = inner.type === 'Identifier' ? this.#context.variableOf(inner) : undefined;
    return variable && this.#holders.get(variable);
  }
}

/** How many constants and predicates a condition is followed through. */
const MOST_STEPS = 3;

/** The condition that a predicate answers, and the outcome for which it is true: `return c`, or `if (c) return true; return false;`. */
function answerOf({ body }: FunctionNode): { readonly condition: Node; readonly when: boolean } | undefined {
  if (body.type !== 'BlockStatement') return { condition: body, when: true };
  const [first, second, ...more] = statementsOf(body);
  if (first?.type === 'ReturnStatement' && first.argument && !second) return { condition: first.argument, when: true };
  if (first?.type !== 'IfStatement' || first.alternate || second?.type !== 'ReturnStatement' || more.length > 0)
    return undefined;
  const [inner] = statementsOf(first.consequent);
  const then = inner?.type === 'ReturnStatement' && inner.argument ? literalValue(inner.argument)?.value : undefined;
  const otherwise = second.argument ? literalValue(second.argument)?.value : undefined;
  return typeof then === 'boolean' && otherwise === !then ? { condition: first.test, when: then } : undefined;
}

function statementsOf(node: TSESTree.Statement): readonly TSESTree.Statement[] {
  if (node.type !== 'BlockStatement') return [node];
  const [only, another] = node.body;
  return only?.type === 'BlockStatement' && !another ? statementsOf(only) : node.body;
}

const STATUS = /^status(?:Code)?$/;

function isBodilessStatus(value: unknown): boolean {
  return value === 204 || value === 205 || value === 304;
}

/** Whether the comparison holds where its sides are equal, or where they are not; undefined for other operators. */
function equalityOf({ operator }: TSESTree.BinaryExpression): boolean | undefined {
  if (operator === '===' || operator === '==') return true;
  return operator === '!==' || operator === '!=' ? false : undefined;
}
