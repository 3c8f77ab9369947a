import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import type { Rebuilt } from '../catalog/vocabulary.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  enclosingFunction,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import { packageOf } from '../project/manifests.ts';
import { type Dependence, dependenceOf, parametersIn } from './dependence.ts';
import { nameOfFunction } from './functions.ts';
import { fallsBack } from './fallbacks.ts';
import { isGuarded } from './guards.ts';
import { type Lifetimes, isKept } from './lasting.ts';
import { type Loop, loopAround } from './loops.ts';
import type { Run, Runs, ScopeSource } from './model.ts';
import { isProbe } from './probes.ts';
import { assignedTo, isOfRequest } from './request-arguments.ts';
import { bringsSecrets, isOnlyAsked } from './secrets.ts';
import { singleCall } from './single-call.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Why a client is built again and again. */
export type Reason =
  | { readonly how: 'run'; readonly run: Run }
  | { readonly how: 'single'; readonly taker: Node }
  | { readonly how: 'loop'; readonly loop: Loop }
  | { readonly how: 'call'; readonly fn: FunctionNode; readonly name: string };

/** A client that is built again and again although it was made to last. */
export interface BuiltAgain extends Construction {
  readonly reason: Reason;
  readonly dependence: Dependence;
  /** Its credentials come with the run: it belongs to whoever they are of. */
  readonly isOfCaller: boolean;
  /** The name of the function that holds it; undefined where it has none of its own. */
  readonly holder: Variable | undefined;
  /** What of the run the arguments depend on, as it is written: `tenant.url`; undefined where it cannot be told. */
  readonly keys: readonly Node[] | undefined;
  /** It is closed again by the name that holds it. */
  readonly isClosed: boolean;
  /** One with the same arguments, of the module or built before this one; undefined where the arguments depend on the run. */
  readonly twin: Construction | undefined;
}

/** What a file says of the clients that it builds. */
export interface RebuiltSource extends ScopeSource {
  readonly runs: Runs & Lifetimes;
  /** Functions that the module exports, by themselves or in objects and classes. */
  isExported(fn: FunctionNode): boolean;
  /** Functions that are called where the module is loaded. */
  isEntry(fn: FunctionNode): boolean;
  /** It is not the linted file: what arguments come with the run is for whoever knows the call to say. */
  readonly isOther?: true;
}

/** The clients that a file builds again and again; with `perCall` those too that an exported function builds, uses and closes. */
export function builtAgain(source: RebuiltSource, { perCall }: { readonly perCall: boolean }): readonly BuiltAgain[] {
  const found = new Map<Call, BuiltAgain>();
  for (const call of source.census.calls) {
    const ref = constructionOf(call, source);
    const judged = ref && judge(call, ref, source, perCall);
    if (judged && !found.has(call)) found.set(call, judged);
  }
  for (const each of lentOut(source)) if (!found.has(each.call)) found.set(each.call, each);
  const sorted = [...found.values()].sort((a, b) => a.call.range[0] - b.call.range[0]);
  return sorted.map((each) => ({ ...each, twin: twinOf(each, sorted, source) }));
}

/** A call or construction that builds a client. */
export interface Construction {
  readonly call: Call;
  readonly ref: TypeRef;
  readonly rebuilt: Rebuilt;
}

/** Every client that a file builds, however often. */
export function constructionsOf(source: ScopeSource): readonly Construction[] {
  return source.census.calls.flatMap((call) => {
    const ref = constructionOf(call, source);
    return ref?.type.rebuilt ? [{ call, ref, rebuilt: ref.type.rebuilt }] : [];
  });
}

/** What makes two constructions the same: the type, and the arguments as they are written. */
export function likenessOf({ call, ref }: Construction, { text }: ScopeSource): string {
  const written = call.arguments
    .map(({ range: [start, end] }) => text.slice(start, end).replace(/[\s;,]+/g, ''))
    .join();
  const callee = unwrap(call.callee);
  // One type may stand for a family of classes: `new STS.STSClient()`, `new SES.SESClient()`.
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' && callee.name;
  return `${ref.library.package} ${ref.name} ${name || ''} ${written}`;
}

