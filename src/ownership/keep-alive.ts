import type { TSESTree } from '@typescript-eslint/utils';

import { HEADERS_TIMED_APART, NODE, PROXIES, SETS_IDLE } from '../catalog/servers.ts';
import { walk } from '../lang/census.ts';
import { type Node, enclosingFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { type Deployment, answersNothing, isSame, isTrusting, signOfProxy } from './deployment.ts';
import { type Listening, kindOf, listeningsOf } from './listening.ts';
import { numberOf } from './numbers.ts';
import { optionOf } from './option-values.ts';
import type { OwnershipSource } from './ownership.ts';
import type { HasVersion } from './waits.ts';

/** What the configuration says of those at the other end of the connections. */
export interface Neighbours {
  /**
   * Milliseconds after which the proxy in front closes an idle connection, or what it is; `trusted`: as usual, where the service trusts
   * one; `auto`: where it is deployed as if there were one, too.
   */
  readonly proxy: number | keyof typeof PROXIES | 'auto' | 'trusted' | 'none';
  /** Milliseconds after which the servers that clients talk to close one. */
  readonly server: number | undefined;
  readonly hasVersion: HasVersion;
  readonly deployment: Deployment & {
    /** Whether another file of the project says it; undefined where that is not known. */
    isSaidElsewhere(pattern: RegExp, reach: 'code'): boolean | undefined;
  };
}

/** An idle time that does not go with another one. */
export interface KeepAliveFault {
  /**
   * `headers`: an old Node gives up on headers before it gives up on the connection. `short`: it closes before the proxy does.
   * `unset`: so does its default. `assumed`: so it does where the proxy is like most. `deployed`: the same, where one is likely.
   * `long`: a client keeps what the server has closed.
   */
  readonly how: 'headers' | 'short' | 'unset' | 'assumed' | 'deployed' | 'long';
  readonly place: Node;
  /** Milliseconds of what is reported. */
  readonly own: number;
  /** Milliseconds of what it has to go with. */
  readonly other: number;
  /** Where a number stands that an edit could change. */
  readonly value: Node | undefined;
  /** The call that has the server listen. */
  readonly listening?: Listening;
  /** The time for headers has to be the longer one: the service may run on a Node that takes idle time for it. */
  readonly cutsOffIdle?: boolean;
}

/** How long the usual proxies keep idle connections. */
const USUAL = 60_000;

/**
 * Idle times that do not go with each other. Whoever closes first must be the one who sends: a server that closes a connection at
 * the moment at which its proxy or client sends the next request resets it.
 *
 *     server.keepAliveTimeout = 30_000;      // behind a proxy that keeps connections for 60 s → reported
 */
export function keepAliveFaultsOf(source: OwnershipSource, neighbours: Neighbours): readonly KeepAliveFault[] {
  const settings = settingsIn(source);
  return [
    ...(cutsOffIdle(neighbours.hasVersion) ? headersTooShort(settings) : []),
    ...closedEarly(settings, source, neighbours),
    ...keptTooLong(source, neighbours),
  ];
}

interface Setting {
  readonly name: string;
  /** What is set, in words that are the same for the same server. */
  readonly of: Node | string;
  readonly home: Node | undefined;
  readonly value: Node;
  /** Milliseconds, where the file tells them. */
  readonly time: number | undefined;
}

const NAMES = new Set(['keepAliveTimeout', 'headersTimeout']);
const SERVING = /server$|^serve$/i;

/** The times that a file sets on servers: by assignment, or in the options of what makes one. */
function settingsIn(source: OwnershipSource): readonly Setting[] {
  const found: Setting[] = [];
  walk(source.program, source.visitorKeys ?? {}, (node) => {
    if (node.type === 'AssignmentExpression' && node.operator === '=' && node.left.type === 'MemberExpression') {
      const name = propertyName(node.left);
      if (name !== undefined && NAMES.has(name))
        found.push(settingOf(name, source.textOf(node.left.object), node.right, source));
    }
    if (node.type === 'Property' && node.parent.type === 'ObjectExpression' && isOfServer(node.parent, source)) {
      const name = propertyName(node);
      if (name !== undefined && NAMES.has(name)) found.push(settingOf(name, node.parent, node.value, source));
    }
    return undefined;
  });
  return found;
}

function settingOf(name: string, of: Node | string, value: Node, source: OwnershipSource): Setting {
  return { name, of, home: enclosingFunction(value), value, time: numberOf(value, source) };
}

/** `http.createServer({ keepAliveTimeout })`; the clients of undici have options of the same names. */
function isOfServer(literal: TSESTree.ObjectExpression, source: OwnershipSource): boolean {
  const { parent } = literal;
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return false;
  const callee = unwrap(parent.callee);
  const name =
    callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : '';
  return (name !== undefined && SERVING.test(name)) || kindOf(parent, source) !== undefined;
}

/** Whether the package promises to run on a Node that counts idle time as time for headers; not where it promises nothing. */
function cutsOffIdle(hasVersion: HasVersion): boolean {
  return hasVersion(NODE, '0.0.0') && !hasVersion(NODE, HEADERS_TIMED_APART);
}

/** `headersTimeout` that is not longer than the `keepAliveTimeout` of the same server. */
function headersTooShort(settings: readonly Setting[]): readonly KeepAliveFault[] {
  return settings.flatMap((headers) => {
    if (headers.name !== 'headersTimeout' || headers.time === undefined || headers.time === 0) return [];
    const keep = settings.find(
      (each) => each.name === 'keepAliveTimeout' && each.of === headers.of && each.home === headers.home,
    );
    if (keep?.time === undefined || keep.time === 0 || headers.time > keep.time) return [];
    return [
      { how: 'headers' as const, place: headers.value, own: headers.time, other: keep.time, value: headers.value },
    ];
  });
}

/** Servers that close before their proxy does, by what they are told or by default. */
function closedEarly(
  settings: readonly Setting[],
  source: OwnershipSource,
  neighbours: Neighbours,
): readonly KeepAliveFault[] {
  const { proxy } = neighbours;
  if (proxy === 'none') return [];
  const time = typeof proxy === 'number' ? proxy : proxy === 'auto' || proxy === 'trusted' ? undefined : PROXIES[proxy];
  if (source.textOf(source.program).includes('keepAliveTimeout')) return tooShort(settings, time, source, neighbours);
  const all = listeningsOf(source);
  const found = all.flatMap((listening) => unset(listening, all, time, source, neighbours) ?? []);
  return found.filter((each, at) => found.findIndex((other) => isOfSame(each, other, source)) === at);
}

/** The times that are not longer than the proxy's. */
function tooShort(
  settings: readonly Setting[],
  told: number | undefined,
  source: OwnershipSource,
  { deployment }: Neighbours,
): readonly KeepAliveFault[] {
  const other = told ?? (isTrusting(source, deployment) ? USUAL : 0);
  return settings.flatMap(({ name, time, value }) =>
    name === 'keepAliveTimeout' && time !== undefined && time > 0 && time <= other
      ? [{ how: 'short' as const, place: value, own: time, other, value }]
      : [],
  );
}

function isOfSame(one: KeepAliveFault, other: KeepAliveFault, source: OwnershipSource): boolean {
  return one.listening !== undefined && other.listening !== undefined && isSame(one.listening, other.listening, source);
}

/** A server that is told nothing, in no file of the project. */
function unset(
  listening: Listening,
  all: readonly Listening[],
  told: number | undefined,
  source: OwnershipSource,
  { proxy, hasVersion, deployment }: Neighbours,
): KeepAliveFault | undefined {
  const { kind, call } = listening;
  const other = told ?? USUAL;
  const isOver = kind.until !== undefined && hasVersion(NODE, kind.until);
  if (kind.standard > other || isOver || answersNothing(listening, source)) return undefined;
  const sign = told === undefined ? signOfProxy(listening, all, source, deployment) : 'told';
  if (sign === undefined || (sign === 'deployed' && proxy !== 'auto')) return undefined;
  const sets = new RegExp(SETS_IDLE.join('|'));
  const isSet = deployment.isSaidElsewhere(sets, 'code') ?? (sign === 'deployed' || deployment.isSaidNearby(sets));
  if (isSet) return undefined;
  const how = sign === 'told' ? 'unset' : sign === 'trusted' ? 'assumed' : 'deployed';
  const place = call.callee;
  return { how, place, own: kind.standard, other, value: undefined, listening, cutsOffIdle: cutsOffIdle(hasVersion) };
}

/** Clients that keep a connection for longer than the server does, whatever that announces. */
function keptTooLong(source: OwnershipSource, { server }: Neighbours): readonly KeepAliveFault[] {
  if (server === undefined || server === 0) return [];
  // Options that have a name may be given to several agents.
  const seen = new Set<Node>();
  return source.census.calls.flatMap((call) => {
    const idle = source.origin.callOf(call)?.ref.type.idle;
    const options = idle?.options.flatMap((position) => call.arguments[position] ?? [])[0];
    if (!idle || !options) return [];
    const found = optionOf(options, { path: idle.path, unit: 'ms' }, source);
    const time = found.is === 'given' ? numberOf(found.value, source) : undefined;
    if (found.is !== 'given' || time === undefined || time < server || seen.has(found.value)) return [];
    seen.add(found.value);
    return [{ how: 'long' as const, place: found.value, own: time, other: server, value: found.value }];
  });
}
