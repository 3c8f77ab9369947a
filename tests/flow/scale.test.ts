import { expect, test } from 'vitest';

import { type FlowOptions, type FlowRoot, flowOf } from '../../src/flow/graph.ts';
import type { Node } from '../../src/lang/nodes.ts';
import { FIXTURE_OPTIONS, read } from './interpreter/read.ts';

const MANY = 5000;
/** For the parser's sake: our own part takes milliseconds. */
const PATIENCE = 60_000;
const ROOMY = { ...FIXTURE_OPTIONS, cap: 200_000 };

/** The number of points, or why there is no graph. */
function sizeOf(root: FlowRoot | string, options = ROOMY): number | string {
  const graph = flowOf(typeof root === 'string' ? read(root).root : root, options);
  return 'unknown' in graph ? graph.unknown : graph.size;
}

function times(count: number, text: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join('');
}

const STATEMENTS: Readonly<Record<string, (i: number) => string>> = {
  call: () => 'a();\n',
  if: () => 'if (a()) b(); else c();\n',
  return: () => 'if (a()) return b();\n',
  try: () => 'try { a(); } catch { b(); } finally { c(); }\n',
  loop: () => 'for (const a of b()) { if (c()) continue; d(); }\n',
  chain: () => 'await a().then(() => b());\n',
};

test.each(Object.entries(STATEMENTS))(
  '5,000 statements are as large as they are many: %s',
  (_name, statement) => {
    const sized = (count: number): number => sizeOf(`async function f() { ${times(count, statement)} }`) as number;
    const one = sized(2) - sized(1);
    expect(sized(MANY) - sized(1)).toBe(one * (MANY - 1));
  },
  PATIENCE,
);

/** Trees of any height, which a parser could not make without a stack of its own. */
const id: Node = tree('Identifier', { name: 'x' });
function tree(type: string, rest: object): Node {
  return { type, range: [0, 0], ...rest } as never;
}
function grown(grow: (inner: Node) => Node): Node {
  let node = id;
  for (let i = 0; i < MANY; i++) node = grow(node);
  return node;
}
const call = (callee: Node, ...args: Node[]): Node =>
  tree('CallExpression', { callee, arguments: args, optional: false });
const member = (object: Node, name: string): Node =>
  tree('MemberExpression', { object, property: tree('Identifier', { name }), computed: false, optional: false });
const arrow = (body: Node): Node =>
  tree('ArrowFunctionExpression', { params: [], body, async: false, generator: false });
const statement = (expression: Node): Node => tree('ExpressionStatement', { expression });

const LONG: Readonly<Record<string, () => Node>> = {
  'a + b + c …': () => grown((left) => tree('BinaryExpression', { operator: '+', left, right: id })),
  'a && b && c …': () => grown((left) => tree('LogicalExpression', { operator: '&&', left, right: id })),
  'a || b || c …': () => grown((left) => tree('LogicalExpression', { operator: '||', left, right: id })),
  'a ?? b ?? c …': () => grown((left) => tree('LogicalExpression', { operator: '??', left, right: id })),
  'a.b().b().b() …': () => grown((object) => call(member(object, 'b'))),
  'a.b.b.b …': () => grown((object) => member(object, 'b')),
  'a()()() …': () => grown((callee) => call(callee)),
  'a.then(() => x).then(() => x) …': () => grown((object) => call(member(object, 'then'), arrow(id))),
  'return a.then(() => x).then(() => x) …': () =>
    tree('ReturnStatement', { argument: LONG['a.then(() => x).then(() => x) …']?.() }),
  'a ? b : c ? d : e …': () =>
    grown((alternate) => tree('ConditionalExpression', { test: id, consequent: id, alternate })),
  'if (a) … else if (a) … else if …': () =>
    grown((alternate) => tree('IfStatement', { test: id, consequent: statement(id), alternate })),
  'if (a ? b : c ? d : e …)': () => tree('IfStatement', { test: LONG['a ? b : c ? d : e …']?.(), consequent: id }),
  'if (!!!!a)': () =>
    tree('IfStatement', {
      test: grown((argument) => tree('UnaryExpression', { operator: '!', argument })),
      consequent: id,
    }),
  'a as b as b …': () => grown((expression) => tree('TSAsExpression', { expression })),
  '{{{ a }}}': () => tree('BlockStatement', { body: [grown((inner) => tree('BlockStatement', { body: [inner] }))] }),
  'switch (a) { case b: case b: … }': () =>
    tree('SwitchStatement', {
      discriminant: id,
      cases: Array.from({ length: MANY }, () => tree('SwitchCase', { test: id, consequent: [] })),
    }),
  '[a, a, a, …]': () => tree('ArrayExpression', { elements: Array.from({ length: MANY }, () => id) }),
  'a, a, a …': () => tree('SequenceExpression', { expressions: Array.from({ length: MANY }, () => id) }),
};