function twinOf(one: BuiltAgain, others: readonly BuiltAgain[], source: ScopeSource): Construction | undefined {
  if (one.dependence !== 'nothing') return undefined;
  const likeness = likenessOf(one, source);
  const isTwin = (other: Construction): boolean => other.call !== one.call && likenessOf(other, source) === likeness;
  const ofModule = constructionsOf(source).find((other) => isOfModule(other.call) && isTwin(other));
  return ofModule ?? others.find((other) => other.call.range[0] < one.call.range[0] && isTwin(other));
}

/** Whether a construction runs once, when the module is loaded. */
export function isOfModule(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (/Function|^Class|^PropertyDefinition$/.test(at.type)) return false;
  return true;
}

/** The type of the client that a call or construction of the library builds; undefined where it is none, or taken from another client. */
function constructionOf(call: Call, source: ScopeSource): TypeRef | undefined {
  const made = source.origin.callOf(call);
  if (!made || made.result.owned === false || made.evidence) return undefined;
  const { ref, receiver } = made;
  if (!ref.type.rebuilt) return undefined;
  const on = receiver && source.origin.denote(receiver);
  return on?.kind === 'instance' && on.ref.type.kind !== 'plain' ? undefined : ref;
}

function judge(call: Call, ref: TypeRef, source: RebuiltSource, perCall: boolean): BuiltAgain | undefined {
  const { runs } = source;
  const rebuilt = ref.type.rebuilt;
  if (!rebuilt || isGuarded(call, runs) || isKept(call, runs)) return undefined;
  const holder = holderOf(call, source);
  const name = holder ?? assignedTo(call, source.scopes);
  const reason = reasonFor(call, rebuilt, holder, ref, source, perCall);
  const dependence = dependenceOf(call.arguments, source);
  if (!reason || (name && listens(name, ref))) return undefined;
  // A connection of its own with the caller's settings, closed again: somebody tries them out.
  const closed = name !== undefined && isClosed(name, ref);
  if (reason.how === 'run' && dependence === 'run' && closed && !source.isOther) return undefined;
  if (reason.how === 'run' && closed && isProbe(call, reason.run, source)) return undefined;
  const found = { call, ref, rebuilt, holder, isClosed: closed };
  if (reason.how === 'run' && reason.run.handler.path !== undefined && isOfRequest(found, reason.run, source))
    return undefined;
  const isOfCaller = reason.how === 'run' && dependence === 'run' && bringsSecrets(call, rebuilt, reason.run, source);
  if (isOfCaller && name && isOnlyAsked(name, rebuilt)) return undefined;
  return {
    ...found,
    reason,
    dependence,
    isOfCaller,
    keys: keysOf(call, source),
    twin: undefined,
  };
}

function reasonFor(
  call: Call,
  rebuilt: Rebuilt,
  holder: Variable | undefined,
  ref: TypeRef,
  source: RebuiltSource,
  perCall: boolean,
): Reason | undefined {
  const run = source.runs.runAt(call);
  if (run && isHarmed(run, rebuilt) && !fallsBack(call, run, source)) return { how: 'run', run };
  if (rebuilt.harms === 'render' || run) return undefined;
  const fn = enclosingFunction(call);
  const taker = fn && rebuilt.takenBy && !source.isEntry(fn) ? singleCall(call, rebuilt.takenBy, source) : undefined;
  if (taker && !(holder && isClosed(holder, ref)) && !isOfCommand(source)) return { how: 'single', taker };
  // A command ends with its run.
  if (source.text.startsWith('#!')) return undefined;
  const loop = loopAround(call, holder, source);
  if (loop) return { how: 'loop', loop };
  const isPerCall = perCall && fn && holder && isClosed(holder, ref) && source.isExported(fn) && !source.isEntry(fn);
  return isPerCall && dependenceOf(call.arguments, source) !== 'run'
    ? { how: 'call', fn, name: nameOfFunction(fn) ?? 'the function' }
    : undefined;
}

/** A package that is a command makes few calls, each when a person asks for it. */
function isOfCommand({ origin }: RebuiltSource): boolean {
  return origin.path !== undefined && packageOf(origin.path)?.manifest.bin !== undefined;
}

function isHarmed({ handler: { fn, unit } }: Run, { harms, shared }: Rebuilt): boolean {
  // What waits while it renders is rendered by a server, once for each request.
  if (harms === 'render') return unit === 'render' && !fn.async;
  // One connection for each connection is what a relay is for.
  return unit !== 'connection' || shared === true;
}

