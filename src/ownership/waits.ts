import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import type { Bound, Library, OptionTest, Waits } from '../catalog/vocabulary.ts';
import { type Node, enclosingFunction, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { hasDeadline } from './deadlines.ts';
import { isForItself } from './own-addresses.ts';
import { type OptionValue, isNoOptions, optionOf } from './option-values.ts';
import type { OwnershipSource } from './ownership.ts';
import { isSpent, whereaboutsOf } from './whereabouts.ts';

/** A call that nothing bounds: it may wait for ever, or for as long as the library's own default lets it. */
export interface UnboundedWait {
  readonly library: Library;
  readonly waits: Waits;
  readonly call: Call;
  /** The short range that stands for it. */
  readonly place: Node;
  /** An option that says that there is no bound, or that does nothing the way it is used; undefined where none is given. */
  readonly option: { readonly bound: Bound; readonly value: Node; readonly why: 'none' | 'inert' } | undefined;
  /** Where an edit could put the option: an object literal, or a new argument at that position; undefined where it cannot. */
  readonly home: TSESTree.ObjectExpression | number | undefined;
}

/** Whether the installed version of a package is known to be that new. */
export type HasVersion = (packageName: string, since: string) => boolean;

/**
 * The calls of a file that nothing bounds. What comes from elsewhere (a parameter, an import, a spread of either) may hold a bound,
 * and is passed over; so is what a timer, a race or a function named for it ends.
 *
 *     await axios.get(url);                       // no `timeout`, no `signal` → reported
 *     await axios.get(url, { timeout: 5_000 });
 *     await axios.get(url, options);              // `options` is a parameter → passed over
 */
export function unboundedWaitsOf(source: OwnershipSource, beyond: BeyondFile): readonly UnboundedWait[] {
  if (source.isTestFile) return [];
  const hasVersion: HasVersion = (name, since) => beyond.hasVersion(name, since);
  const found = source.census.calls.flatMap((call) => {
    const at = waitOf(call, source);
    return at ? (judged(call, at.library, at.waits, source, hasVersion) ?? []) : [];
  });
  // What other files say is looked for where there is something to report, once for each pattern.
  const settings = new Set(found.flatMap(({ waits }) => waits.boundElsewhere ?? []));
  const said = [...settings].filter((each) => isSaid(each, source, beyond));
  return found.filter(({ call, waits }) => {
    const isBound = waits.boundElsewhere !== undefined && said.includes(waits.boundElsewhere);
    return !isBound && !isAtHome(call, waits, source, beyond) && beyond.mayRun(call);
  });
}

function isSaid(
  { says, in: where }: NonNullable<Waits['boundElsewhere']>,
  source: OwnershipSource,
  beyond: BeyondFile,
): boolean {
  const pattern = new RegExp(says);
  const reach = where === 'package' ? 'package' : 'code';
  return pattern.test(source.textOf(source.program)) || beyond.isSaidElsewhere(pattern, reach) === true;
}

/** What is known from beyond the file. */
interface BeyondFile {
  hasVersion(...question: Parameters<HasVersion>): boolean;
  /** Whether other code of the package, or of the project, says it; undefined where that is not known. */
  isSaidElsewhere(pattern: RegExp, reach: 'package' | 'code'): boolean | undefined;
  /** Whether a place may run at all. */
  mayRun(node: Node): boolean;
}

/** What a call waits for, by the catalog. */
function waitOf(call: Call, source: OwnershipSource): { readonly library: Library; readonly waits: Waits } | undefined {
  const callee = unwrap(call.callee);
  if (!isCertain(callee, source, 0)) return undefined;
  const of = source.origin.denote(callee);
  const isConstruction = call.type === 'NewExpression';
  if (of?.kind === 'value' || of?.kind === 'module') {
    const value = of.kind === 'value' ? of.value : own(of.exports, 'default');
    if (!value) return undefined;
    const itself = value.is === undefined ? undefined : source.catalog.resolve(of.library, value.is);
    const waits =
      isConstruction === (value.construct !== undefined && value.call === undefined) ? value.waits : undefined;
    const found = waits ?? (isConstruction ? undefined : itself?.type.waits);
    return found && { library: of.library, waits: found };
  }
  if (isConstruction || callee.type !== 'MemberExpression') return undefined;
  const on = source.origin.denote(callee.object);
  const value = on?.kind === 'value' ? on.value : on?.kind === 'module' ? own(on.exports, 'default') : undefined;
  if (value?.is === undefined || (on?.kind !== 'value' && on?.kind !== 'module')) return undefined;
  const waits = own(source.catalog.resolve(on.library, value.is)?.type.members, propertyName(callee) ?? '')?.waits;
  return waits && { library: on.library, waits };
}

/** Whether a callee is what it is taken for in any case: `options.fetch ?? fetch` may be somebody else's, which brings a bound. */
function isCertain(callee: Node, source: OwnershipSource, depth: number): boolean {
  const inner = unwrap(callee);
  if (depth > 4) return false;
  switch (inner.type) {
    case 'LogicalExpression':
      return false;
    case 'ConditionalExpression':
      return [inner.consequent, inner.alternate].every(
        (arm) => source.origin.denote(arm) !== undefined && isCertain(arm, source, depth + 1),
      );
    case 'MemberExpression':
      return isCertain(inner.object, source, depth + 1);
    case 'ThisExpression':
      return false;
    case 'Identifier': {
      const variable = source.scopes.variableOf(inner);
      const definition = variable?.defs[0];
      if (definition && (definition.type as string) === 'Parameter') return false;
      const init = variable && constantInit(variable);
      return !init || isCertain(init, source, depth + 1);
    }
    default:
      return true;
  }
}

function judged(
  call: Call,
  library: Library,
  waits: Waits,
  source: OwnershipSource,
  hasVersion: HasVersion,
): UnboundedWait | undefined {
  const passed = passedTo(call, waits, source);
  if (!passed || isWhole(call, waits, source) || isMeant(call, waits, source)) return undefined;
  const bounds = waits.bounds.filter(({ until }) => until === undefined || !hasVersion(library.package, until));
  let option: UnboundedWait['option'];
  for (const bound of bounds) {
    for (const options of passed) {
      const found = optionOf(options, bound, source);
      if (found.is === 'unknown' && !isUnlikely(bound, call, source)) return undefined;
      if (found.is === 'given' && isEffective(options, bound, source)) return undefined;
      if (found.is === 'given') option ??= { bound, value: found.value, why: 'inert' };
      if (found.is === 'none') option ??= { bound, value: found.value, why: 'none' };
    }
  }
  if (passed.some((options) => hasAgentThatCutsOff(options, source)) || isForOneCall(call, waits, source))
    return undefined;
  if (hasDeadline(call, waits, source, option?.bound.emits)) return undefined;
  return { library, waits, call, place: placeOf(call), option, home: homeOf(call, passed, waits, source) };
}

/** `axios.create({ httpAgent: new AgentKeepAlive() })`: a connection on which nothing comes is ended by the agent. */
function hasAgentThatCutsOff(options: Node, source: OwnershipSource): boolean {
  return AGENTS.some((path) => {
    const found = optionOf(options, { path, unit: 'other' }, source);
    const of = found.is === 'given' ? source.origin.denote(unwrap(found.value)) : undefined;
    return of?.kind === 'instance' && of.ref.type.cutsOff === true;
  });
}

const AGENTS = ['agent', 'httpAgent', 'httpsAgent'] as const;

/** A pool of one function: nobody else takes its connections. */
function isForOneCall(call: Call, waits: Waits, source: OwnershipSource): boolean {
  const made = waits.for === 'a free connection' ? source.origin.callOf(call) : undefined;
  return made !== undefined && isSpent(call, made.ref, whereaboutsOf({ expressions: [call] }, made.ref, source));
}

/** A request that stays on the machine, or with the service; a database there may be busy all the same. */
function isAtHome(call: Call, waits: Waits, source: OwnershipSource, beyond: BeyondFile): boolean {
  if (!/response|handshake/.test(waits.for)) return false;
  // `http://${config.jobs.host}:…`, where the project listens on `config.jobs.host`.
  const isListenedOn = (host: string): boolean => {
    const plain = host.replace(/[^\w.]/g, '\\$&');
    const pattern = new RegExp(`\\.listen\\([^;{]{0,200}${plain}\\b`);
    return pattern.test(source.textOf(source.program)) || beyond.isSaidElsewhere(pattern, 'code') === true;
  };
  return isForItself(call, source, isListenedOn);
}

/** What the first argument is called where it holds its options itself: a `Request`. */
function isWhole(call: Call, waits: Waits, source: OwnershipSource): boolean {
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  if (!first || waits.options.includes(0) || call.arguments.length > 1 || isNoOptions(first, source)) return false;
  if (first.type === 'NewExpression') return true;
  return first.type !== 'CallExpression' && /req(?:uest)?$|^input$/i.test(nameOf(first));
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? (propertyName(node) ?? '') : '';
}

/** The arguments that are options; undefined where one may be that nobody can look into. */
function passedTo(call: Call, waits: Waits, source: OwnershipSource): readonly Node[] | undefined {
  const found: Node[] = [];
  for (const [position, argument] of call.arguments.entries()) {
    if (argument.type === 'SpreadElement') return undefined;
    if (!waits.options.includes(position) || isNoOptions(argument, source)) continue;
    // An address before the options is whatever it is.
    const isFirstOfMany = position < (waits.options.at(-1) ?? 0) && hasOptionsLater(call, position, waits, source);
    if (!isFirstOfMany) found.push(argument);
  }
  return found;
}

function hasOptionsLater(call: Call, position: number, waits: Waits, source: OwnershipSource): boolean {
  return call.arguments.some(
    (argument, at) => at > position && waits.options.includes(at) && !isNoOptions(argument, source),
  );
}

/** An option that only has an event emitted counts once somebody listens; one that needs another beside it counts with that. */
function isEffective(options: Node, bound: Bound, source: OwnershipSource): boolean {
  if (bound.emits !== undefined) return false;
  if (bound.with === undefined) return true;
  const beside: OptionValue = optionOf(options, { path: bound.with, unit: 'other', none: [false] }, source);
  return beside.is === 'given' || beside.is === 'unknown';
}

/** Whether options that come from elsewhere may be taken not to hold a bound that works: what only emits does not, and some are rare. */
function isUnlikely(bound: Bound, call: Call, source: OwnershipSource): boolean {
  if (bound.emits !== undefined) return true;
  const home = enclosingFunction(call);
  return bound.unusual === true && !/signal|abort/i.test(home ? source.textOf(home) : source.textOf(call));
}

/** Whether the call says that it is meant to wait or to stream. */
function isMeant(call: Call, waits: Waits, source: OwnershipSource): boolean {
  return (
    (waits.meant ?? []).some((test) => holds(call, test, source)) ||
    /event-stream|\bstream['"]?\s*:\s*true/.test(source.textOf(call))
  );
}

function holds(call: Call, test: OptionTest, source: OwnershipSource): boolean {
  const argument = call.arguments[test.arg];
  if (!argument || test.path === undefined) return false;
  const found = optionOf(argument, { path: test.path, unit: 'other' }, source);
  const literal = found.is === 'given' ? literalValue(found.value) : undefined;
  return literal !== undefined && (test.is === undefined || test.is.includes(literal.value as string));
}

/** The literal that holds the options, or the place of the argument that would. */
export function homeOf(
  call: Call,
  passed: readonly Node[],
  waits: Pick<Waits, 'options'>,
  source: OwnershipSource,
): TSESTree.ObjectExpression | number | undefined {
  const last = passed.at(-1);
  if (last) return literalOf(last, source);
  const position = waits.options.at(-1) ?? 0;
  const before = call.arguments.length;
  const callback = call.arguments.at(-1);
  const isCallback = callback?.type === 'ArrowFunctionExpression' || callback?.type === 'FunctionExpression';
  return before - (isCallback ? 1 : 0) === position ? position : undefined;
}

function literalOf(node: Node, source: OwnershipSource): TSESTree.ObjectExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ObjectExpression') return inner;
  const variable = inner.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
  const init = variable && constantInit(variable);
  return init ? literalOf(init, source) : undefined;
}
