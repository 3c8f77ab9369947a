import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import type { Edge, Point } from '../flow/graph.ts';
import { explore } from '../flow/search.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, constantInit } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import { type Facts, NO_FACTS, factsKey, only } from './conditions.ts';
import type { OwnershipContext } from './context.ts';
import { type Effects, effectsOf } from './effects.ts';
import { isReopening, workingCall } from './late-calls.ts';
import { type LateUse, type Obligation, ofParameter } from './model.ts';
import { reaching, relevantKeys } from './relevance.ts';

/** How many states the search for one resource may visit; beyond, it is silent. */
const CAP = 6_000;

/**
 * The calls that put a resource to work after it was disposed of, each once. It follows the graph of the function from the disposal
 * on, and is silent wherever the resource may be another one by then or may have been opened again.
 *
 *     client.release();
 *     await client.query('select 1');   // a use after the disposal
 */
export function usedLate(held: readonly Obligation[], context: OwnershipContext): readonly LateUse[] {
  const subjects = [...held, ...disposedHere(held, context)];
  return subjects.flatMap((subject) => (subject.ref.type.reopens ? [] : new Lateness(subject, context).found()));
}

/** Parameters and names of outer functions that a function disposes of although it did not acquire them. */
function disposedHere(held: readonly Obligation[], context: OwnershipContext): readonly Obligation[] {
  const found: Obligation[] = [];
  for (const call of context.census.calls) {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
    const home = enclosingFunction(call);
    const isEnding = context.catalog.ends(propertyName(callee) ?? '');
    const variable = isEnding && name?.type === 'Identifier' ? context.variableOf(name) : undefined;
    if (!name || !home || !variable || !isConstant(variable)) continue;
    const of = context.origin.denote(name);
    if (of?.kind !== 'instance' || of.promise || !own(of.ref.type.dispose, propertyName(callee) ?? '')) continue;
    const isKnown = [...held, ...found].some((each) => each.holders.has(variable) && contains(each.home, call));
    const subject = isKnown ? undefined : givenTo(home, variable, of.ref, context);
    if (subject) found.push(subject);
  }
  return found;
}

/** Whether a name means the same value all the time. */
function isConstant(variable: Variable): boolean {
  const isParameter = (variable.defs[0]?.type as string | undefined) === 'Parameter';
  return isParameter ? !variable.references.some((each) => each.isWrite()) : constantInit(variable) !== undefined;
}

function givenTo(
  home: FunctionNode,
  variable: Variable,
  ref: TypeRef,
  context: OwnershipContext,
): Obligation | undefined {
  const kind = ref.type.kind;
  const graph = kind === 'plain' ? undefined : context.graphOf(home);
  if (kind === 'plain' || !graph) return undefined;
  return ofParameter(variable, { kind, ref, place: home, home, graph, needsProof: true, given: true });
}

/** What a path knows: where the resource was disposed of, if it was, and what its conditions said. */
interface State {
  readonly disposal: Node | undefined;
  readonly facts: Facts;
}

class Lateness {
  readonly #subject: Obligation;
  readonly #context: OwnershipContext;
  readonly #effects: Effects;
  readonly #work: ReadonlySet<Node>;
  readonly #relevant: ReadonlySet<string>;
  readonly #late = new Map<Node, Node>();

  constructor(subject: Obligation, context: OwnershipContext) {
    this.#subject = subject;
    this.#context = context;
    this.#effects = effectsOf(subject, context);
    this.#work = new Set(this.#isHopeless() ? [] : this.#working());
    this.#relevant =
      this.#work.size === 0 ? new Set() : relevantKeys(subject, { ...this.#effects, at: this.#decisive() }, context);
  }