/** Clients that a function of the file makes for whoever calls it, who gives them to one request: `options.dispatcher = createProxy()`. */
function* lentOut(source: RebuiltSource): Iterable<BuiltAgain> {
  if (!constructionsOf(source).some(({ rebuilt }) => rebuilt.takenBy)) return;
  for (const call of source.census.calls) {
    const fn = source.origin.functionOf(call);
    const given = fn && source.origin.denote(call);
    const takenBy = given?.kind === 'instance' && given.fresh === 'yes' ? given.ref.type.rebuilt?.takenBy : undefined;
    const home = enclosingFunction(call);
    if (!fn || !takenBy || !home || source.isEntry(home) || isKept(call, source.runs) || isGuarded(call, source.runs))
      continue;
    const taker = singleCall(call, takenBy, source);
    for (const inner of taker ? source.census.calls : []) {
      const ref = enclosingFunction(inner) === fn ? constructionOf(inner, source) : undefined;
      if (!taker || !ref?.type.rebuilt || isKept(inner, source.runs) || isGuarded(inner, source.runs)) continue;
      yield {
        call: inner,
        ref,
        rebuilt: ref.type.rebuilt,
        reason: { how: 'single', taker },
        dependence: dependenceOf(inner.arguments, source),
        holder: holderOf(inner, source),
        keys: keysOf(inner, source),
        isClosed: false,
        isOfCaller: false,
        twin: undefined,
      };
    }
  }
}

function keysOf(call: Call, source: ScopeSource): readonly Node[] | undefined {
  const fn = enclosingFunction(call);
  return fn && parametersIn(call.arguments, fn, source);
}

/** The local name that is declared with the client, seen through `await` and calls that give the client itself. */
function holderOf(call: Call, source: ScopeSource): Variable | undefined {
  let at: Node = call;
  for (let { parent, child } = outside(at); parent; { parent, child } = outside(at)) {
    if (parent.type === 'AwaitExpression') at = parent;
    else if (parent.type === 'MemberExpression' && parent.object === child) {
      const { parent: outer } = outside(parent);
      if (outer?.type !== 'CallExpression' || source.origin.denote(outer)?.kind !== 'instance') return undefined;
      at = outer;
    } else {
      const id = parent.type === 'VariableDeclarator' ? boundIdentifier(parent.id) : undefined;
      return id && source.scopes.variableOf(id);
    }
  }
  return undefined;
}

/** Whether a client is closed by its name, or by `using`. */
function isClosed(holder: Variable, ref: TypeRef): boolean {
  const declaration = (holder.defs[0]?.node as Node | undefined)?.parent;
  if (declaration?.type === 'VariableDeclaration' && declaration.kind.includes('using')) return true;
  return holder.references.some(({ identifier }) => {
    const { parent } = outside(identifier);
    return parent?.type === 'MemberExpression' && own(ref.type.dispose, propertyName(parent) ?? '') !== undefined;
  });
}

const LISTENING =
  /^(?:subscribe|psubscribe|ssubscribe|pSubscribe|sSubscribe|listen|consume|run|watch|blpop|brpop|blPop|brPop|xread|xRead|monitor)$/;

/** Whether a client stays with what it was opened for: a subscriber, one that blocks until something comes. */
function listens(holder: Variable, ref: TypeRef): boolean {
  return holder.references.some(({ identifier }) => {
    const { parent } = outside(identifier);
    const name = parent?.type === 'MemberExpression' ? propertyName(parent) : undefined;
    if (name === undefined) return false;
    const member = own(ref.type.members, name);
    return (
      LISTENING.test(name) || member?.livesOn === true || (/^(?:on|once|addListener)$/.test(name) && hears(identifier))
    );
  });
}

/** `client.on('message', …)`; hearing of errors and of the end is no work. */
function hears(identifier: Node): boolean {
  const call = outside(outside(identifier).parent ?? identifier).parent;
  const [event] = call?.type === 'CallExpression' ? call.arguments : [];
  const name = event && unwrap(event);
  return name?.type === 'Literal' && /message|data|notification/i.test(String(name.value));
}
