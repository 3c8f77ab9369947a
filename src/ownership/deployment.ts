import type { TSESTree } from '@typescript-eslint/utils';

import { BEHIND_PROXY, FOR_DEVELOPERS, PORT, READS_FORWARDED } from '../catalog/servers.ts';
import { CALLED_FROM_OUTSIDE } from '../catalog/starters.ts';
import { type Node, enclosingFunction, literalValue, propertyName, propertyOf, unwrap } from '../lang/nodes.ts';
import { onlyWrite, writesTo } from '../lang/scopes.ts';
import { type Listening, exportOf } from './listening.ts';
import type { OwnershipSource } from './ownership.ts';

/** What is known of a service from beyond the file. */
export interface Deployment {
  /** Whether a file that this one imports, be it through others, says it. */
  isSaidNearby(pattern: RegExp): boolean;
  /** Whether the package is run as a service, as far as its manifest and the file's path tell; not where it is a library, a tool or a desktop program. */
  isService(): boolean;
  /** Whether the package has what a platform runs it by. */
  isOnPlatform(): boolean;
  /** Whether the project brings a proxy that opens a connection for each request. */
  connectsAnew(): boolean;
}

/** `trusted`: the service lets a proxy say who the client is. `deployed`: its port or its host is for whoever runs it to say. */
export type Sign = 'trusted' | 'deployed';

const DEEP = 6;

/**
 * By what a server tells that something stands in front of it, the surest sign first; undefined where it does not.
 *
 *     app.set('trust proxy', 1);              // trusted
 *     app.listen(process.env.PORT ?? 3000);   // deployed
 */
export function signOfProxy(...question: Parameters<typeof likelyProxy>): Sign | undefined {
  const sign = likelyProxy(...question);
  return sign !== undefined && question[3].connectsAnew() ? undefined : sign;
}

function likelyProxy(
  listening: Listening,
  others: readonly Listening[],
  source: OwnershipSource,
  deployment: Deployment,
): Sign | undefined {
  // What ends TLS itself leaves nothing to a proxy, as far as it tells.
  if (listening.kind.endsTls || isLocal(listening.call, source)) return undefined;
  if (trusts(source)) return 'trusted';
  // Of several servers nobody knows which one it is that another file speaks of.
  const isOnly = !others.some((each) => !each.kind.endsTls && !isSame(each, listening, source));
  if (isOnly && says(BEHIND_PROXY, source, deployment)) return 'trusted';
  if (isSomethingElse(listening, source) || !deployment.isService()) return undefined;
  if (isOnly && says(READS_FORWARDED, source, deployment)) return 'trusted';
  return isGivenPlace(listening, source) || deployment.isOnPlatform() ? 'deployed' : undefined;
}

/** Whether two calls have the same server listen: in the arms of a branch. */
export function isSame(one: Listening, other: Listening, source: OwnershipSource): boolean {
  const [a, b] = [one.receiver, other.receiver];
  return one === other || (a !== undefined && b !== undefined && source.textOf(a) === source.textOf(b));
}

/** Whether the file, or one that it imports, lets a proxy say who the client is. */
export function isTrusting(source: OwnershipSource, deployment: Deployment): boolean {
  return says(BEHIND_PROXY, source, deployment);
}

function trusts(source: OwnershipSource): boolean {
  return new RegExp(BEHIND_PROXY.join('|')).test(source.textOf(source.program));
}

function says(patterns: readonly string[], source: OwnershipSource, deployment: Deployment): boolean {
  const pattern = new RegExp(patterns.join('|'));
  return pattern.test(source.textOf(source.program)) || deployment.isSaidNearby(pattern);
}

