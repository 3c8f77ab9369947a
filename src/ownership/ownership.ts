import type { TSESTree } from '@typescript-eslint/utils';

import { type Catalog, own } from '../catalog/index.ts';
import { type FlowOptions, type Graph, type Point, type Role, flowOf } from '../flow/graph.ts';
import type { Census } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  enclosingFunction,
  isFunction,
  isFunctionLiteral,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { Scopes, Variable } from '../lang/scopes.ts';
import type { Origin } from '../origin/origin.ts';
import { acquisitionsOf } from './acquisitions.ts';
import { usedLate } from './after-disposal.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import type { FunctionEffect, Judged, OwnershipContext } from './context.ts';
import { escaping } from './escapes.ts';
import { inlinedCallbacks } from './inlining.ts';
import { droppedLeak, leakOf } from './leaks.ts';
import { type Judgement, type Throws, judge } from './judge.ts';
import type { Exit, ImplicitThrows, LateUse, Leak, Obligation } from './model.ts';
import { outliving } from './outliving.ts';
import { replaced } from './replaced.ts';
import { retried } from './retried.ts';
import { timeoutsOf } from './timeouts.ts';
import { type Strength, neverReturns, strengthOf } from './throwing.ts';

/**
 * Obligations over control flow: who acquired what, and on which path it is neither disposed of, released, consumed nor handed on.
 * It knows the functions of one file, and reports leaks only: what it cannot follow (a callee nothing is known of, a closure that
 * escapes, a field) ends in silence.
 *
 *     const client = await pool.connect();     // open on the normal edge
 *     await client.query('begin');             // may reject: the path leaves with the client open → leaks
 *     try { … } finally { client.release(); }  // met on every edge from here on
 */
export interface Ownership {
  /** The resources of a kind that leak, each once. */
  leaks(kind: Obligation['kind'], options: { readonly implicitThrows: ImplicitThrows }): readonly Leak[];
  /** Work with resources that is done after their disposal, or goes on when they are disposed of; in the order of the text. */
  lateUses(): readonly LateUse[];
  /** How many graphs were built, for the tests that say when none may be. */
  readonly graphs: number;
}

export interface OwnershipSource {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly origin: Origin;
  readonly isTestFile: boolean;
  readonly visitorKeys: FlowOptions['visitorKeys'];
  readonly program: Node;
  textOf(node: Node): string;
  /** The comments that stand before a statement or behind it on its last line. */
  commentsBeside(statement: Node): string;
}

/** The ownership layer of a file. */
export function ownershipOf(source: OwnershipSource): Ownership {
  return new FileOwnership(source);
}

class FileOwnership implements Ownership, OwnershipContext {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly origin: Origin;
  readonly conditions: Conditions;
  readonly isTestFile: boolean;
  readonly #source: OwnershipSource;
  readonly #graphs = new Map<FunctionNode, Graph | undefined>();
  readonly #throwing = new Map<FunctionNode, boolean>();
  readonly #onParameters = new Map<FunctionNode, Map<string, FunctionEffect>>();
  readonly #onCaptured = new Map<Obligation, Map<FunctionNode, FunctionEffect>>();
  readonly #judged = new Map<Obligation, Map<Throws, Judgement>>();
  /** The functions whose effect is being found out, the innermost last. */
  readonly #asking: FunctionNode[] = [];
  #acquired: ReturnType<typeof acquisitionsOf> | undefined;
  graphs = 0;

  constructor(source: OwnershipSource) {
    this.#source = source;
    this.catalog = source.catalog;
    this.scopes = source.scopes;
    this.census = source.census;
    this.origin = source.origin;
    this.isTestFile = source.isTestFile;
    const numbers = new Map<Variable, number>();
    const numberOf = (variable: Variable): number => {
      const known = numbers.get(variable) ?? numbers.size;
      numbers.set(variable, known);
      return known;
    };
    this.conditions = conditionsOf(source.scopes, numberOf);
  }

  textOf(node: Node): string {
    return this.#source.textOf(node);
  }

  variableOf(node: Node): Variable | undefined {
    return this.scopes.variableOf(node);
  }

