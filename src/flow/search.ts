import type { Edge, Point } from './graph.ts';

/** One step of a path: the edge that was taken out of a point. */
export interface PathStep {
  readonly point: Point;
  readonly edge: Edge;
}

/** A state in which a point is reached, and the shortest way to it. */
export interface Arrival<S> {
  readonly state: S;
  readonly path: readonly PathStep[];
}

export interface Exploration<S> {
  /** One arrival for each state, those with the shortest ways first. */
  reached(point: Point): Arrival<S>[];
  /** Whether the search was given up because there were more states than `cap`. */
  readonly exceeded: boolean;
}

interface Visit<S> {
  readonly point: Point;
  readonly state: S;
  readonly from: Visit<S> | undefined;
  readonly edge: Edge | undefined;
}

/**
 * Everything that can be reached from `start`, breadth first. `step` gives the state behind an edge, or undefined where
 * the search shall not go on; states with the same key are the same.
 *
 *     const found = explore([{ point: graph.entry, state: 'closed' }], step, (state) => state, 10_000);
 *     found.reached(graph.exits.throw)   // [{ state: 'open', path: [{ point, edge }, …] }]
 */
export function explore<S>(
  start: readonly { readonly point: Point; readonly state: S }[],
  step: (point: Point, edge: Edge, state: S) => S | undefined,
  key: (state: S) => string,
  cap: number,
): Exploration<S> {
  const visits = new Map<Point, Map<string, Visit<S>>>();
  const queue: Visit<S>[] = [];
  let exceeded = false;
  const visit = (point: Point, state: S, from?: Visit<S>, edge?: Edge): void => {
    const known = visits.get(point) ?? new Map<string, Visit<S>>();
    const name = key(state);
    if (exceeded || known.has(name)) return;
    exceeded = queue.length >= cap;
    if (exceeded) return;
    const next = { point, state, from, edge };
    visits.set(point, known.set(name, next));
    queue.push(next);
  };
  for (const { point, state } of start) visit(point, state);
  // the queue grows while it is walked
  for (const at of queue) {
    for (const edge of at.point.succ) {
      const state = step(at.point, edge, at.state);
      if (state !== undefined) visit(edge.to, state, at, edge);
    }
  }
  return { reached: (point) => [...(visits.get(point)?.values() ?? [])].map(arrival), exceeded };
}

/** The path is put together when somebody asks for it. */
function arrival<S>(visit: Visit<S>): Arrival<S> {
  return {
    state: visit.state,
    get path() {
      const path: PathStep[] = [];
      for (let at = visit; at.from && at.edge; at = at.from) path.push({ point: at.from.point, edge: at.edge });
      return path.reverse();
    },
  };
}