  found(): readonly LateUse[] {
    if (this.#work.size === 0) return [];
    const exploration = explore<State>(
      this.#beginnings(),
      (point, edge, state) => this.#step(point, edge, state),
      (state) => `${String(state.disposal?.range[0] ?? '')} ${factsKey(state.facts)}`,
      CAP,
    );
    return exploration.exceeded ? [] : [...this.#late].map(([call, disposal]) => this.#lateUse(call, disposal));
  }

  #lateUse(call: Node, disposal: Node): LateUse {
    const { acquisition, given } = this.#subject;
    return {
      how: this.#subject.kind === 'response' ? 'unreadable' : 'used',
      name: this.#nameIn(call) ?? 'it',
      place: call.type === 'CallExpression' || call.type === 'NewExpression' ? placeOf(call) : call,
      call,
      disposal,
      acquisition: given ? undefined : acquisition,
      awaitable: undefined,
    };
  }

  #nameIn(call: Node): string | undefined {
    const holders = [...this.#effects.holders.keys()];
    return holders.find(({ references }) => references.some(({ identifier }) => contains(call, identifier)))?.name;
  }

  /** Nothing is disposed of in the graph, or a nested function gives the name another value at a time that nobody knows. */
  #isHopeless(): boolean {
    const disposes = [...this.#effects.at].some(([node, { does }]) => does === 'dispose' && isDisposal(node));
    return !disposes || [...this.#effects.holders.keys()].some((holder) => this.#isWrittenElsewhere(holder));
  }

  #isWrittenElsewhere({ references }: Variable): boolean {
    return references.some(
      (each) => each.isWrite() && this.#subject.graph.pointsOf(each.identifier.parent).length === 0,
    );
  }

  /** The calls that need the resource to be open, as far as they stand in the graph. */
  #working(): Node[] {
    return [...this.#effects.holders].flatMap(([variable, ref]) =>
      variable.references.flatMap(({ identifier }) => {
        const call =
          this.#subject.kind === 'response' ? reading(identifier, ref) : workingCall(identifier, ref, this.#context);
        return call && this.#subject.graph.pointsOf(call).length > 0 ? [call] : [];
      }),
    );
  }

  #decisive(): Effects['at'] {
    return new Map([...this.#effects.at, ...[...this.#work].map((node) => [node, { does: 'hand' }] as const)]);
  }

  #beginnings(): { readonly point: Point; readonly state: State }[] {
    const { graph, starts } = this.#subject;
    const state: State = { disposal: undefined, facts: NO_FACTS };
    if (starts.length === 0) return [{ point: graph.entry, state }];
    return starts.flatMap(({ succ }) =>
      succ.filter(({ kind }) => kind !== 'throw').map(({ to }) => ({ point: to, state })),
    );
  }