  leaks(kind: Obligation['kind'], { implicitThrows }: { readonly implicitThrows: ImplicitThrows }): readonly Leak[] {
    this.#acquired ??= acquisitionsOf(this);
    const dropped = this.isTestFile ? [] : this.#acquired.dropped.filter((each) => each.kind === kind).map(droppedLeak);
    const held = this.#acquired.held.filter((each) => each.kind === kind);
    const leaking = held.flatMap((obligation) => this.#leak(obligation, implicitThrows));
    return [...dropped, ...leaking.filter((leak) => !this.#isInner(leak))].sort(
      (a, b) => a.obligation.place.range[0] - b.obligation.place.range[0],
    );
  }

  lateUses(): readonly LateUse[] {
    this.#acquired ??= acquisitionsOf(this);
    const tree = { program: this.#source.program, keys: this.#source.visitorKeys ?? {} };
    // Whether what no entry describes may be used again is not known.
    const held = this.#acquired.held.filter(({ byType }) => !byType);
    const found = [...escaping(this, tree), ...retried(this, tree), ...replaced(this)];
    // Tests use what is closed on purpose, to see it refused.
    if (!this.isTestFile) found.push(...usedLate(held, this), ...outliving(held, this));
    return found.sort((a, b) => a.place.range[0] - b.place.range[0]);
  }

  /** Whether what the resource was taken from leaks as well: only the outermost is reported. */
  #isInner(leak: Leak): boolean {
    return leak.obligation.owners.some((owner) => {
      const variable = this.variableOf(owner);
      const outer =
        variable && this.#acquired?.held.find((each) => each !== leak.obligation && each.holders.has(variable));
      return outer !== undefined && outer.kind !== 'response' && this.#leak(outer, 'strong').length > 0;
    });
  }

  #leak(obligation: Obligation, implicitThrows: ImplicitThrows): readonly Leak[] {
    const judgement = this.#judge(obligation, this.#throwsFor(obligation, implicitThrows));
    const exits = this.#exits(obligation, judgement);
    return exits.length === 0 ? [] : [leakOf(obligation, exits, judgement.effects)];
  }

  /** The ways out that are reported. */
  #exits(obligation: Obligation, { verdict, effects, proven }: Judgement): readonly Exit[] {
    const isOwed = obligation.given ? proven || effects.returned : !obligation.needsProof || proven;
    // A test that opens something and leaves it is over soon; one that closes it on some paths means to on all.
    if (this.isTestFile && (obligation.kind === 'response' || !proven)) return [];
    if (verdict.verdict !== 'leaks' || !isOwed) return this.isTestFile ? [] : timeoutsOf(obligation, effects, this);
    if (obligation.kind === 'client' && !proven && this.isEntry(obligation.home)) return [];
    // Whoever is given what no entry describes may look after it.
    if (obligation.byType && !proven && effects.at.size > 0) return [];
    return obligation.given
      ? verdict.exits.filter(({ how, node }) => how === 'throws' && node?.type === 'ThrowStatement')
      : verdict.exits;
  }

