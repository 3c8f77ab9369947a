import type { Edge, Graph, Point } from '../flow/graph.ts';
import { type Node, contains, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Leak } from '../ownership/model.ts';
import type { PlainDisposal } from './disposers.ts';
import { after, effectPoints, pointsOf } from './reach.ts';

/** What happens between the place where a disposal stands and the end of the code that a `finally` is to follow. */
export type Meanwhile = 'nothing' | 'something' | 'used';

/** Code that runs behind a disposal and would run before it: nothing that anybody could observe, something, or even uses of the resource. */
export function meanwhile(
  disposal: PlainDisposal,
  all: readonly PlainDisposal[],
  within: (node: Node) => boolean,
  holder: Variable,
  leak: Leak,
): Meanwhile {
  const { graph } = leak.obligation;
  const own = pointsIn(disposal.statement, graph);
  const isOwn = (node: Node): boolean => all.some(({ statement }) => contains(statement, node));
  const leaving = own.flatMap((point) => point.succ.filter((edge) => edge.kind !== 'throw' && !own.includes(edge.to)));
  const behind = after(
    leaving.filter((edge) => isInside(edge, within)),
    (_point, edge) => !isImplicit(_point, edge) && isInside(edge, within),
  );
  let found: Meanwhile = 'nothing';
  for (const { node, role } of behind) {
    if (!node || isOwn(node)) continue;
    if (node.type === 'Identifier' && holder.references.some(({ identifier }) => identifier === node)) return 'used';
    if (role === 'done' && isAction(node)) found = 'something';
  }
  return found;
}

function isInside({ to }: Edge, within: (node: Node) => boolean): boolean {
  return to.node !== null && within(to.node);
}

/** An exception that no `throw` statement throws. */
function isImplicit(point: Point, edge: Edge): boolean {
  return edge.kind === 'return' || (edge.kind === 'throw' && point.node?.type !== 'ThrowStatement');
}

/** Whether evaluating a node does something to the world, its operands left out. */
export function isAction(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      return !(
        callee.type === 'MemberExpression' &&
        callee.object.type === 'Identifier' &&
        callee.object.name === 'console'
      );
    }
    case 'NewExpression':
      return !(node.callee.type === 'Identifier' && /(?:Error|Exception)$/.test(node.callee.name));
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression';
    case 'UpdateExpression':
      return node.argument.type === 'MemberExpression';
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
    case 'ForOfStatement':
    case 'ForInStatement':
      return true;
    case 'UnaryExpression':
      return node.operator === 'delete';
    default:
      return false;
  }
}

/** All points of the code in a node. */
export function pointsIn(node: Node, graph: Graph): readonly Point[] {
  return [...pointsOf(graph)].filter((point) => point.node !== null && contains(node, point.node));
}

/**
 * Whether the code disposes on every path on which it is not reported, exceptions left out. Where it does not, it has its reasons:
 * a flag that says who owns the resource, somebody who took it over.
 */
export function disposesUnlessReported(leak: Leak, plain: readonly PlainDisposal[]): boolean {
  const { graph, starts } = leak.obligation;
  const jumps = leak.exits.flatMap(({ jump }) => (jump ? [jump] : []));
  if (plain.length === 0) return true;
  const closing = new Set([
    ...plain.flatMap(({ statement }) => pointsIn(statement, graph)),
    ...jumps.flatMap((jump) => graph.pointsOf(jump)),
  ]);
  const open = after(
    normalEdges(starts),
    (point, edge) => edge.kind !== 'throw' && edge.kind !== 'return' && !closing.has(point) && !starts.includes(point),
  );
  const ends = [graph.exits.return, graph.exits.detached].filter((exit) => open.has(exit));
  return ends.length === 0 || leak.exits.some(({ how, jump }) => how === 'ends' && !jump);
}

function normalEdges(starts: readonly Point[]): readonly Edge[] {
  return starts.flatMap((point) => point.succ.filter(({ kind }) => kind !== 'throw'));
}

/** Whether somebody else may own the resource at the end: it was handed to code that nothing is known of, and no disposal follows. */
export function mayBeHandedOn(leak: Leak, plain: readonly PlainDisposal[]): boolean {
  const { graph } = leak.obligation;
  const closing = new Set(plain.flatMap(({ statement }) => pointsIn(statement, graph)));
  return leak.uncertain.some((node) => {
    const points = effectPoints(graph, node);
    const behind = after(
      points.flatMap((point) => point.succ.filter(({ kind }) => kind !== 'throw')),
      (point, edge) => edge.kind !== 'throw' && edge.kind !== 'return' && !closing.has(point),
    );
    return points.length === 0 || behind.has(graph.exits.return) || behind.has(graph.exits.detached);
  });
}

/** The points that are reached with the resource open, disposals taken at their word. */
export function openPoints(leak: Leak): ReadonlySet<Point> {
  const { graph, starts } = leak.obligation;
  const closing = new Set(leak.disposals.flatMap((node) => effectPoints(graph, node)));
  return after(normalEdges(starts), (point) => !closing.has(point));
}
