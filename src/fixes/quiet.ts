import type { Edge, Graph, Point } from '../flow/graph.ts';
import { type Node, contains } from '../lang/nodes.ts';
import type { Leak } from '../ownership/model.ts';
import type { PlainDisposal } from './disposers.ts';
import { after, effectPoints, pointsOf } from './reach.ts';

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
    normalEdges(beginnings(leak)),
    (point, edge) => edge.kind !== 'throw' && edge.kind !== 'return' && !closing.has(point) && !starts.includes(point),
  );
  const ends = [graph.exits.return, graph.exits.detached].filter((exit) => open.has(exit));
  return ends.length === 0 || leak.exits.some(({ how, jump }) => how === 'ends' && !jump);
}

/** Where the resource opens; a disposal opens nothing, even where any call does. */
function beginnings({ obligation: { starts, opens }, disposals }: Leak): readonly Point[] {
  const points = opens ? [...opens.keys()] : starts;
  return points.filter(({ node }) => !disposals.some((each) => node !== null && contains(node, each)));
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
  const { graph } = leak.obligation;
  const closing = new Set(leak.disposals.flatMap((node) => effectPoints(graph, node)));
  return after(normalEdges(beginnings(leak)), (point) => !closing.has(point));
}
