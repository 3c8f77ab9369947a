import type { Edge, Graph, Point } from '../../../src/flow/graph.ts';
import type { Instrumented } from './instrument.ts';
import type { Event, Run } from './runtime.ts';

/** What a walk along a run's decisions comes to: the edges it took, and where the graph and the run part. */
export interface Walk {
  readonly taken: ReadonlySet<Edge>;
  readonly fault: string | undefined;
}

const LONGEST = 20_000;

/** Walks the graph with the decisions of a run. The graph is right if it asks for exactly what the run wrote down, in its order, and ends as it did. */
export function follow(graph: Graph, told: Instrumented, run: Run): Walk {
  const walker = new Walker(graph, told, run.events);
  const fault = walker.walk(graph.entry, 0, run.completion);
  return {
    taken: walker.taken,
    fault: fault ?? (walker.left > 0 ? `${String(walker.left)} events are nowhere in the graph` : undefined),
  };
}

/** Where an edge would lead if it missed the next step that says something: `break` that misses a `finally`. */
export function missing(graph: Graph, told: Instrumented, edge: Edge): Point | undefined {
  return new Walker(graph, told, []).missing(edge);
}

class Walker {
  readonly taken = new Set<Edge>();
  left: number;
  readonly #graph: Graph;
  readonly #told: Instrumented;
  readonly #events: readonly Event[];

  constructor(graph: Graph, told: Instrumented, events: readonly Event[]) {
    this.#graph = graph;
    this.#told = told;
    this.#events = events;
    this.left = events.length;
  }

  /** One thread of control. What is forked is walked on its own, with events of its own. */
  walk(start: Point, thread: number, completion: Run['completion'] | 'detached'): string | undefined {
    const queue = this.#events.filter((event) => event.thread === thread);
    let point = start;
    for (let steps = 0; steps < LONGEST; steps++) {
      if (point.role === 'exit') return this.#ends(point, queue, completion);
      if (point.role === 'fork') {
        const fault = this.#fork(point, queue);
        if (fault !== undefined) return fault;
      }
      if (queue[0]?.way === 'exit' && queue[0].key === this.keyOf(point)) return this.#exits(point, queue);
      const edge = this.#choose(point, queue);
      if (edge === undefined) return `stuck at ${named(point)}, told ${JSON.stringify(queue[0])}`;
      this.taken.add(edge);
      point = edge.to;
    }
    return 'no end';
  }

  #ends(point: Point, queue: readonly Event[], completion: string): string | undefined {
    const { exits } = this.#graph;
    const found = point === exits.return ? 'return' : point === exits.throw ? 'throw' : 'detached';
    if (found !== completion) return `ends with ${found}, not with ${completion}`;
    return queue.length > 0 ? `ends, but the run goes on with ${JSON.stringify(queue[0])}` : undefined;
  }

  #exits(point: Point, queue: Event[]): string | undefined {
    this.left--;
    if (point.succ.some(({ kind }) => kind === 'next')) return `goes on after ${named(point)}`;
    return queue.length > 1 ? `ends at ${named(point)}, but the run goes on` : undefined;
  }

  #fork(point: Point, queue: Event[]): string | undefined {
    const edge = point.succ.find(({ kind }) => kind === 'fork');
    const event = queue.shift();
    if (!edge || event?.key !== this.keyOf(point))
      return `nothing is forked at ${named(point)}, told ${JSON.stringify(event)}`;
    this.left--;
    this.taken.add(edge);
    return this.walk(edge.to, Number(event.way), 'detached');
  }

  #choose(point: Point, queue: Event[]): Edge | undefined {
    const key = this.keyOf(point);
    const otherwise = this.#told.quiet.get(key);
    if (point.role === 'fork') return point.succ.find(({ kind }) => kind === 'next');
    if (queue[0]?.key === key && (this.#told.speaking.has(key) || otherwise !== undefined)) {
      const { way } = queue.shift() as Event;
      this.left--;
      return point.succ.find(({ kind }) => kind === (way === 'ok' ? 'next' : way));
    }
    if (this.#told.speaking.has(key)) return undefined;
    if (otherwise !== undefined) return point.succ.find(({ kind }) => kind === otherwise);
    return point.succ.length === 1 ? point.succ[0] : undefined;
  }

  #isSilent(point: Point): boolean {
    const key = this.keyOf(point);
    return !this.#told.speaking.has(key) && !this.#told.quiet.has(key);
  }

  /** Where an edge would lead if it missed the next step that says something; undefined where there is none. */
  missing(edge: Edge): Point | undefined {
    const heard = this.#nextHeard(edge.to);
    // a step that may well be silent would not be missed
    if (!heard || !this.#told.speaking.has(this.keyOf(heard))) return undefined;
    const after = heard.succ[0]?.to;
    return after && this.#nextHeard(after) !== heard ? after : undefined;
  }

  #nextHeard(start: Point): Point | undefined {
    let point = start;
    for (let steps = 0; steps < LONGEST && this.#isSilent(point); steps++) {
      const [edge] = point.succ;
      if (!edge) return undefined;
      point = edge.to;
    }
    return point;
  }

  keyOf(point: Point): string {
    return `${String(point.node && this.#told.idOf.get(point.node))}:${point.role}`;
  }
}

export function named(point: Point): string {
  return `${String(point.id)} ${point.role} ${point.node?.type ?? ''} ${String(point.node?.range[0])}`;
}
