import type { TSESTree } from '@typescript-eslint/utils';

import { type Catalog, own } from '../catalog/index.ts';
import { type FlowOptions, type Graph, type Role, flowOf } from '../flow/graph.ts';
import type { Census } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  enclosingFunction,
  isFunction,
  isFunctionLiteral,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { Scopes, Variable } from '../lang/scopes.ts';
import type { Home, Located } from '../origin/model.ts';
import { acquisitionsOf } from './acquisitions.ts';
import { usedLate } from './after-disposal.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import type { FunctionEffect, Judged, OwnershipContext } from './context.ts';
import { escaping } from './escapes.ts';
import { inlinedCallbacks } from './inlining.ts';
import { droppedLeak, leakOf } from './leaks.ts';
import { leftBehind } from './left-behind.ts';
import { type Judgement, type Throws, judge } from './judge.ts';
import type { Exit, ImplicitThrows, LateUse, Leak, Obligation } from './model.ts';
import { outliving } from './outliving.ts';
import { replaced } from './replaced.ts';
import { lostWithSibling } from './siblings.ts';
import { retried } from './retried.ts';
import { timeoutsOf } from './timeouts.ts';
import { Summaries } from './summaries.ts';
import { type Strength, type ThrowContext, neverReturns, strengthOf } from './throwing.ts';

/**
 * Obligations over control flow: who acquired what, and on which path it is neither disposed of, released, consumed nor handed on.
 * It knows the functions of the file and of those of its project that it imports, and reports leaks only: what it cannot follow (a
 * callee nothing is known of, a closure that escapes, a field) ends in silence.
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
  readonly origin: Home;
  readonly isTestFile: boolean;
  /** What stands at the top level of the file runs for each page or component that is rendered. */
  readonly isComponent?: boolean;
  readonly visitorKeys: FlowOptions['visitorKeys'];
  readonly program: Node;
  textOf(node: Node): string;
  /** The comments that stand before a statement or behind it on its last line. */
  commentsBeside(statement: Node): string;
}

/** All that judging takes of a file. Comments are read in the linted one alone. */
export function sourceOf(
  origin: Home,
  isTestFile: boolean,
  commentsBeside: OwnershipSource['commentsBeside'] = () => '',
): OwnershipSource {
  const { catalog, scopes, census, visitorKeys, program } = origin;
  const textOf = (node: Node): string => origin.textOf(node);
  return { catalog, scopes, census, origin, isTestFile, visitorKeys, program, textOf, commentsBeside };
}

/** The ownership layer of a file. */
export function ownershipOf(source: OwnershipSource): Ownership {
  return new FileOwnership(source, new Map());
}

class FileOwnership implements Ownership, OwnershipContext {
  readonly catalog: Catalog;
  readonly scopes: Scopes;
  readonly census: Census;
  readonly origin: Home;
  readonly conditions: Conditions;
  readonly isTestFile: boolean;
  readonly #source: OwnershipSource;
  readonly #graphs = new Map<FunctionNode, Graph | undefined>();
  readonly #others: Map<Home, FileOwnership>;
  readonly #summaries: Summaries;
  readonly #judged = new Map<Obligation, Map<Throws, Judgement>>();
  #acquired: ReturnType<typeof acquisitionsOf> | undefined;
  graphs = 0;
  readonly #knowing: ThrowContext = {
    calleeOf: (call) => this.origin.calleeOf(call),
    throws: ({ fn, home }, how) => this.contextOf(home).throws(fn, how),
    disposes: (each) => this.#disposes(each),
  };
  readonly #supposing: ThrowContext = {
    ...this.#knowing,
    calleeOf: (call) => {
      const fn = this.origin.functionOf(call);
      return fn && { fn, home: this.origin };
    },
    throws: () => true,
  };

  constructor(source: OwnershipSource, others: Map<Home, FileOwnership>) {
    this.#source = source;
    this.#others = others.set(source.origin, this);
    this.#summaries = new Summaries(this);
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
    this.conditions = conditionsOf(source.scopes, numberOf, (call) => this.#gives(call));
  }

  textOf(node: Node): string {
    return this.#source.textOf(node);
  }

  /** `client.db(name)`, of which the catalog says what it gives; what a collection gives may be nothing. */
  #gives(call: TSESTree.CallExpression): boolean {
    const found = this.origin.callOf(call) && this.origin.denote(call);
    return found?.kind === 'instance' && !found.promise;
  }

  variableOf(node: Node): Variable | undefined {
    return this.scopes.variableOf(node);
  }

  leaks(kind: Obligation['kind'], { implicitThrows }: { readonly implicitThrows: ImplicitThrows }): readonly Leak[] {
    this.#acquired ??= acquisitionsOf(this);
    const dropped = this.isTestFile ? [] : this.#acquired.dropped.filter((each) => each.kind === kind).map(droppedLeak);
    const held = this.#acquired.held.filter((each) => each.kind === kind);
    const leaking = held.flatMap((obligation) => this.#leak(obligation, implicitThrows));
    const left = kind === 'client' ? leftBehind(this, this.#source) : [];
    return [...dropped, ...left, ...leaking.filter((leak) => !this.#isInner(leak))].sort(
      (a, b) => a.obligation.place.range[0] - b.obligation.place.range[0],
    );
  }

  lateUses(): readonly LateUse[] {
    this.#acquired ??= acquisitionsOf(this);
    const tree = { program: this.#source.program, keys: this.#source.visitorKeys ?? {} };
    // Whether what no entry describes may be used again is not known.
    const held = this.#acquired.held.filter(({ byType, ref }) => !byType && !ref.type.endsByItself);
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
    const found = this.#exits(obligation, judgement);
    const isSilent = this.#throwsFor(obligation, implicitThrows) === 'none';
    const alone = isSilent ? undefined : lostWithSibling(obligation, judgement.proven, this);
    const exits = alone ? [...found, alone] : found;
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
      ? verdict.exits.filter(
          ({ how, node }) => (how === 'throws' && node?.type === 'ThrowStatement') || (node && isRejection(node)),
        )
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
      // Which calls throw in fact is asked when a path comes to them, for that may take another file.
      mayThrow: (node, role) => strengthOf(node, role, this.#supposing) !== undefined,
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
    return strengthOf(node, role, this.#knowing);
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

  effectOnParameter(callee: Located, position: number, obligation: Judged, property?: string): FunctionEffect {
    return this.#summaries.onParameter(callee, position, obligation, property);
  }

  effectOnCaptured(fn: FunctionNode, obligation: Obligation): FunctionEffect {
    return this.#summaries.onCaptured(fn, obligation);
  }

  contextOf(home: Home): OwnershipContext {
    return this.#others.get(home) ?? new FileOwnership(sourceOf(home, false), this.#others);
  }

  throws(fn: FunctionNode, how: 'called' | 'awaited'): boolean {
    return this.#summaries.throws(fn, how);
  }

  isEntry(fn: FunctionNode): boolean {
    if (this.#source.isComponent === true) return false;
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

/** `return Promise.reject(error)`: a throw of those who work without `async`. */
function isRejection(node: Node): boolean {
  const call = node.type === 'ReturnStatement' && node.argument ? unwrap(node.argument) : undefined;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  return (
    callee?.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    propertyName(callee) === 'reject'
  );
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
