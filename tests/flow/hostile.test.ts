import { expect, test } from 'vitest';

import { type FlowOptions, type FlowRoot, flowOf } from '../../src/flow/graph.ts';
import { printed } from '../../src/flow/print.ts';
import type { Node } from '../../src/lang/nodes.ts';
import { fixtures } from './interpreter/fixtures.ts';
import { FIXTURE_OPTIONS, read, walk } from './interpreter/read.ts';

/** What a parser that mends errors, or another language's parser, may leave where a child should be. */
const RUBBISH: readonly unknown[] = [
  null,
  undefined,
  [],
  [null],
  'text',
  7,
  {},
  { type: 'Unheard', range: [0, 0], of: null },
];

const TOLERANT: FlowOptions = { mayThrow: () => true, neverReturns: () => false };

test.each(fixtures())(
  'half a tree is no reason to throw: $name',
  ({ source }) => {
    const faults: string[] = [];
    for (const node of [...walk(source.program, source.keys)]) {
      const record = node as unknown as Record<string, unknown>;
      for (const key of source.keys[node.type] ?? []) {
        const whole = record[key];
        for (const rubbish of RUBBISH) {
          record[key] = rubbish;
          try {
            flowOf(source.root, TOLERANT);
          } catch (error) {
            faults.push(`${node.type}.${key} = ${JSON.stringify(rubbish)}: ${String(error)}`);
          }
        }
        record[key] = whole;
      }
    }
    expect(faults).toEqual([]);
  },
  60_000,
);

function nodeOf(type: string, rest: object): Node {
  return { type, range: [0, 1], ...rest } as never;
}

test('a node of an unknown type evaluates its children in the order of the visitor keys', () => {
  const name = (text: string): Node => nodeOf('Identifier', { name: text });
  const unheard = nodeOf('PipelineExpression', {
    right: name('b'),
    left: name('a'),
    parent: name('p'),
    typeAnnotation: name('T'),
    kind: 'x',
  });
  const names = (options: Parameters<typeof flowOf>[1]): unknown[] => {
    const graph = flowOf(unheard as FlowRoot, options);
    if ('unknown' in graph) return [];
    const found = [];
    for (let point = graph.entry.succ[0]?.to; point?.node; point = point.succ[0]?.to)
      found.push('name' in point.node ? point.node.name : point.node.type);
    return found;
  };
  expect(names(FIXTURE_OPTIONS)).toEqual(['b', 'a', 'PipelineExpression']);
  expect(names({ ...FIXTURE_OPTIONS, visitorKeys: { PipelineExpression: ['left', 'right', 'gone'] } })).toEqual([
    'a',
    'b',
    'PipelineExpression',
  ]);
});

test('a node of an unknown type of TypeScript has no value', () => {
  const graph = flowOf(
    nodeOf('TSFutureType', { body: nodeOf('Identifier', { name: 'a' }) }) as FlowRoot,
    FIXTURE_OPTIONS,
  );
  expect('unknown' in graph || graph.size).toBe(4);
});

test('names that objects inherit are no node types', () => {
  const graph = flowOf(nodeOf('constructor', {}) as FlowRoot, FIXTURE_OPTIONS);
  expect('unknown' in graph || graph.size).toBe(5);
});

test('a jump without a target goes on', () => {
  const { text, program } = read('a(); b();');
  program.body.splice(
    1,
    0,
    nodeOf('BreakStatement', { label: null }) as never,
    nodeOf('ContinueStatement', { label: nodeOf('Identifier', { name: 'x' }) }) as never,
  );
  const graph = flowOf(program, FIXTURE_OPTIONS);
  expect('unknown' in graph || printed(graph, text)).toMatchInlineSnapshot(`
    "   0  L1   enter   a(); b();                                 → 1
       1  L1   done    a                                         → 2
       2  L1   done    a()                                       → 3, throw → 8
       3  L1   jump    a                                         → 4
       4  L1   jump    a                                         → 5
       5  L1   done    b                                         → 6
       6  L1   done    b()                                       → 7, throw → 8
       7  exit  return
       8  exit  throw
       9  exit  detached
    "
  `);
});
