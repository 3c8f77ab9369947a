import { own, type TypeRef } from '../catalog/index.ts';
import { BORROWERS, CALLED_FROM_OUTSIDE, STOPPING } from '../catalog/starters.ts';
import type { Disposer } from '../catalog/vocabulary.ts';
import { type FunctionNode, type Node, isFunctionLiteral, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { functionOf } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { freshClient } from './kept-clients.ts';
import { isOnFailure } from './listeners.ts';
import { exportOf } from './listening.ts';
import { type OwnershipSource, sourceOf } from './ownership.ts';
import { processConnections } from './process-connections.ts';
import { LISTENING } from './registering.ts';
import { type StartUp, runsAtStart, startUpsOf } from './start-ups.ts';
import type { HasVersion } from './waits.ts';
import { type Passed, type Whereabouts, whereaboutsOf } from './whereabouts.ts';

/** A shared client of a service, which nothing ends when the process is told to stop. */
export interface UnclosedClient {
  /** What makes it. */
  readonly call: Call;
  /** The short range that stands for it. */
  readonly place: Node;
  /** The name of the variable that holds it, or of the library whose own it is. */
  readonly name: Node;
  readonly disposer: { readonly method: string; readonly isAsync: boolean };
  readonly startUp: StartUp;
  /** The handlers of signals that the file has; none of them ends the client. */
  readonly handlers: readonly SignalHandler[];
  /** The file deals with signals, be it in a way that is not understood. */
  readonly speaksOfSignals: boolean;
}

/** What runs when a signal comes. */
export interface SignalHandler {
  readonly signal: string;
  readonly place: Node;
  readonly fn: FunctionNode | undefined;
}

/** What is known from beyond the file. */
export interface Beyond {
  hasVersion(...question: Parameters<HasVersion>): boolean;
  /** Whether the installed version of a package, or every one that the manifest asks for, is that new. */
  isAtLeast(...question: Parameters<HasVersion>): boolean;
  /** Whether another file of the project says it; undefined where that is not known. */
  isSaidElsewhere(pattern: RegExp, reach?: 'code'): boolean | undefined;
  /** Whether a place may run at all; asked last, since it may need a look at other files. */
  mayRun(node: Node): boolean;
}

/**
 * The clients of a module that starts a server, a worker or a schedule which no line of it ends but where something has failed. A
 * client that goes where others may end it is passed over; one that is merely exported is not where no file of the project has to
 * do with stopping.
 *
 *     const pool = new Pool();
 *     app.get('/users', async (request, response) => response.json(await pool.query('select …')));
 *     app.listen(3000);
 */
export function unclosedClientsOf(source: OwnershipSource, beyond: Beyond): readonly UnclosedClient[] {
  if (source.isTestFile || CALLED_FROM_OUTSIDE.some((name) => source.census.modules.has(name))) return [];
  const startUps = startUpsOf(source);
  const [startUp] = [...startUps].sort((a, b) => rank(a) - rank(b));
  if (!startUp) return [];
  const made = source.census.calls.flatMap((call) => unclosed(call, source, beyond) ?? []);
  const shared = processConnections(source, (words) => beyond.isSaidElsewhere(words) !== false);
  const handlers = handlersOf(source);
  const speaksOfSignals = new RegExp(STOPPING, 'i').test(source.textOf(source.program));
  const found = [...made, ...shared].map((each) => ({ ...each, startUp, handlers, speaksOfSignals }));
  // What is made of a client in the same expression, and the arms of a branch, are one.
  return found.filter(({ name }, at) => found.findIndex((other) => other.name === name) === at);
}

/** A server is what is to be stopped first. */
function rank({ what, stop }: StartUp): number {
  return (stop ? 0 : 1) + (what === 'server' ? 0 : 2);
}

/** What is found out of a client by itself. */
export type Unclosed = Pick<UnclosedClient, 'call' | 'place' | 'name' | 'disposer'>;

function unclosed(call: Call, source: OwnershipSource, beyond: Beyond): Unclosed | undefined {
  // What a function of the file makes is made there.
  const made = source.origin.functionOf(call) ? undefined : freshClient(call, source);
  const disposer = made && disposerOf(made.ref, beyond);
  if (!made || !disposer || isInMemory(call, source) || !runsAtStart(call, source)) return undefined;
  const where = whereaboutsOf({ expressions: [call] }, made.ref, source);
  const { name } = where;
  if (
    name?.type !== 'Identifier' ||
    isUsing(name) ||
    !isMeantToLast(made.ref, where) ||
    mayBeClosed(where, made.ref, source, beyond, 0)
  )
    return undefined;
  return { call, place: placeOf(call), name, disposer };
}

/** `await using pool = new Pool();` */
function isUsing({ parent }: Node): boolean {
  return parent?.type === 'VariableDeclarator' && parent.parent.kind.endsWith('using');
}

/** The disposer for which there is something to wait: what merely drops a socket does no more than the end of the process. */
function disposerOf({ library, type }: TypeRef, beyond: Beyond): UnclosedClient['disposer'] | undefined {
  // An agent serves whoever makes a request: nothing is lost with it.
  if (type.rebuilt?.takenBy !== undefined) return undefined;
  const isThere = ({ since }: Disposer): boolean => since === undefined || beyond.hasVersion(library.package, since);
  const found = Object.entries(type.dispose ?? {}).find(
    ([, each]) => each.forced !== true && (each.async === true || each.waits === true) && isThere(each),
  );
  return found && { method: found[0], isAsync: found[1].async === true };
}

/** `new Sequelize('sqlite::memory:')`: there is nobody at the other end. */
function isInMemory(call: Call, source: OwnershipSource): boolean {
  return /sqlite|:memory:/i.test(source.textOf(call));
}

/** Whether it is open, and was made to serve more than one call. */
function isMeantToLast({ type }: TypeRef, { calls }: Whereabouts): boolean {
  const { opensAt, rebuilt, members } = type;
  const isOpen = opensAt === undefined || opensAt === '*' || calls.some(({ name }) => name === opensAt);
  return isOpen && (rebuilt?.harms === 'request' || calls.some(({ name }) => own(members, name)?.livesOn === true));
}

function mayBeClosed(
  where: Whereabouts,
  ref: TypeRef,
  source: OwnershipSource,
  beyond: Beyond,
  depth: number,
): boolean {
  const isEnding = (name: string): boolean => own(ref.type.dispose, name) !== undefined;
  return (
    where.escapes ||
    where.read.some(isEnding) ||
    where.calls.some(({ name, call }) => isEnding(name) && !isOnFailure(call)) ||
    (where.isExported && beyond.isSaidElsewhere(new RegExp(STOPPING, 'i')) !== false) ||
    where.passed.some((each) => mayBeClosedIn(each, ref, source, beyond, depth))
  );
}

const DEEP = 3;

/** Whether what a client is passed to may end it, or keep it for somebody who does. */
function mayBeClosedIn(
  { call, argument }: Passed,
  ref: TypeRef,
  source: OwnershipSource,
  beyond: Beyond,
  depth: number,
): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'console')
    return false;
  if (isBorrowing(call, source)) return false;
  // What is made of a literal is whatever the function makes of it.
  const isPacked = /^(?:Object|Array)Expression$/.test(unwrap(argument).type);
  const found = depth < DEEP && !isPacked ? source.origin.calleeOf(call) : undefined;
  const parameter = found?.fn.params[call.arguments.findIndex((each) => each === argument)];
  if (!found || !parameter || parameter.type === 'RestElement') return true;
  const other = sourceOf(found.home, false);
  const where = whereaboutsOf({ expressions: [], parameters: [parameter] }, ref, other);
  return where.isKept || mayBeClosed(where, ref, other, beyond, depth + 1);
}

/** `drizzle(pool)`, whose result leads to the client only by a name that nobody here says. */
function isBorrowing(call: Call, source: OwnershipSource): boolean {
  const made = exportOf(call.callee, source);
  const isKnown =
    made !== undefined &&
    BORROWERS.some(({ modules, makes }) => modules.includes(made.module) && makes.includes(made.path));
  return isKnown && !source.textOf(source.program).includes('$client');
}

function handlersOf(source: OwnershipSource): readonly SignalHandler[] {
  return source.census.calls.flatMap((call) => {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || !LISTENING.has(propertyName(callee) ?? '')) return [];
    const [event, handler] = call.arguments;
    const signal = event && literalValue(event)?.value;
    if (callee.object.type !== 'Identifier' || callee.object.name !== 'process' || !isStopping(signal)) return [];
    const inner = handler && unwrap(handler);
    const variable = inner?.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
    const fn = isFunctionLiteral(inner) ? inner : variable && functionOf(variable);
    return [{ signal, place: call, fn }];
  });
}

function isStopping(signal: unknown): signal is string {
  return typeof signal === 'string' && /^SIG(?:TERM|INT)$/.test(signal);
}