  #step(point: Point, edge: Edge, state: State): State | undefined {
    if (edge.kind === 'return' || this.#subject.starts.includes(point)) return undefined;
    if (state.disposal && this.#isRenamed(point)) return undefined;
    const node = point.role === 'done' || point.role === 'settle' ? point.node : undefined;
    if (edge.kind === 'throw' && !this.#isFollowed(point, state)) return undefined;
    // The base of a promise chain settles after the `finally` that returned it, but it was begun before.
    if (state.disposal && node && point.role === 'done' && this.#isLate(node, state.disposal)) {
      if (!this.#late.has(node)) this.#late.set(node, state.disposal);
      return undefined;
    }
    if (state.disposal && node && edge.kind !== 'throw' && this.#mayEndBranch(node)) return undefined;
    const effect = node ? this.#effects.at.get(node)?.does : undefined;
    const isDisposing = effect === 'dispose' && node !== undefined && node !== null && this.#isOwnDisposal(node);
    if (isDisposing && edge.kind === 'throw' && this.#subject.kind !== 'response') return undefined;
    if (state.disposal && (effect === 'escape' || effect === 'overwrite' || this.#isAsked(point))) return undefined;
    const facts = this.#context.conditions.along(state.facts, point, edge);
    if (!facts) return undefined;
    const disposal = state.disposal ?? (isDisposing ? node : undefined);
    return { disposal, facts: only(facts, this.#relevant) };
  }

  /** Only what fails in practice; that the disposal itself fails says that the resource is perhaps still there. */
  #isFollowed(point: Point, { disposal }: State): boolean {
    if (!point.node) return false;
    const strength = this.#context.strengthOf(point.node, point.role);
    if (strength !== 'explicit' && strength !== 'strong') return false;
    const waited = point.node.type === 'AwaitExpression' ? unwrap(point.node.argument) : point.node;
    return this.#subject.kind === 'response' || waited !== disposal;
  }

  /** `client = await pool.connect()` */
  #isRenamed({ role, node }: Point): boolean {
    if (role !== 'bind') return false;
    const target =
      node?.type === 'AssignmentExpression' ? node.left : node?.type === 'VariableDeclarator' ? node.id : undefined;
    const variable = target?.type === 'Identifier' ? this.#context.variableOf(target) : undefined;
    return variable !== undefined && this.#subject.holders.has(variable);
  }

  /** What ends a lease or a response is done to itself: a pool that ends lets those finish who have borrowed from it. */
  #isOwnDisposal(node: Node): boolean {
    if (!isDisposal(node) || this.#neverReturns(node)) return false;
    if (this.#subject.kind === 'client') return true;
    return [...this.#effects.holders.keys(), ...this.#subject.releases].some(({ references }) =>
      references.some(({ identifier }) => contains(node, identifier)),
    );
  }

  /** `await fail(response)`, where `fail` reads the body and always throws. */
  #neverReturns(node: Node): boolean {
    const fn = node.type === 'CallExpression' ? this.#context.origin.functionOf(node) : undefined;
    const graph = fn && this.#context.graphOf(fn);
    return graph !== undefined && !reaching(graph, (point) => point === graph.exits.return).has(graph.entry);
  }

  /**
   * `if (!response.ok) { const data = await response.json(); handleError(data); }`: what another file does, and whether it comes back,
   * is not known; as the last thing of a branch it is there for throwing.
   */
  #mayEndBranch(node: Node): boolean {
    const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : node;
    if (call.type !== 'CallExpression' || unwrap(call.callee).type !== 'Identifier') return false;
    const { parent: statement } = outside(node);
    const block = statement?.type === 'ExpressionStatement' ? statement.parent : undefined;
    const isLast = block?.type === 'BlockStatement' && block.body.at(-1) === statement;
    const isBranch = isLast && /^(?:IfStatement|CatchClause)$/.test(block.parent.type);
    return isBranch && this.#context.origin.functionOf(call) === undefined;
  }

  /** `if (client.isOpen)`, and `await client.connect()`: from here on nothing is certain any more. */
  #isAsked({ node, role }: Point): boolean {
    if (!node || (role !== 'test' && role !== 'done')) return false;
    return [...this.#effects.holders].some(([{ references }, ref]) =>
      references.some(({ identifier }) => {
        const { parent } = outside(identifier);
        if (parent?.type !== 'MemberExpression' || !contains(node, parent)) return false;
        if (role === 'test') return true;
        return isReopening(propertyName(parent) ?? '', ref);
      }),
    );
  }

  /**
   * Whether a use that the text has before the disposal is one of the next turn: only where the turn disposes in any case, since
   * `if (isLast) client.end()` knows more than we do.
   */
  #isLate(call: Node, disposal: Node): boolean {
    if (!this.#work.has(call)) return false;
    if (call === disposal) return this.#subject.kind === 'response' && !isInLoop(call, this.#subject.home);
    if (disposal.range[1] <= call.range[0]) return true;
    for (let at = disposal.parent; at && !contains(at, call); at = at.parent)
      if (CONDITIONS.test(at.type)) return false;
    return true;
  }
}

const CONDITIONS = /^(?:IfStatement|SwitchCase|ConditionalExpression|LogicalExpression|CatchClause)$/;

function isInLoop(node: Node, home: Node): boolean {
  for (let at = node.parent; at && at !== home; at = at.parent) if (/^(?:For|While|DoWhile)/.test(at.type)) return true;
  return false;
}

/** Declaring with `using` disposes when the block is left, not when the name is bound. */
function isDisposal(node: Node): boolean {
  return node.type === 'CallExpression' || node.type === 'ForOfStatement';
}

/** `response.json()`: a body that was read or cancelled before makes it throw, where the type knows of `bodyUsed`. */
function reading(identifier: Node, ref: TypeRef): TSESTree.CallExpression | undefined {
  const { parent: member, child } = outside(identifier);
  if (member?.type !== 'MemberExpression' || member.object !== child) return undefined;
  const { parent: call, child: callee } = outside(member);
  if (call?.type !== 'CallExpression' || call.callee !== callee) return undefined;
  const name = propertyName(member) ?? '';
  const isRead =
    own(ref.type.closedWhen, 'bodyUsed') === true &&
    /^(?:json|text|arrayBuffer|blob|bytes|formData|buffer)$/.test(name);
  return isRead ? call : undefined;
}