  /** Which throws count: for responses only throw statements; in tests and entry functions only those that are caught again. */
  #throwsFor(obligation: Obligation, implicitThrows: ImplicitThrows): Throws {
    if (this.isTestFile || this.isEntry(obligation.home)) return 'none';
    if (obligation.kind === 'response') return 'explicit';
    return implicitThrows;
  }

  #judge(obligation: Obligation, throws: Throws): Judgement {
    const known = this.#judged.get(obligation) ?? new Map<Throws, Judgement>();
    this.#judged.set(obligation, known);
    const found = known.get(throws) ?? judge(obligation, throws, this);
    known.set(throws, found);
    return found;
  }

  graphOf(fn: FunctionNode): Graph | undefined {
    if (this.#graphs.has(fn)) return this.#graphs.get(fn);
    this.graphs++;
    const options: FlowOptions = {
      mayThrow: (node, role) => this.strengthOf(node, role) !== undefined,
      neverReturns,
      inlines: (call) => inlinedCallbacks(call, this.origin),
      ...(this.#source.visitorKeys ? { visitorKeys: this.#source.visitorKeys } : {}),
    };
    const found = flowOf(fn, options);
    const graph = 'unknown' in found ? undefined : found;
    this.#graphs.set(fn, graph);
    return graph;
  }

  strengthOf(node: Node, role: Role): Strength | undefined {
    return strengthOf(node, role, {
      functionOf: (call) => this.origin.functionOf(call),
      throws: (fn) => this.#throws(fn),
      disposes: (each) => this.#disposes(each),
    });
  }

  /** `await other.close()`, but not `await transaction.commit()`. */
  #disposes(node: Node): boolean {
    const call = unwrap(node);
    const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
    if (callee?.type !== 'MemberExpression') return false;
    const on = this.origin.denote(callee.object);
    const disposer = on?.kind === 'instance' ? own(on.ref.type.dispose, propertyName(callee) ?? '') : undefined;
    return (
      disposer !== undefined && disposer.decides !== true && on?.kind === 'instance' && on.ref.type.kind !== 'response'
    );
  }

  /** Whether a throw statement or an awaited rejection leaves the function. A function that is asked for while it is being answered does not. */
  #throws(fn: FunctionNode): boolean {
    const known = this.#throwing.get(fn);
    if (known !== undefined) return known;
    this.#throwing.set(fn, false);
    const graph = this.graphOf(fn);
    const found = graph === undefined || this.#leavesByThrow(graph) || this.#returnsRejecting(fn);
    this.#throwing.set(fn, found);
    return found;
  }

  #leavesByThrow(graph: Graph): boolean {
    const seen = new Set<Point>([graph.entry]);
    for (const point of seen) {
      for (const { to, kind } of point.succ) {
        const strength = kind === 'throw' && point.node ? this.strengthOf(point.node, point.role) : undefined;
        if (kind === 'throw' && strength !== 'explicit' && strength !== 'strong') continue;
        if (to === graph.exits.throw) return true;
        seen.add(to);
      }
    }
    return false;
  }

  /** A function that is not asynchronous and gives somebody else's promise rejects with it. */
  #returnsRejecting(fn: FunctionNode): boolean {
    return this.census.returnsOf(fn).some((value) => {
      const inner = value && unwrap(value);
      return (
        inner?.type === 'CallExpression' &&
        this.strengthOf({ type: 'AwaitExpression', argument: inner } as unknown as TSESTree.AwaitExpression, 'done') !==
          undefined
      );
    });
  }

  effectOnParameter(fn: FunctionNode, position: number, obligation: Judged): FunctionEffect {
    const known = this.#onParameters.get(fn) ?? new Map<string, FunctionEffect>();
    this.#onParameters.set(fn, known);
    const key = `${position}:${obligation.ref.library.package}:${obligation.ref.name}`;
    const found = known.get(key);
    // A function that calls itself does with what it is given what the rest of it does; of two that call each other, nothing is known.
    if (found === 'unknown' && this.#asking.at(-1) === fn) return 'borrows';
    if (found) return found;
    known.set(key, 'unknown');
    const name = boundIdentifier(fn.params[position]);
    const variable = name && this.variableOf(name);
    this.#asking.push(fn);
    const effect = variable ? this.#effectOf(fn, new Map([[variable, obligation.ref]]), obligation) : 'unknown';
    this.#asking.pop();
    known.set(key, effect);
    return effect;
  }

  effectOnCaptured(fn: FunctionNode, obligation: Obligation): FunctionEffect {
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
    const graph = this.graphOf(fn);
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
    const { verdict, effects } = judge(inner, 'none', this);
    if (effects.at.size === 0 && !effects.returned) return 'borrows';
    const onlyDisposes = [...effects.at.values()].every(({ does }) => does === 'dispose');
    return verdict.verdict === 'met' && onlyDisposes ? 'disposes' : 'unknown';
  }

  isEntry(fn: FunctionNode): boolean {
    const name = nameOf(fn);
    const variable = name && this.variableOf(name);
    if (!variable) return isRunAtOnce(fn) && enclosingFunction(fn) === undefined;
    return variable.references.some((reference) => {
      const identifier = reference.identifier as Node;
      const call = identifier.parent;
      return call?.type === 'CallExpression' && call.callee === identifier && enclosingFunction(call) === undefined;
    });
  }
}

/** `(async () => { … })()`. */
function isRunAtOnce(fn: FunctionNode): boolean {
  const call = fn.parent as Node | undefined;
  return isFunctionLiteral(fn) && call?.type === 'CallExpression' && call.callee === fn;
}

function nameOf(fn: FunctionNode): Node | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  const parent = fn.parent as Node | undefined;
  return parent?.type === 'VariableDeclarator' && isFunction(parent.init) ? parent.id : undefined;
}