test.each(Object.entries(LONG))('no length needs a stack: %s', (name, make) => {
  const size = sizeOf(tree('Program', { body: [make()] }) as FlowRoot);
  expect(size).toBeTypeOf('number');
  if (!/!!|\{\{/.test(name)) expect(size).toBeGreaterThan(MANY);
});

const DEEP: Readonly<Record<string, (inner: Node) => Node>> = {
  'a + (a + (a + …))': (right) => tree('BinaryExpression', { operator: '+', left: id, right }),
  'a(a(a(…)))': (inner) => call(id, inner),
  'while (a) while (a) …': (body) => tree('WhileStatement', { test: id, body }),
  'try { try { … } finally {} } finally {}': (block) =>
    tree('TryStatement', { block, finalizer: tree('BlockStatement', { body: [] }) }),
  'a: a: a: …': (body) => tree('LabeledStatement', { label: id, body }),
  '(() => (() => …)())()': (body) => call(arrow(body)),
  'return a ? (a ? (… : b.then(f)) : b.then(f)) : …': (consequent) =>
    tree('ConditionalExpression', { test: id, consequent, alternate: call(member(id, 'then'), arrow(id)) }),
  '[[[a]]] = b': (inner) => tree('ArrayPattern', { elements: [inner] }),
};

test.each(Object.entries(DEEP))('too deep is unknown, not an overflow: %s', (_name, grow) => {
  const inner = grown(grow);
  const root =
    inner.type === 'ArrayPattern' ? tree('AssignmentExpression', { operator: '=', left: inner, right: id }) : inner;
  const body = tree('ReturnStatement', { argument: root });
  expect(sizeOf(tree('Program', { body: [/Statement$/.test(root.type) ? root : body] }) as FlowRoot)).toBe(
    'nested too deeply',
  );
});

test(
  '5,000 disposals in one block are too deep',
  () => {
    expect(sizeOf(`function f() { ${times(MANY, (i) => `using a${String(i)} = b();\n`)} }`)).toBe('nested too deeply');
    expect(sizeOf(`function f() { ${times(100, (i) => `using a${String(i)} = b();\n`)} }`)).toBeTypeOf('number');
  },
  PATIENCE,
);

const nested = (depth: number, open: string, close: string): string =>
  `function f() { ${open.repeat(depth)} a(); ${close.repeat(depth)} }`;

test('try in try grows with the depth', () => {
  for (const close of ['} catch { b(); }', '} finally { b(); }', '} catch { b(); } finally { c(); }']) {
    const sized = (depth: number): number => sizeOf(nested(depth, 'try { ', close)) as number;
    const one = sized(3) - sized(2);
    expect(sized(30) - sized(2)).toBe(one * 28);
  }
});

test('try at the end of finally goes on where the outer one does, and does not double', () => {
  const sized = (depth: number): number => sizeOf(nested(depth, 'try { a(); } finally { ', '}')) as number;
  const growth = (depth: number): number => sized(depth) - sized(depth - 1);
  expect(growth(30) - growth(29)).toBe(growth(4) - growth(3));
});

test('try before something else in finally doubles with each level, and stops while it is being built', () => {
  const source = (depth: number): string => nested(depth, 'try { a(); } finally { ', ' b(); }');
  const sized = (depth: number): number => sizeOf(source(depth)) as number;
  expect(sized(7) - sized(6)).toBe(2 * (sized(6) - sized(5)));
  let asked = 0;
  const counting: FlowOptions = {
    neverReturns: () => false,
    mayThrow: (node, role) => {
      asked++;
      return FIXTURE_OPTIONS.mayThrow(node, role);
    },
  };
  const answer = flowOf(read(source(30)).root, counting);
  expect(answer).toEqual({ unknown: 'more than 20000 points' });
  expect(asked).toBeLessThanOrEqual(20_000);
});

test('the cap is what the caller says', () => {
  const statements = `function f() { ${times(100, () => 'a();')} }`;
  expect(sizeOf(statements, { ...FIXTURE_OPTIONS, cap: 100 })).toBe('more than 100 points');
  expect(sizeOf(statements, { ...FIXTURE_OPTIONS, cap: 204 })).toBe(204);
});
