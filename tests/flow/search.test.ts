import { expect, test } from 'vitest';

import { type Edge, type Point, flowOf } from '../../src/flow/graph.ts';
import { explore } from '../../src/flow/search.ts';
import { FIXTURE_OPTIONS, graphOf, read } from './interpreter/read.ts';

const source = read(`function f() {
  const a = open();
  while (is()) {
    try {
      if (isB()) break;
      c();
    } finally {
      a.close();
    }
  }
}`);
const graph = graphOf(source);

function text(point: Point): string {
  return point.node ? (source.text.slice(...point.node.range).split('\n')[0] ?? '') : 'exit';
}

/** Whether `open()` was reached and `a.close()` was not. */
function step(point: Point, edge: Edge, state: string): string {
  if (point.role !== 'done') return state;
  if (text(point) === 'open()' && edge.kind !== 'throw') return 'open';
  return text(point) === 'a.close()' ? 'closed' : state;
}

const explored = (cap: number): ReturnType<typeof explore<string>> =>
  explore([{ point: graph.entry, state: 'none' }], step, (state) => state, cap);

test('every state in which a point is reached is found once', () => {
  const found = explored(1000);
  expect(found.exceeded).toBe(false);
  expect(
    found
      .reached(graph.exits.return)
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['closed', 'open']);
  expect(
    found
      .reached(graph.exits.throw)
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['closed', 'none', 'open']);
  expect(found.reached(graph.exits.detached)).toEqual([]);
});

test('the path is the shortest, from the start to the point', () => {
  const [leak] = explored(1000)
    .reached(graph.exits.throw)
    .filter(({ state }) => state === 'open');
  expect(leak?.path.map(({ point, edge }) => `${text(point)} ${edge.kind}`)).toEqual([
    'function f() { next',
    'open next',
    'open() next',
    'a = open() next',
    'while (is()) { next',
    'is next',
    'is() throw',
  ]);
  const joined = leak?.path.every(({ edge }, i, path) => edge.to === (path[i + 1]?.point ?? graph.exits.throw));
  expect(joined).toBe(true);
});

test('where the step gives nothing, the search does not go on', () => {
  const found = explore(
    [{ point: graph.entry, state: 0 }],
    (_point, edge, state) => (edge.kind === 'throw' ? undefined : state),
    String,
    1000,
  );
  expect(found.reached(graph.exits.throw)).toEqual([]);
  expect(found.reached(graph.exits.return)).toHaveLength(1);
});

test('a start has an empty path, and several starts are searched together', () => {
  const [second] = graph.pointsOf(graph.entry.succ[0]?.to.node as never);
  const found = explore(
    [
      { point: graph.entry, state: 'a' },
      { point: second as Point, state: 'b' },
    ],
    (_point, _edge, state) => state,
    String,
    1000,
  );
  expect(found.reached(graph.entry)).toMatchObject([{ state: 'a', path: [] }]);
  expect(found.reached(graph.exits.return).map(({ state }) => state)).toEqual(['b', 'a']);
});

test('more states than the cap are too many', () => {
  expect(explored(5).exceeded).toBe(true);
  expect(explored(5).reached(graph.exits.return)).toEqual([]);
  const counted = (cap: number): boolean =>
    explore([{ point: graph.entry, state: 0 }], (_point, _edge, state) => state + 1, String, cap).exceeded;
  expect(counted(10_000)).toBe(true);
});

test('a long path needs no stack', () => {
  const long = flowOf(read(`function f() { ${'a();'.repeat(6000)} }`).root, FIXTURE_OPTIONS);
  if ('unknown' in long) throw new Error(long.unknown);
  const found = explore([{ point: long.entry, state: '' }], (_point, _edge, state) => state, String, 100_000);
  expect(found.reached(long.exits.return)[0]?.path).toHaveLength(12_001);
});
