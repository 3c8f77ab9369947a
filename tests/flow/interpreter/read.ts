import { parseForESLint } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';

import { type FlowOptions, type FlowRoot, type Graph, type InlinePlan, flowOf } from '../../../src/flow/graph.ts';
import type { Node } from '../../../src/lang/nodes.ts';

/** A fixture or a generated program, read. */
export interface Source {
  readonly text: string;
  readonly program: TSESTree.Program;
  readonly root: FlowRoot;
  /** The names that the text uses and does not declare. */
  readonly free: readonly string[];
  readonly keys: Readonly<Record<string, readonly string[] | undefined>>;
}

/** Reads a program; the graph is that of its function `f`, or of the program itself if there is none. */
export function read(text: string, jsx = false): Source {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    range: true,
    loc: true,
    sourceType: 'module',
    ecmaFeatures: { jsx },
  });
  const free = new Set(
    (scopeManager.globalScope?.through ?? []).filter((ref) => ref.isValueReference).map((ref) => ref.identifier.name),
  );
  for (const child of walk(ast, visitorKeys)) {
    for (const name of visitorKeys[child.type] ?? []) {
      for (const each of [(child as never)[name] as Node | Node[] | null].flat()) if (each) each.parent = child;
    }
  }
  const root = ast.body.map(functionF).find((each) => each !== undefined) ?? ast;
  return { text, program: ast, root, free: [...free].map(String), keys: visitorKeys };
}

function functionF(statement: TSESTree.ProgramStatement): FlowRoot | undefined {
  const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (inner?.type === 'FunctionDeclaration' && inner.id?.name === 'f') return inner;
  const declared = inner?.type === 'VariableDeclaration' ? inner.declarations[0] : undefined;
  return declared?.init?.type === 'ArrowFunctionExpression' &&
    declared.id.type === 'Identifier' &&
    declared.id.name === 'f'
    ? declared.init
    : undefined;
}

export function* walk(node: Node, keys: Source['keys']): Generator<Node> {
  yield node;
  for (const key of keys[node.type] ?? []) {
    for (const child of [(node as never)[key] as Node | Node[] | null].flat()) if (child) yield* walk(child, keys);
  }
}

const THROWING = new Set([
  'CallExpression',
  'NewExpression',
  'AwaitExpression',
  'YieldExpression',
  'TaggedTemplateExpression',
  'ImportExpression',
]);

/** What throws in the fixtures: everything that a run can make throw. */
export const FIXTURE_OPTIONS: FlowOptions = {
  mayThrow: (node, role) =>
    (role === 'done' &&
      THROWING.has(node.type) &&
      !(node.type === 'CallExpression' && node.callee.type === 'FunctionExpression')) ||
    (role === 'test' && node.type === 'ForOfStatement') ||
    role === 'dispose' ||
    role === 'settle',
  neverReturns: (node) =>
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'exit',
  inlines: planOf,
};

const PLANS: Record<string, InlinePlan['callbacks'][number]['when']> = {
  now: 'now',
  each: 'maybe-many',
  later: 'later',
};

/** `now(() => …)`, `each(() => …)`, `later(() => …)` run their callbacks as their names say. */
export function planOf(node: TSESTree.CallExpression | TSESTree.NewExpression): InlinePlan | undefined {
  const when = node.callee.type === 'Identifier' ? PLANS[node.callee.name] : undefined;
  if (!when) return undefined;
  const callbacks = node.arguments.flatMap((fn) =>
    fn.type === 'ArrowFunctionExpression' || fn.type === 'FunctionExpression' ? [{ fn, when }] : [],
  );
  return { callbacks };
}

export function graphOf(source: Source, options: FlowOptions = FIXTURE_OPTIONS): Graph {
  const graph = flowOf(source.root, options);
  if ('unknown' in graph) throw new Error(graph.unknown);
  return graph;
}
