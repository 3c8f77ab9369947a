import type { TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  type FunctionNode,
  type Node,
  enclosingClass,
  enclosingFunction,
  isFunction,
  propertyName,
} from './nodes.ts';

/** What stands where in a file, from the one walk that all rules share. */
export interface Census {
  /** Every call and construction, in the order of the text. */
  readonly calls: readonly (TSESTree.CallExpression | TSESTree.NewExpression)[];
  /** The expressions that a function returns (nested functions left out); undefined for a bare `return`. */
  returnsOf(fn: FunctionNode): readonly (TSESTree.Expression | undefined)[];
  /** The right sides of all `this.name = …` in a class. */
  writesTo(owner: ClassNode, name: string): readonly Node[];
  /** Functions that are generators' or plain bodies, in the order of the text. */
  readonly functions: readonly FunctionNode[];
  /** The modules that the file imports or requires, as written. */
  readonly modules: ReadonlySet<string>;
}

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

/** Puts the children of a node on a pile, the first on top; of unknown node types what looks like a node. */
function pile(pending: Node[], node: Node, keys: Keys): void {
  const record = node as unknown as Record<string, unknown>;
  const names = keys[node.type] ?? Object.keys(record).filter((each) => each !== 'parent');
  for (let i = names.length - 1; i >= 0; i--) {
    const child = record[names[i] ?? ''];
    if (typeof child !== 'object' || child === null) continue;
    if (!Array.isArray(child)) {
      if (isNode(child)) pending.push(child);
      continue;
    }
    for (let j = child.length - 1; j >= 0; j--) {
      const each: unknown = child[j];
      if (typeof each === 'object' && each !== null && isNode(each)) pending.push(each);
    }
  }
}

function isNode(value: object): value is Node {
  return typeof (value as { type?: unknown }).type === 'string';
}

/** Walks a tree from the top in the order of the text, without recursion. Children are not entered where `visit` gives false. */
export function walk(root: Node, keys: Keys, visit: (node: Node) => boolean | undefined): void {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (visit(node) === false) continue;
    pile(pending, node, keys);
  }
}

/** As much of a source code as says which nodes it has. */
export interface Walked {
  readonly ast: Node;
  readonly visitorKeys: Keys;
  /** From ESLint 9 on. */
  traverse?(): Iterable<{ readonly kind: number; readonly phase?: number; readonly target: unknown }>;
}

/** Every node of a file in the order of the text. ESLint has walked the tree before any rule runs, and keeps the way. */
export function nodesVisited(sourceCode: Walked): readonly Node[] {
  const found: Node[] = [];
  for (const { kind, phase, target } of sourceCode.traverse?.() ?? [])
    if (kind === VISIT && phase === ENTER) found.push(target as Node);
  return found.length > 0 ? found : nodesOf(sourceCode.ast, sourceCode.visitorKeys);
}

const VISIT = 1;
const ENTER = 1;

/** Every node of a tree in the order of the text. */
export function nodesOf(root: Node, keys: Keys): readonly Node[] {
  const found: Node[] = [];
  walk(root, keys, (node) => {
    found.push(node);
    return undefined;
  });
  return found;
}

/** Counts a file once, by its nodes in the order of the text. */
export function censusOf(nodes: Iterable<Node>): Census {
  const calls: (TSESTree.CallExpression | TSESTree.NewExpression)[] = [];
  const functions: FunctionNode[] = [];
  const returns = new Map<FunctionNode, (TSESTree.Expression | undefined)[]>();
  const writes = new Map<ClassNode, Map<string, Node[]>>();
  const modules = new Set<string>();
  for (const node of nodes) {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      calls.push(node);
      const required =
        node.callee.type === 'Identifier' && node.callee.name === 'require' ? node.arguments[0] : undefined;
      if (required?.type === 'Literal' && typeof required.value === 'string') modules.add(required.value);
    } else if (node.type === 'ImportDeclaration') modules.add(node.source.value);
    else if (isFunction(node)) functions.push(node);
    else if (node.type === 'ReturnStatement') {
      const home = enclosingFunction(node);
      if (!home) continue;
      const known = returns.get(home);
      if (known) known.push(node.argument ?? undefined);
      else returns.set(home, [node.argument ?? undefined]);
    } else if (node.type === 'AssignmentExpression') noteWrite(node, writes);
  }
  return {
    calls,
    functions,
    modules,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a half-typed tree lacks what the types promise
    returnsOf: (fn) => (fn.body?.type === 'BlockStatement' || !fn.body ? (returns.get(fn) ?? []) : [fn.body]),
    writesTo: (owner, name) => writes.get(owner)?.get(name) ?? [],
  };
}

function noteWrite(node: TSESTree.AssignmentExpression, writes: Map<ClassNode, Map<string, Node[]>>): void {
  if (node.left.type !== 'MemberExpression' || node.left.object.type !== 'ThisExpression') return;
  const name = propertyName(node.left);
  const owner = enclosingClass(node);
  if (name === undefined || !owner) return;
  const fields = writes.get(owner) ?? new Map<string, Node[]>();
  writes.set(owner, fields.set(name, [...(fields.get(name) ?? []), node.right]));
}
