import type { TSESTree } from '@typescript-eslint/utils';

import type { Library, Retries } from '../catalog/vocabulary.ts';
import type { Node } from '../lang/nodes.ts';
import type { Call } from './context.ts';
import type { OwnershipSource } from './ownership.ts';
import { type OptionValue, isNoOptions, optionOf } from './option-values.ts';
import { retryLoops } from './retry-loops.ts';
import { retryRecursions } from './retry-recursions.ts';
import type { Beyond } from './unclosed-clients.ts';
import type { HasVersion } from './waits.ts';

/** Where a report stands: a node, or the keyword with which a loop begins. */
export type RetryPlace = Node | { readonly type?: undefined; readonly loc: Readonly<TSESTree.SourceLocation> };

/** A call that is tried again in a way that does not end, or that hurts. */
export interface EndlessRetry {
  /**
   * `unbounded`: nothing bounds it. `atOnce`: a bound is there, but nothing waits between the attempts. `stuck`: the counter that is
   * to bound it never moves. `told`: a library is told to go on for ever. `untold`: a library does so unless it is told not to.
   */
  readonly how: 'unbounded' | 'atOnce' | 'stuck' | 'told' | 'untold';
  readonly place: RetryPlace;
  /** The call that is tried again; of a library, the call that is told. */
  readonly call: Call;
  /** Something waits between the attempts. */
  readonly hasWait: boolean;
  /** It opens a connection, and waits before it does so again. */
  readonly isReconnect: boolean;
  /** The counter that never moves. */
  readonly counter?: Node;
  /** The loop that tries again, for edits. */
  readonly loop?: TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement;
  /** What catches the failure, for edits. */
  readonly handler?: TSESTree.CatchClause;
  /** The option that says "for ever", and its name. */
  readonly option?: { readonly path: string; readonly value: Node | undefined };
}

/**
 * The retries of a file that do not end. A retry ends on success; what goes on after it (pollers, streams, pages, heartbeats) is
 * none. What could end it, be it a counter, the clock, a signal, a flag that others set or a call that nobody can look into, does.
 */
export function endlessRetriesOf(source: OwnershipSource, beyond: BeyondRetries): readonly EndlessRetry[] {
  if (source.isTestFile) return [];
  const hasVersion: HasVersion = (name, since) => beyond.hasVersion(name, since);
  const told = source.census.calls.flatMap((call) => toldRetry(call, source, hasVersion) ?? []);
  const all = [...told, ...retryLoops(source), ...retryRecursions(source)];
  return all.filter(({ call }) => beyond.mayRun(call));
}

type BeyondRetries = Pick<Beyond, 'hasVersion' | 'mayRun'>;

/** A call of a library that tries again, and is told to do so for ever. */
function toldRetry(call: Call, source: OwnershipSource, hasVersion: HasVersion): EndlessRetry | undefined {
  const found = retriesOf(call, source);
  if (!found || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const { library, retries } = found;
  const given = retries.options.flatMap((position) => call.arguments[position] ?? []);
  const candidates = given.filter((each) => !isNoOptions(each, source));
  // An address or a function before the options is whatever it is.
  const passed = candidates.filter((each) => each === candidates.at(-1) || each.type === 'ObjectExpression');
  const known = (until: string | undefined): boolean => until === undefined || !hasVersion(library.package, until);
  const read = (path: Retries['bounds'][number]): readonly OptionValue[] =>
    passed.map((options) => optionOf(options, path, source));
  const isBound = retries.bounds.some((bound) => read(bound).some(({ is }) => is === 'given' || is === 'unknown'));
  if (isBound) return undefined;
  const base = { place: call.callee, call, hasWait: true, isReconnect: false };
  for (const bound of retries.endless.filter(({ until }) => known(until))) {
    const values = read(bound);
    const none = values.find((each) => each.is === 'none' && source.textOf(each.value) !== 'undefined');
    if (none?.is === 'none') return { ...base, how: 'told', option: { path: bound.path, value: none.value } };
    if (!retries.unlessGiven || values.some(({ is }) => is !== 'absent')) continue;
    return { ...base, how: 'untold', option: { path: bound.path, value: undefined } };
  }
  return undefined;
}

/** How a call tries again, by the catalog. */
function retriesOf(
  call: Call,
  source: OwnershipSource,
): { readonly library: Library; readonly retries: Retries } | undefined {
  const of = source.origin.denote(call.callee);
  const value = of?.kind === 'value' ? of.value : of?.kind === 'module' ? of.exports['default'] : undefined;
  if (value && (of?.kind === 'value' || of?.kind === 'module')) {
    const type = value.is === undefined ? undefined : source.catalog.resolve(of.library, value.is)?.type;
    const retries = value.retries ?? type?.retries;
    if (retries) return { library: of.library, retries };
  }
  if (call.callee.type !== 'MemberExpression') return undefined;
  const on = source.origin.denote(call.callee.object);
  if (on?.kind === 'instance') return on.ref.type.retries && { library: on.ref.library, retries: on.ref.type.retries };
  const name = on?.kind === 'value' ? on.value.is : undefined;
  const retries =
    on?.kind === 'value' && name !== undefined ? source.catalog.resolve(on.library, name)?.type.retries : undefined;
  return retries && on?.kind === 'value' ? { library: on.library, retries } : undefined;
}
