import type { TSESTree } from '@typescript-eslint/utils';

import type { Node } from '../lang/nodes.ts';
import {
  type Builder,
  type MaybeNode,
  type Step,
  type ValueBuilder,
  type ValueBuilders,
  isNode,
  nodesOf,
} from './builder.ts';
import { chainOf, forked } from './chains.ts';
import type { Draft } from './draft.ts';
import { operator, silent } from './expressions.ts';
import { returned } from './functions.ts';
import { LOOPS, takesLabels } from './loops.ts';
import { pattern } from './patterns.ts';
import { scoped } from './scoped.ts';
import { type Targets, breakable, catching, oncePerTarget, through } from './targets.ts';

const body: ValueBuilder<Node & { body: TSESTree.Statement[] }> = (builder, node, next, targets) =>
  list(builder, node.body, next, targets);

const declared = operator(() => []);

export const STATEMENTS: ValueBuilders = {
  ...LOOPS,
  Program: body,
  BlockStatement: body,
  StaticBlock: body,
  FunctionDeclaration: declared,
  TSModuleDeclaration: (builder, node, next, targets) => (node.declare ? next : declared(builder, node, next, targets)),
  TSEnumDeclaration: enumeration,
  TSImportEqualsDeclaration: (builder, node, next, targets) =>
    isRequired(node) ? declared(builder, node, next, targets) : next,
  TSExportAssignment: operator((node) => [node.expression]),
  ImportDeclaration: silent,
  ExportAllDeclaration: silent,
  ExportNamedDeclaration: exported,
  ExportDefaultDeclaration: exported,
  EmptyStatement: silent,
  DebuggerStatement: silent,
  ExpressionStatement: (builder, node, next, targets) => {
    const chain = chainOf(node.expression, 'direct');
    return chain ? forked(builder, chain, next, targets) : { node: node.expression, next, targets };
  },
  VariableDeclaration: (builder, node, next, targets) =>
    node.declare ? next : builder.sequence([node.declarations], next, targets),
  VariableDeclarator: (builder, node, next, targets) => {
    if (!isNode(node.init)) return next;
    const bind = builder.step(node, 'bind', next, targets);
    return { node: node.init, next: pattern(builder, node.id, bind, targets), targets };
  },
  IfStatement: choice,
  SwitchStatement: choiceOfMany,
  LabeledStatement: labelled,
  TryStatement: guarded,
  CatchClause: (builder, node, next, targets) => {
    const code = builder.value(node.body, next, targets);
    return isNode(node.param) ? pattern(builder, node.param, builder.step(node, 'bind', code, targets), targets) : code;
  },
  WithStatement: (builder, node, next, targets) => ({
    node: node.object,
    next: builder.value(node.body, next, targets),
    targets,
  }),
  ReturnStatement: (builder, node, _next, targets) => returned(builder, node, node.argument, targets),
  ThrowStatement: (builder, node, _next, targets) => ({
    node: node.argument,
    next: builder.point(node, 'jump').to('throw', targets.throw()),
    targets,
  }),
  BreakStatement: jump,
  ContinueStatement: jump,
};

/** Statements one after the other. Functions are there from the beginning; `using` changes the way out of what follows it. */
function list(builder: Builder, nodes: readonly MaybeNode[] | null | undefined, next: Draft, targets: Targets): Step {
  const all = nodesOf<Node>(nodes);
  const functions = all.map(declaredFunction).filter(isNode);
  const others = all.filter((node) => node.type !== 'FunctionDeclaration');
  const { steps, end } = scoped(builder, [...functions, ...others], next, targets);
  const [first, ...later] = steps;
  if (!first) return end;
  return { ...first, next: later.reduceRight((entry, step) => builder.value(step.node, entry, step.targets), end) };
}

/** `import x = require('y')`; `import x = A.B` is a name for a name. */
function isRequired(node: TSESTree.TSImportEqualsDeclaration): boolean {
  const from: MaybeNode = node.moduleReference;
  return node.importKind !== 'type' && isNode(from) && from.type === 'TSExternalModuleReference';
}

function declaredFunction(node: Node): Node | undefined {
  const inner: MaybeNode = isExport(node) ? node.declaration : node;
  return inner?.type === 'FunctionDeclaration' ? inner : undefined;
}

