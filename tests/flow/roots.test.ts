import type { TSESTree } from '@typescript-eslint/utils';
import { expect, test } from 'vitest';

import { type FlowRoot, flowOf } from '../../src/flow/graph.ts';
import { pointsIn } from '../../src/flow/print.ts';
import { FIXTURE_OPTIONS, read, walk } from './interpreter/read.ts';

const source = read(`
class A {
  field = a();
  static { b(); }
  constructor(private readonly c = d(), ...[e]) { f(); }
}
namespace B { g(); }
`);
const nodes = [...walk(source.program, source.keys)];

function steps(root: FlowRoot | undefined): string[] {
  if (!root) throw new Error('no such node');
  const graph = flowOf(root, FIXTURE_OPTIONS);
  if ('unknown' in graph) throw new Error(graph.unknown);
  return pointsIn(graph).flatMap(({ node, role }) =>
    node ? [`${role} ${source.text.slice(...node.range).split('\n')[0] ?? ''}`] : [],
  );
}

test('the initialiser of a field', () => {
  const field = nodes.find((node) => node.type === 'PropertyDefinition');
  expect(steps(field?.value ?? undefined)).toEqual(['enter a()', 'done a', 'done a()']);
});

test('a static block', () => {
  expect(steps(nodes.find((node) => node.type === 'StaticBlock'))).toEqual([
    'enter static { b(); }',
    'done b',
    'done b()',
  ]);
});

test('a constructor with properties among its parameters', () => {
  const constructor = nodes.find((node): node is TSESTree.FunctionExpression => node.type === 'FunctionExpression');
  expect(steps(constructor).slice(1)).toEqual([
    'test c = d()',
    'done d',
    'done d()',
    'bind private readonly c = d()',
    'bind ...[e]',
    'done f',
    'done f()',
  ]);
});

test('a program runs what is static in its classes, and no namespace', () => {
  expect(steps(source.program).slice(1)).toEqual(['done b', 'done b()', 'done class A {', 'done namespace B { g(); }']);
});
