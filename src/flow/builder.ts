import type { Node } from '../lang/nodes.ts';
import { Draft } from './draft.ts';
import type { EdgeKind, FlowOptions, Role } from './graph.ts';
import { DEFAULT_CAP, TooLarge, within } from './limits.ts';
import type { Targets } from './targets.ts';

/** What a tree may hold where a node is expected, while someone is typing. */
export type MaybeNode = Node | null | undefined;
/** A child, or a list of children. */
export type Operand = MaybeNode | readonly MaybeNode[];

/**
 * What is left to build: `node`, and after it `next`; for a condition, `next` when it holds and `otherwise` when not.
 * A builder works from back to front, so the operand that is evaluated first is built last. It is handed back instead
 * of being built by a call: chains of any length on the left side need no stack.
 */
export interface Rest {
  readonly node: MaybeNode;
  readonly next: Draft;
  readonly otherwise?: Draft;
  readonly targets: Targets;
}

export type Step = Draft | Rest;

/** Builds a node, given the point that runs next; gives the entry of what it built, or what is left to build. */
export type ValueBuilder<N extends Node = Node> = (builder: Builder, node: N, next: Draft, targets: Targets) => Step;

/** Builds a node as a condition, given the points that run when it holds and when it does not. */
export type ConditionBuilder<N extends Node = Node> = (
  builder: Builder,
  node: N,
  yes: Draft,
  no: Draft,
  targets: Targets,
) => Step;

type NodeOf<T extends string> = Extract<Node, { type: T }>;
export type ValueBuilders = { readonly [T in `${Node['type']}`]?: ValueBuilder<NodeOf<T>> };
export type ConditionBuilders = { readonly [T in `${Node['type']}`]?: ConditionBuilder<NodeOf<T>> };

/** The builder of a node type; unknown types have one, too. */
export type Syntax<Build> = (type: string) => Build;

/** Makes points and walks the tree from back to front; what each node means is in the tables that it is given. */
export class Builder {
  readonly options: FlowOptions;
  readonly #values: Syntax<ValueBuilder>;
  readonly #conditions: Syntax<ConditionBuilder>;
  readonly #cap: number;
  #points = 0;
  #depth = 0;

  constructor(options: FlowOptions, values: Syntax<ValueBuilder>, conditions: Syntax<ConditionBuilder>) {
    this.options = options;
    this.#values = values;
    this.#conditions = conditions;
    this.#cap = options.cap ?? DEFAULT_CAP;
  }

  /** A point without edges. */
  point(node: Node | null, role: Role): Draft {
    if (++this.#points > this.#cap) throw new TooLarge(`more than ${String(this.#cap)} points`);
    return new Draft(node, role);
  }

  /** A point that goes on and may throw, if the caller says so. */
  step(node: Node, role: Role, next: Draft, targets: Targets, kind: EdgeKind = 'next'): Draft {
    const point = this.point(node, role);
    if (role !== 'done' || !this.options.neverReturns(node)) point.to(kind, next);
    if (this.options.mayThrow(node, role)) point.to('throw', targets.throw());
    return point;
  }

  /** A choice by a value. */
  test(node: Node | null, yes: Draft, no: Draft): Draft {
    return this.point(node, 'test').to('true', yes).to('false', no);
  }

  /** A choice by whether a value is there. */
  nullTest(node: Node, nullish: Draft, next: Draft): Draft {
    return this.point(node, 'test').to('nullish', nullish).to('next', next);
  }

  /** The entry of a node's code, which goes on to `next`. */
  value(node: MaybeNode, next: Draft, targets: Targets): Draft {
    return this.#build({ node, next, targets });
  }

  /** The entry of a condition's code. */
  condition(node: MaybeNode, yes: Draft, no: Draft, targets: Targets): Draft {
    return this.#build({ node, next: yes, otherwise: no, targets });
  }

  /** The nodes one after the other. */
  sequence(nodes: readonly Operand[], next: Draft, targets: Targets): Step {
    const [first, ...others] = nodes.flat();
    return { node: first, next: others.reduceRight((entry, node) => this.value(node, entry, targets), next), targets };
  }

  /** Whatever a builder left to be done, done. */
  finish(step: Step): Draft {
    return step instanceof Draft ? step : this.#build(step);
  }

  #build(rest: Rest): Draft {
    this.#depth = within(this.#depth + 1);
    let step: Step = rest;
    while (!(step instanceof Draft)) step = this.#once(step);
    this.#depth--;
    return step;
  }

  #once({ node, next, otherwise, targets }: Rest): Step {
    if (!isNode(node)) return otherwise ? this.test(null, next, otherwise) : next;
    if (otherwise) return this.#conditions(node.type)(this, node, next, otherwise, targets);
    return this.#values(node.type)(this, node, next, targets);
  }
}

/** The nodes of a list that may not be there. */
export function nodesOf<N extends Node>(list: readonly (N | null | undefined)[] | null | undefined): N[] {
  return Array.isArray(list) ? list.filter((each): each is N => isNode(each)) : [];
}

/** Whether it really is one: a tree in the making may hold anything. */
export function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && typeof (node as { type?: unknown }).type === 'string';
}
