import type { Edge, Graph, Point } from '../flow/graph.ts';
import type { Node } from '../lang/nodes.ts';
import type { Leak } from '../ownership/model.ts';

/** Every point of a graph. */
export function pointsOf(graph: Graph): ReadonlySet<Point> {
  const seen = new Set<Point>([graph.entry]);
  for (const point of seen) for (const { to } of point.succ) seen.add(to);
  return seen;
}

/** The points that come after the given edges, any way; not beyond points at which `stop` holds. */
export function after(edges: Iterable<Edge>, follow: (point: Point, edge: Edge) => boolean): Set<Point> {
  const seen = new Set<Point>();
  for (const { to } of edges) seen.add(to);
  for (const point of seen) for (const edge of point.succ) if (follow(point, edge)) seen.add(edge.to);
  return seen;
}

/** The points at which the value of a node is there. */
export function effectPoints(graph: Graph, node: Node): readonly Point[] {
  return graph
    .pointsOf(node)
    .filter(({ role }) => role !== 'test' && role !== 'fork' && role !== 'jump' && role !== 'enter');
}

/** Where a resource is certainly open, whatever path was taken. */
export interface Openness {
  /** Whether it is open at the point, before the point has its effect. */
  isOpen(point: Point): boolean;
  /** Whether it is still open along the edge. */
  staysOpen(point: Point, edge: Edge): boolean;
}

/** Judges without looking at conditions: what may have been disposed of, handed on or not yet acquired on any path is not certain. */
export function opennessOf(leak: Leak): Openness {
  const { graph, starts } = leak.obligation;
  const opening = new Set(starts);
  const closing = new Set([...leak.disposals, ...leak.uncertain].flatMap((node) => effectPoints(graph, node)));
  const opens = (point: Point, edge: Edge): boolean => opening.has(point) && edge.kind !== 'throw';
  const early =
    starts.length === 0
      ? new Set<Point>()
      : after([{ to: graph.entry, kind: 'next' }], (point, edge) => !opens(point, edge));
  const late = after(
    [...closing].flatMap((point) => point.succ),
    (point, edge) => !opens(point, edge),
  );
  const isOpen = (point: Point): boolean => !early.has(point) && !late.has(point);
  return {
    isOpen,
    staysOpen: (point, edge) => opens(point, edge) || (isOpen(point) && !closing.has(point) && !opening.has(point)),
  };
}
