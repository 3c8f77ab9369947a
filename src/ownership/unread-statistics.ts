import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import { STOPPING } from '../catalog/starters.ts';
import type { Statistics } from '../catalog/vocabulary.ts';
import {
  type Node,
  enclosingClass,
  isFunction,
  isFunctionLiteral,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { freshClient } from './kept-clients.ts';
import { isNoOptions, optionOf } from './option-values.ts';
import type { OwnershipSource } from './ownership.ts';
import { LISTENING } from './registering.ts';
import { runsAtStart } from './start-ups.ts';
import { type Passed, type Whereabouts, whereaboutsOf } from './whereabouts.ts';

/** A pool of the process of which nobody knows how full it is. */
export interface UnreadStatistics {
  readonly ref: TypeRef;
  readonly statistics: Statistics;
  readonly call: Call;
  readonly place: Node;
  /** The name or field that holds it. */
  readonly name: Node;
}

/** What is known from beyond the file. */
interface Beyond {
  /** Whether another file of the project says it; undefined where that is not known. */
  isSaidElsewhere(pattern: RegExp): boolean | undefined;
}

/**
 * The pools that are kept for good whose statistics nothing reads and whose events nothing hears. Where the pool can be had from
 * elsewhere, no file of the project may name them.
 *
 *     const pool = new Pool();          // neither `totalCount` nor `on('acquire', …)` in the project → reported
 */
export function unreadStatisticsOf(source: OwnershipSource, beyond: Beyond): readonly UnreadStatistics[] {
  if (source.isTestFile) return [];
  const found = source.census.calls.flatMap((call) => {
    // What a function of the file makes is made there.
    const ref = source.origin.functionOf(call) ? undefined : freshClient(call, source)?.ref;
    const statistics = ref?.type.statistics;
    if (!ref || !statistics || /sqlite|:memory:/i.test(source.textOf(call))) return [];
    const where = whereaboutsOf({ expressions: [call] }, ref, source);
    const name = where.name ?? fieldOf(call);
    // What is put into a collection, or handed on, is looked after there.
    if (!name || !where.isKept || where.escapes || isWatched(call, ref, where, source)) return [];
    const said = beyond.isSaidElsewhere(wordsOf(statistics));
    const isOurs = name.type === 'Identifier' && !where.isExported && where.passed.length === 0;
    if (said === true || (said === undefined && !isOurs)) return [];
    return [{ ref, statistics, call, place: placeOf(call), name }];
  });
  // Two arms of a branch give one field its pool.
  return found.filter((each, at) => found.findIndex((other) => isAlike(other, each, source)) === at);
}

/** The field that is declared with the pool: `#pool = new Pool();`. */
function fieldOf(call: Call): Node | undefined {
  const { parent, child } = outside(call);
  return parent?.type === 'PropertyDefinition' && parent.value === child ? parent.key : undefined;
}

function isAlike({ name }: UnreadStatistics, other: UnreadStatistics, source: OwnershipSource): boolean {
  const isSameName = name.type === other.name.type && source.textOf(name) === source.textOf(other.name);
  return (
    name === other.name ||
    (isSameName && enclosingClass(name) === enclosingClass(other.name) && name.type !== 'Identifier')
  );
}

/** Whether a call that ends the pool comes by itself, once the work of the module is done: nobody watches what is gone so soon. */
function endsSoon(call: Node, source: OwnershipSource): boolean {
  if (runsAtStart(call, source)) return true;
  for (let at: Node | undefined = call; at; at = at.parent) {
    const parent: Node | undefined = at.parent;
    if (isFunction(at) && !(isFunctionLiteral(at) && parent?.type === 'CallExpression')) return false;
    if (parent?.type === 'CallExpression' && parent.callee !== at && isStopping(parent, source)) return false;
  }
  return true;
}

/** `process.on('SIGTERM', …)`, `app.addHook('onClose', …)`. */
function isStopping({ callee, arguments: [first] }: TSESTree.CallExpression, source: OwnershipSource): boolean {
  const event = first && literalValue(first) ? source.textOf(first) : '';
  return new RegExp(`${STOPPING}|exit|close|stop|end`, 'i').test(`${source.textOf(callee)} ${event}`);
}

function isWatched(call: Call, ref: TypeRef, where: Whereabouts, source: OwnershipSource): boolean {
  const { statistics } = ref.type;
  if (!statistics) return true;
  const names = new Set(statistics.reads.map((path) => path.split('.')[0]));
  const isEnding = (name: string): boolean => own(ref.type.dispose, name) !== undefined;
  return (
    where.calls.some((each) => isEnding(each.name) && endsSoon(each.call, source)) ||
    where.read.some((name) => names.has(name)) ||
    where.calls.some((each) => names.has(each.name) || isHeard(each, statistics)) ||
    where.passed.some((each) => mayWatch(each)) ||
    (statistics.options ?? []).some(({ arg, path, is }) => {
      const options = call.arguments[arg];
      if (options && isNoOptions(options, source)) return false;
      const found = options && path !== undefined ? optionOf(options, { path, unit: 'other' }, source) : undefined;
      if (found?.is === 'unknown') return true;
      const literal = found?.is === 'given' ? literalValue(found.value) : undefined;
      return found?.is === 'given' && (is === undefined || !literal || is.includes(literal.value as boolean));
    })
  );
}

/** A listener for one of the events, or for one that the code does not tell. */
function isHeard({ name, call }: Whereabouts['calls'][number], { events }: Statistics): boolean {
  if (!LISTENING.has(name) && name !== 'addHook') return false;
  const event = call.arguments[0] && literalValue(call.arguments[0])?.value;
  return typeof event !== 'string' || events.includes(event);
}

/** Functions that are given a pool to look at it, by the names that people give them. */
const WATCHING =
  /monitor|metric|instrument|observ|statistic|stats|telemetry|watch|track|trac(?:e|ing)|prom|collect|gauge|health|report|register|listen|event|hook|wire|patch|wrap|setup|attach/i;

function mayWatch({ call }: Passed): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  return name === undefined || WATCHING.test(name);
}

/** By what a text tells that it reads one of the statistics or hears one of the events. */
function wordsOf({ reads, events, options }: Statistics): RegExp {
  const names = [...reads, ...(options ?? []).flatMap(({ path }) => path ?? [])].map((path) => path.split('.').at(-1));
  const read = names.length > 0 ? [`\\b(?:${names.join('|')})\\b`] : [];
  const heard =
    events.length > 0 ? [`\\b(?:on|once|addListener|addHook)\\(\\s*['"\`](?:${events.join('|')})['"\`]`] : [];
  return new RegExp([...read, ...heard].join('|'));
}
