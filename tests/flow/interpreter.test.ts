import { describe, expect, test } from 'vitest';

import type { Edge, EdgeKind, Graph, Point } from '../../src/flow/graph.ts';
import { pointsIn } from '../../src/flow/print.ts';
import { type Fixture, fixtures } from './interpreter/fixtures.ts';
import { follow, missing, named } from './interpreter/follow.ts';
import { type Instrumented, instrument } from './interpreter/instrument.ts';
import { Random } from './interpreter/random.ts';
import { graphOf, read } from './interpreter/read.ts';
import { type Run, executable } from './interpreter/runtime.ts';
import { writtenAtRandom } from './interpreter/write.ts';

const MOST_RUNS = 30_000;
const LEAST_RUNS = 200;
const PATIENCE = 60_000;

interface Observed {
  readonly graph: Graph;
  readonly told: Instrumented;
  /** A run for each edge that was taken. */
  readonly takenBy: ReadonlyMap<Edge, Run>;
}

const runnable = fixtures().filter(({ runs }) => runs);

/** Runs a fixture until every edge is taken; each run is followed in the graph. */
async function observe({ source, loader }: Fixture): Promise<Observed> {
  const graph = graphOf(source);
  const told = instrument(source);
  const run = executable(source, told, loader);
  const edges = edgesOf(graph).length;
  const takenBy = new Map<Edge, Run>();
  for (let seed = 1; seed <= MOST_RUNS && (seed <= LEAST_RUNS || takenBy.size < edges); seed++) {
    const found = await run(new Random(seed));
    if (!found) continue;
    const { taken, fault } = follow(graph, told, found);
    expect(fault, `seed ${String(seed)}: ${JSON.stringify(found)}\n${told.code}`).toBeUndefined();
    for (const edge of taken) if (!takenBy.has(edge)) takenBy.set(edge, found);
  }
  return { graph, told, takenBy };
}

interface Placed {
  readonly point: Point;
  readonly edge: Edge;
  readonly name: string;
}

function edgesOf(graph: Graph): Placed[] {
  return pointsIn(graph).flatMap((point) =>
    point.succ.map((edge) => ({ point, edge, name: `${named(point)} ${edge.kind}` })),
  );
}

/** The faults of a graph in which one edge is another, or is gone. */
function faultWithout({ graph, told, takenBy }: Observed, { point, edge }: Placed, instead?: Edge): string | undefined {
  const edges = point.succ as Edge[];
  const at = edges.indexOf(edge);
  edges.splice(at, 1, ...(instead ? [instead] : []));
  const { fault } = follow(graph, told, takenBy.get(edge) as Run);
  edges.splice(at, instead ? 1 : 0, edge);
  return fault;
}

describe.each(runnable)('$name', (fixture) => {
  let begun: Promise<Observed> | undefined;
  const observed = (): Promise<Observed> => (begun ??= observe(fixture));

  test(
    'what a run does is a path of the graph, and every edge is taken by some run',
    async () => {
      const { graph, takenBy } = await observed();
      expect(
        edgesOf(graph)
          .filter(({ edge }) => !takenBy.has(edge))
          .map(({ name }) => name),
      ).toEqual([]);
    },
    PATIENCE,
  );

  test(
    'no edge can be left out',
    async () => {
      const seen = await observed();
      expect(
        edgesOf(seen.graph)
          .filter((placed) => faultWithout(seen, placed) === undefined)
          .map(({ name }) => name),
      ).toEqual([]);
    },
    PATIENCE,
  );

  test(
    'no edge can lead past the step behind it',
    async () => {
      const seen = await observed();
      const unnoticed = edgesOf(seen.graph).filter((placed) => {
        const to = missing(seen.graph, seen.told, placed.edge);
        return to && faultWithout(seen, placed, { kind: placed.edge.kind, to }) === undefined;
      });
      expect(unnoticed.map(({ name }) => name)).toEqual([]);
    },
    PATIENCE,
  );
});

test('every kind of edge is among those that cannot be left out', () => {
  const kinds = new Set<EdgeKind>();
  for (const { source } of runnable) for (const { edge } of edgesOf(graphOf(source))) kinds.add(edge.kind);
  expect([...kinds].sort()).toEqual(['false', 'fork', 'next', 'nullish', 'return', 'throw', 'true']);
});

describe('programs that nobody wrote', () => {
  test.each(Array.from({ length: 12 }, (_, i) => i + 1))(
    'batch %i',
    async (batch) => {
      for (let i = 0; i < 25; i++) {
        const seed = batch * 1000 + i;
        const text = writtenAtRandom(new Random(seed));
        const source = read(text);
        const graph = graphOf(source);
        const told = instrument(source);
        const run = executable(source, told);
        for (let again = 0; again < 20; again++) {
          const found = await run(new Random(seed * 100 + again));
          if (found)
            expect(
              follow(graph, told, found).fault,
              `program ${String(seed)}, run ${String(again)}: ${JSON.stringify(found)}\n${told.code}`,
            ).toBeUndefined();
        }
      }
    },
    PATIENCE,
  );
});
