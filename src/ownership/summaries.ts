import type { TSESTree } from '@typescript-eslint/utils';

import type { Point } from '../flow/graph.ts';
import { type FunctionNode, boundIdentifier, patternProperty, unwrap } from '../lang/nodes.ts';
import type { Located } from '../origin/model.ts';
import type { FunctionEffect, Judged, OwnershipContext } from './context.ts';
import { judge } from './judge.ts';
import type { Obligation } from './model.ts';

/**
 * What the functions of one file do, in short: to a resource that they are given or captured, and whether they throw. Each is found
 * out once. A function that comes back to itself is taken to do what makes that true: `disposes` where every other path does,
 * else `borrows`.
 */
export class Summaries {
  readonly #context: OwnershipContext;
  readonly #throwing = { called: new Map<FunctionNode, boolean>(), awaited: new Map<FunctionNode, boolean>() };
  readonly #onParameters = new Map<FunctionNode, Map<string, FunctionEffect>>();
  readonly #onCaptured = new Map<Obligation, Map<FunctionNode, FunctionEffect>>();
  readonly #supposed = new Map<string, Map<FunctionNode, FunctionEffect>>();

  constructor(context: OwnershipContext) {
    this.#context = context;
  }

  onParameter({ fn, home }: Located, position: number, obligation: Judged, property?: string): FunctionEffect {
    if (home !== this.#context.origin)
      return this.#context.contextOf(home).effectOnParameter({ fn, home }, position, obligation, property);
    const known = this.#onParameters.get(fn) ?? new Map<string, FunctionEffect>();
    this.#onParameters.set(fn, known);
    const key = `${position}:${property ?? ''}:${obligation.ref.library.package}:${obligation.ref.name}`;
    const found = known.get(key) ?? this.#supposed.get(key)?.get(fn);
    if (found) return found;
    const effect = this.#settled(key, fn, () => this.#onBinding(fn, position, obligation, property));
    known.set(key, effect);
    return effect;
  }

  #onBinding(fn: FunctionNode, position: number, obligation: Judged, property: string | undefined): FunctionEffect {
    const parameter = fn.params[position];
    const pattern = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
    // `function finish({ client }) { client.release(); }`
    const name = boundIdentifier(
      property === undefined
        ? parameter
        : pattern?.type === 'ObjectPattern'
          ? patternProperty(pattern, property)
          : undefined,
    );
    const variable = name && this.#context.variableOf(name);
    // What a generator does it does when somebody iterates it, if ever.
    if (!variable || fn.generator) return 'unknown';
    return this.#effectOf(fn, new Map([[variable, obligation.ref]]), obligation);
  }

  /** The first effect that a function has when it is supposed to have it where it calls itself. */
  #settled(key: string, fn: FunctionNode, find: () => FunctionEffect): FunctionEffect {
    const supposed = this.#supposed.get(key) ?? new Map<FunctionNode, FunctionEffect>();
    this.#supposed.set(key, supposed);
    for (const guess of ['disposes', 'borrows'] as const) {
      supposed.set(fn, guess);
      const effect = find();
      supposed.delete(fn);
      if (effect === guess) return effect;
    }
    return 'unknown';
  }

  onCaptured(fn: FunctionNode, obligation: Obligation): FunctionEffect {
    const known = this.#onCaptured.get(obligation) ?? new Map<FunctionNode, FunctionEffect>();
    this.#onCaptured.set(obligation, known);
    const found = known.get(fn);
    if (found) return found;
    known.set(fn, 'unknown');
    const effect = this.#effectOf(fn, obligation.holders, obligation);
    known.set(fn, effect);
    return effect;
  }

  /** Disposes: on every path that completes normally. Borrows: it does nothing but use it. */
  #effectOf(fn: FunctionNode, holders: Obligation['holders'], of: Judged): FunctionEffect {
    const graph = this.#context.graphOf(fn);
    if (!graph) return 'unknown';
    const inner: Obligation = {
      kind: of.kind,
      ref: of.ref,
      acquisition: fn,
      place: fn,
      home: fn,
      graph,
      holders,
      releases: new Set(),
      errors: new Set(),
      starts: [],
      opens: undefined,
      needsProof: false,
      releasedBy: of.releasedBy,
      owners: [],
      given: false,
    };
    const { verdict, effects } = judge(inner, 'none', this.#context);
    if (effects.at.size === 0 && !effects.returned) return 'borrows';
    const onlyDisposes = [...effects.at.values()].every(({ does }) => does === 'dispose');
    return verdict.verdict === 'met' && onlyDisposes ? 'disposes' : 'unknown';
  }

  /**
   * Whether a throw statement or an awaited rejection leaves the function; where what it gives is awaited, also whether that is
   * rejected. A function that is asked for while it is being answered does not.
   */
  throws(fn: FunctionNode, how: 'called' | 'awaited'): boolean {
    const known = this.#throwing[how].get(fn);
    if (known !== undefined) return known;
    this.#throwing[how].set(fn, false);
    const found = this.#leavesByThrow(fn) || (how === 'awaited' && this.#returnsRejecting(fn));
    this.#throwing[how].set(fn, found);
    return found;
  }

  #leavesByThrow(fn: FunctionNode): boolean {
    const graph = this.#context.graphOf(fn);
    if (!graph) return true;
    const seen = new Set<Point>([graph.entry]);
    for (const point of seen) {
      for (const { to, kind } of point.succ) {
        const strength = kind === 'throw' && point.node ? this.#context.strengthOf(point.node, point.role) : undefined;
        if (kind === 'throw' && strength !== 'explicit' && strength !== 'strong') continue;
        if (to === graph.exits.throw) return true;
        seen.add(to);
      }
    }
    return false;
  }

  /** A function that is not asynchronous and gives somebody else's promise rejects with it. */
  #returnsRejecting(fn: FunctionNode): boolean {
    return this.#context.census.returnsOf(fn).some((value) => {
      const inner = value && unwrap(value);
      return (
        inner?.type === 'CallExpression' &&
        this.#context.strengthOf(
          { type: 'AwaitExpression', argument: inner } as unknown as TSESTree.AwaitExpression,
          'done',
        ) !== undefined
      );
    });
  }
}
