import type { Graph, Point } from '../flow/graph.ts';
import { type Node, isFunction } from '../lang/nodes.ts';
import { perObject } from '../memo.ts';
import type { OwnershipContext } from './context.ts';
import type { Effects } from './effects.ts';
import type { Obligation } from './model.ts';

/**
 * The keys for which paths are told apart: those of a condition under which the resource is acquired or something happens to it, and
 * that a second condition or an assignment is about as well. All others may be forgotten.
 */
export function relevantKeys(
  { graph, acquisition }: Obligation,
  effects: Effects,
  context: OwnershipContext,
): Set<string> {
  const deciding = new Set([acquisition, ...effects.at.keys()].flatMap(testsAround));
  const seen = new Map<string, Node>();
  const twice = new Set<string>();
  const decided = new Set<string>();
  for (const point of pointsOf(graph)) {
    const node = point.node;
    if (!node || (point.role !== 'test' && point.role !== 'bind')) continue;
    const isDeciding = point.role === 'test' && testsOf(node).some((test) => deciding.has(test));
    for (const key of context.conditions.about(point)) {
      const known = seen.get(key);
      if (!known) seen.set(key, node);
      else if (known !== node) twice.add(key);
      if (isDeciding) decided.add(key);
    }
  }
  return new Set([...twice].filter((key) => decided.has(key)));
}

/** The conditions under which a node is reached, up to the function that it stands in. */
function testsAround(node: Node): Node[] {
  const found: Node[] = [];
  for (let at = node; at.parent && !isFunction(at); at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type === 'LogicalExpression' && parent.right === at) found.push(parent.left);
    if ('test' in parent && parent.test && parent.test !== at) found.push(parent.test);
  }
  return found;
}

/** The expressions that a condition is a part of, itself included. */
function testsOf(leaf: Node): Node[] {
  const found: Node[] = [leaf];
  for (let at = leaf.parent; at && !at.type.endsWith('Statement') && !isFunction(at); at = at.parent) found.push(at);
  return found;
}

/** Every point of a graph. */
const pointsOf = perObject((graph: Graph): readonly Point[] => {
  const seen = new Set<Point>([graph.entry]);
  for (const point of seen) for (const { to } of point.succ) seen.add(to);
  return [...seen];
});

/** The points from which one of the wanted points can be reached, along any edges. */
export function reaching(graph: Graph, wanted: (point: Point) => boolean): ReadonlySet<Point> {
  const before = new Map<Point, Point[]>();
  const pending: Point[] = [];
  for (const point of pointsOf(graph)) {
    if (wanted(point)) pending.push(point);
    for (const { to } of point.succ) before.set(to, [...(before.get(to) ?? []), point]);
  }
  const found = new Set(pending);
  for (let point = pending.pop(); point; point = pending.pop()) {
    for (const earlier of before.get(point) ?? []) {
      if (found.has(earlier)) continue;
      found.add(earlier);
      pending.push(earlier);
    }
  }
  return found;
}
