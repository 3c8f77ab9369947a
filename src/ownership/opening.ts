import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import type { Graph, Point } from '../flow/graph.ts';
import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  enclosingFunction,
  isFunctionLiteral,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { OwnershipContext } from './context.ts';
import type { Obligation } from './model.ts';

/** The graph in which an expression runs: that of its function, or of the function into whose flow that one is inlined. */
export function judgedIn(
  node: Node,
  home: FunctionNode,
  context: OwnershipContext,
): { readonly home: FunctionNode; readonly graph: Graph } | undefined {
  let fn = home;
  let graph = context.graphOf(fn);
  while (isFunctionLiteral(fn)) {
    const outer = enclosingFunction(fn);
    const { parent } = outside(fn);
    if (!outer || (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression')) break;
    const wider = context.graphOf(outer);
    if (!wider || wider.pointsOf(node).length === 0) break;
    fn = outer;
    graph = wider;
  }
  return graph && { home: fn, graph };
}

/** The points that connect a resource which is not open from the beginning; undefined when it is. */
export function opensOf(
  opened: Node,
  names: ReadonlyMap<Variable, TypeRef>,
  ref: TypeRef,
  graph: Graph,
): Obligation['opens'] {
  const opensAt = ref.type.opensAt;
  if (opensAt === undefined || connectsAtOnce(opened, opensAt)) return undefined;
  return new Map(
    connections(names, opensAt).flatMap((call) => {
      const method = call.callee.type === 'MemberExpression' ? propertyName(call.callee) : undefined;
      return settled(waitedFor(call), graph).map((point) => [point, openedBy(ref, method)] as const);
    }),
  );
}

/** Whether a call that was to connect the resource leaves it open `anyway` when it fails, or only when it is `done`. */
export function openedBy({ type }: TypeRef, method: string | undefined): 'done' | 'anyway' {
  const isWhole = method !== undefined && type.members?.[method]?.opensWhole === true;
  return type.opensAnyway === true && !isWhole ? 'anyway' : 'done';
}

/** The calls that connect: `client.connect()`, or every call of a method or with the resource where the first of them does. */
function connections(names: ReadonlyMap<Variable, TypeRef>, opensAt: string): readonly TSESTree.CallExpression[] {
  return [...names.keys()].flatMap((variable) =>
    variable.references.flatMap(({ identifier }) =>
      opensAt === '*' ? (firstCall(identifier) ?? []) : (calledBy(identifier, opensAt) ?? []),
    ),
  );
}

/** `client.connect()`. */
function calledBy(use: Node, method: string): TSESTree.CallExpression | undefined {
  const { parent } = outside(use);
  if (parent?.type !== 'MemberExpression' || propertyName(parent) !== method) return undefined;
  const { parent: call, child } = outside(parent);
  return call?.type === 'CallExpression' && call.callee === child ? call : undefined;
}

/** `runner.query(sql)`, `runner.manager.save(user)`, `save(runner)`, `db('users')`: whatever may put it to work. */
function firstCall(use: Node): TSESTree.CallExpression | undefined {
  let { parent, child } = outside(use);
  if (parent?.type === 'CallExpression') return parent;
  while (parent?.type === 'MemberExpression' && parent.object === child) {
    if (LISTENING.has(propertyName(parent) ?? '')) return undefined;
    ({ parent, child } = outside(parent));
  }
  return parent?.type === 'CallExpression' && parent.callee === child ? parent : undefined;
}

const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener', 'setMaxListeners']);

/** The parameters that tell the callbacks of `connect` that it failed: `client.connect((error) => …)`. */
export function connectErrors(
  names: ReadonlyMap<Variable, TypeRef>,
  opensAt: string | undefined,
  context: OwnershipContext,
): ReadonlySet<Variable> {
  const found = connections(names, opensAt === undefined || opensAt === '*' ? 'connect' : opensAt);
  return new Set(
    found.flatMap((call) => {
      const last = call.arguments.at(-1);
      const callback = last && unwrap(last);
      const name = isFunctionLiteral(callback) ? boundIdentifier(callback.params[0]) : undefined;
      return (name && context.variableOf(name)) ?? [];
    }),
  );
}

/** `await createClient().connect()`: the expression itself connects. */
function connectsAtOnce(opened: Node, opensAt: string): boolean {
  const inner = opened.type === 'AwaitExpression' ? unwrap(opened.argument) : opened;
  return (
    inner.type === 'CallExpression' &&
    inner.callee.type === 'MemberExpression' &&
    propertyName(inner.callee) === opensAt
  );
}

function waitedFor(call: Node): Node {
  const { parent } = outside(call);
  if (parent?.type === 'AwaitExpression') return parent;
  // `await new Promise((resolve, reject) => client.connect((error) => …))`: when that rejects, nothing was connected.
  const executor = enclosingFunction(call);
  const construction = isFunctionLiteral(executor) ? outside(executor).parent : undefined;
  const outer = construction?.type === 'NewExpression' ? outside(construction).parent : undefined;
  return outer?.type === 'AwaitExpression' ? outer : call;
}

/** The points at which an expression has its value: where its promise settles, when a chain waits for it. */
export function settled(node: Node, graph: Graph): readonly Point[] {
  const inner = node.type === 'AwaitExpression' ? baseOf(unwrap(node.argument)) : baseOf(node);
  const settles = graph.pointsOf(inner).filter((point) => point.role === 'settle');
  if (settles.length > 0) return settles;
  const done = graph.pointsOf(node).filter((point) => point.role === 'done');
  return done.length > 0 ? done : graph.pointsOf(node).filter((point) => point.role === 'test');
}

/** The promise at the foot of a chain: `fetch(url)` of `fetch(url).catch(log).then(read)`. */
function baseOf(node: Node): Node {
  let at = node;
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
    const name = propertyName(at.callee);
    if (name !== 'then' && name !== 'catch' && name !== 'finally') break;
    at = unwrap(at.callee.object);
  }
  return at;
}