/** `if (process.env.NODE_ENV !== 'production') app.listen(3000)`: what serves it elsewhere is another's. */
function isLocal(call: Node, source: OwnershipSource): boolean {
  for (let at: Node | undefined = call; at; at = at.parent) {
    const { parent }: Node = at;
    if (parent?.type !== 'IfStatement' || parent.test === at) continue;
    if (/development|\bdev\b|local|lambda|vercel|netlify|serverless|!==?\s*['"]prod/i.test(source.textOf(parent.test)))
      return true;
  }
  return CALLED_FROM_OUTSIDE.some((name) => source.census.modules.has(name));
}

/** Servers that measure, answer probes, wait for one answer, or are there for developers. */
function isSomethingElse({ call, receiver }: Listening, source: OwnershipSource): boolean {
  const names = [receiver ? source.textOf(receiver).slice(0, 80) : '', source.textOf(call).slice(0, 200)];
  for (let fn = enclosingFunction(call); fn; fn = enclosingFunction(fn)) names.push(nameOf(fn));
  return (
    names.some((name) => OTHERS.test(name)) || new RegExp(FOR_DEVELOPERS.join('|')).test(source.textOf(source.program))
  );
}

const OTHERS =
  /metric|prom(?:etheus)?\b|health|probe|monitor|mock|callback|oauth|debug|preview|\bdev\b|devServer|livereload/i;

function nameOf(fn: Node): string {
  if ('id' in fn && fn.id?.type === 'Identifier') return fn.id.name;
  const { parent } = fn;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return parent?.type === 'MethodDefinition' || parent?.type === 'Property' ? (propertyName(parent) ?? '') : '';
}

/** Whether the port comes from the environment or the configuration, or the server listens on all interfaces by name. */
function isGivenPlace({ call, kind }: Listening, source: OwnershipSource): boolean {
  const given = call.arguments.map(unwrap);
  const options = given[0]?.type === 'ObjectExpression' ? given[0] : undefined;
  const port = options ? found(options, 'port') : kind.listensAtOnce ? undefined : given[0];
  const hosts = options ? [found(options, 'hostname') ?? found(options, 'host')] : given.slice(1);
  const isOpen = hosts.some((host) => host && /^(?:0\.0\.0\.0|::)$/.test(String(literalValue(host)?.value)));
  return isOpen || (port !== undefined && isConfigured(port, source, 0));
}

function found(options: TSESTree.ObjectExpression, name: string): Node | undefined {
  const value = propertyOf(options, name);
  return value === 'absent' ? undefined : value;
}

const CONFIGURATION = /(?:^|[._/])(?:env|environment|config(?:uration|s)?|cfg|conf|settings|constants)\b|config|\benv/i;

/** `process.env.PORT`, `Number(process.env.PORT ?? 3000)`, `config.get('port')`, `this.config.port`. */
function isConfigured(node: Node, source: OwnershipSource, depth: number): boolean {
  const inner = unwrap(node);
  if (depth > DEEP) return false;
  const of = (each: Node): boolean => isConfigured(each, source, depth + 1);
  switch (inner.type) {
    case 'Identifier':
      return isConfiguredName(inner, source, depth);
    case 'MemberExpression':
      return isPort(propertyName(inner) ?? '') && isOfService(inner.object, source);
    case 'LogicalExpression':
      return of(inner.left) || of(inner.right);
    case 'ConditionalExpression':
      return of(inner.consequent) || of(inner.alternate);
    case 'UnaryExpression':
      return of(inner.argument);
    case 'CallExpression': {
      const [first] = inner.arguments;
      const literal = first && literalValue(first)?.value;
      if (typeof literal === 'string')
        return isPort(literal.split('.').at(-1) ?? '') && CONFIGURATION.test(source.textOf(inner.callee));
      return first !== undefined && of(first);
    }
    default:
      return false;
  }
}

/** A constant of the file, or what a module of the configuration exports. */
function isConfiguredName(name: TSESTree.Identifier, source: OwnershipSource, depth: number): boolean {
  const variable = source.scopes.variableOf(name);
  const written = variable ? writesTo(variable) : [];
  if (written.length > 0) {
    // `const { PORT } = process.env`
    const pattern = variable?.identifiers[0]?.parent;
    if (pattern?.type === 'Property' || pattern?.type === 'AssignmentPattern')
      return isPort(name.name) && written.some((each) => CONFIGURATION.test(source.textOf(each)));
    return written.some((each) => isConfigured(each, source, depth + 1));
  }
  const from = variable && exportOf(name, source);
  return from !== undefined && isPort(from.path) && CONFIGURATION.test(from.module);
}

/** `config`, `this.config.server`; not `config.ollama`. */
function isOfService(holder: Node, source: OwnershipSource): boolean {
  const inner = unwrap(holder);
  const name = inner.type === 'MemberExpression' ? (propertyName(inner) ?? '') : source.textOf(inner);
  return CONFIGURATION.test(source.textOf(inner)) && (CONFIGURATION.test(name) || new RegExp(PORT.of, 'i').test(name));
}

function isPort(name: string): boolean {
  // `httpPort` is `http_port`.
  return new RegExp(PORT.is, 'i').test(name.replace(/([a-z])(?=[A-Z])/g, '$1_'));
}

/** Whether a server has nothing that would answer a request: what upgrades connections is behind no idle one. */
export function answersNothing({ receiver }: Listening, source: OwnershipSource): boolean {
  const made = receiver && madeAt(receiver, source);
  const callee = made?.type === 'CallExpression' ? unwrap(made.callee) : undefined;
  const name = callee?.type === 'MemberExpression' ? propertyName(callee) : callee && source.textOf(callee);
  if (made?.type !== 'CallExpression' || name !== 'createServer') return false;
  const handler = made.arguments.find(({ type }) => type !== 'ObjectExpression');
  if (!handler) return !/\.on\(\s*['"]request['"]/.test(source.textOf(source.program));
  return isEmptyApp(handler, source);
}

/** `const app = express(); http.createServer(app)`, and nothing else with it. */
function isEmptyApp(handler: Node, source: OwnershipSource): boolean {
  const variable = handler.type === 'Identifier' ? source.scopes.variableOf(handler) : undefined;
  const made = handler.type === 'Identifier' ? madeAt(handler, source) : handler;
  const isApp = made?.type === 'CallExpression' && exportOf(made.callee, source)?.module === 'express';
  return isApp && (variable?.references ?? []).filter((each) => each.isRead()).length <= 1;
}

function madeAt(node: Node, source: OwnershipSource): Node | undefined {
  const inner = unwrap(node);
  if (inner.type !== 'Identifier') return inner;
  const variable = source.scopes.variableOf(inner);
  const written = variable && onlyWrite(variable);
  return written && unwrap(written);
}