function isExport(node: Node): node is TSESTree.ExportNamedDeclaration | TSESTree.ExportDefaultDeclaration {
  return node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration';
}

/** `export const x = …`, `export { x }`, `export default …`: the value, then the export. */
function exported(
  builder: Builder,
  node: TSESTree.ExportNamedDeclaration | TSESTree.ExportDefaultDeclaration,
  next: Draft,
  targets: Targets,
): Step {
  if (('source' in node && isNode(node.source)) || node.exportKind === 'type') return next;
  const done = builder.point(node, 'done').to('next', next);
  return { node: declaredFunction(node) ? null : node.declaration, next: done, targets };
}

/** `if … else if … else`, from its end, so that a long chain needs no stack. */
function choice(builder: Builder, node: TSESTree.IfStatement, next: Draft, targets: Targets): Step {
  const chain = [node];
  let last: MaybeNode = node.alternate;
  while (isNode(last) && last.type === 'IfStatement') {
    chain.push(last);
    last = last.alternate;
  }
  let otherwise = builder.value(last, next, targets);
  for (const each of chain.slice(1).reverse()) {
    otherwise = builder.condition(each.test, builder.value(each.consequent, next, targets), otherwise, targets);
  }
  return { node: node.test, next: builder.value(node.consequent, next, targets), otherwise, targets };
}

/** All tests in their order, then the default, wherever it stands; bodies fall through. */
function choiceOfMany(builder: Builder, node: TSESTree.SwitchStatement, next: Draft, targets: Targets): Step {
  const inside = breakable(targets, next);
  const cases = nodesOf(node.cases).reverse();
  const entries = new Map<TSESTree.SwitchCase, Draft>();
  cases.reduce((following, each) => {
    const entry = builder.finish(list(builder, each.consequent, following, inside));
    entries.set(each, entry);
    return entry;
  }, next);
  const otherwise = cases.find((each) => !isNode(each.test));
  const first = cases
    .filter((each) => isNode(each.test))
    .reduce<Draft>(
      (unmatched, each) => builder.value(each.test, builder.test(each, entries.get(each) ?? next, unmatched), targets),
      (otherwise && entries.get(otherwise)) ?? next,
    );
  return { node: node.discriminant, next: first, targets };
}

function labelled(_builder: Builder, node: TSESTree.LabeledStatement, next: Draft, targets: Targets): Step {
  const name = nameOf(node.label);
  const labels = takesLabels(node.body) ? [...(targets.labels ?? []), name] : [];
  return { node: node.body, next, targets: { ...breakable(targets, next, name), labels } };
}

function nameOf(label: MaybeNode): string {
  return label?.type === 'Identifier' ? label.name : '';
}

/** `finally` has a copy for each place to which control goes on behind it. */
function guarded(builder: Builder, node: TSESTree.TryStatement, next: Draft, targets: Targets): Step {
  const { handler, finalizer } = node;
  const behind = isNode(finalizer) ? oncePerTarget((to) => builder.value(finalizer, to, targets)) : undefined;
  const outside = behind ? through(targets, behind) : targets;
  const done = behind ? behind(next) : next;
  const inside = isNode(handler) ? catching(outside, () => builder.value(handler, done, outside)) : outside;
  return { node: node.block, next: done, targets: inside };
}

function jump(
  builder: Builder,
  node: TSESTree.BreakStatement | TSESTree.ContinueStatement,
  next: Draft,
  targets: Targets,
): Step {
  const kind = node.type === 'BreakStatement' ? 'break' : 'continue';
  const label = isNode(node.label) ? nameOf(node.label) : undefined;
  return builder.point(node, 'jump').to('next', targets.jump(kind, label) ?? next);
}

/** The values of an enum are computed in their order. */
function enumeration(builder: Builder, node: TSESTree.TSEnumDeclaration, next: Draft, targets: Targets): Step {
  if (node.declare) return next;
  // older parsers put the members on the declaration itself; newer ones warn when they are looked for there
  const home = ('body' in node ? node.body : node) as { members?: TSESTree.TSEnumMember[] } | null | undefined;
  return builder.sequence(
    nodesOf(home?.members).map((member) => member.initializer),
    builder.step(node, 'done', next, targets),
    targets,
  );
}
