import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type Node, contains, enclosingFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Scene } from './scene.ts';
import { isConditional, listOf, statementsAround } from './statements.ts';

const READING = new Set([
  'json',
  'text',
  'arrayBuffer',
  'blob',
  'bytes',
  'formData',
  'dump',
  'cancel',
  'destroy',
  'resume',
]);

/**
 * Whether every response that comes through a dispatcher is read before a `finally` would close the dispatcher: `close()` waits for
 * bodies, for ever when nobody reads them, and a hang is worse than a leak.
 */
export function isDrained(within: readonly Node[], scene: Scene): boolean {
  if (!scene.isAwaited || scene.ref.type.borrowedAs?.includes('dispatcher') !== true) return true;
  const requests: Node[] = [];
  const jumps: Node[] = [];
  for (const root of within) {
    walk(root, scene.sourceCode.visitorKeys, (node) => {
      if (node.type === 'CallExpression' && isRequest(node, scene)) requests.push(node);
      if (JUMPS.has(node.type)) jumps.push(node);
      return undefined;
    });
  }
  return requests.every((request) => isRead(request, jumps, scene));
}

const JUMPS = new Set(['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement']);

/** `agent.request(…)`, `fetch(url, { dispatcher: agent })` */
function isRequest(call: TSESTree.CallExpression, { holder, ref }: Scene): boolean {
  const isHolder = (node: Node): boolean => holder.references.some(({ identifier }) => identifier === unwrap(node));
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression' && isHolder(callee.object)) {
    const member = ref.type.members?.[propertyName(callee) ?? ''];
    return member?.call !== undefined;
  }
  return call.arguments.some((argument) => {
    const bag = unwrap(argument);
    return (
      bag.type === 'ObjectExpression' && bag.properties.some((each) => each.type === 'Property' && isHolder(each.value))
    );
  });
}

function isRead(request: Node, jumps: readonly Node[], scene: Scene): boolean {
  const { parent: waiting } = outside(request);
  if (waiting?.type !== 'AwaitExpression') return false;
  const { parent: user } = outside(waiting);
  if (user?.type === 'MemberExpression') return isReading(user);
  const names =
    user?.type === 'VariableDeclarator' ? (scene.sourceCode.scopeManager?.getDeclaredVariables(user) ?? []) : [];
  const reads = names.flatMap((name) => readsOf(name));
  const statement = statementsAround(request)[0];
  const list = statement && listOf(statement);
  if (!statement || !list || reads.length === 0) return false;
  const isCovered = (jump: Node): boolean =>
    reads.some(
      (read) => read.range[0] < jump.range[1] && blockOf(read) !== undefined && contains(blockOf(read) as Node, jump),
    );
  const home = enclosingFunction(request);
  const later = jumps.filter(
    (jump) =>
      jump.range[0] > statement.range[1] &&
      enclosingFunction(jump) === home &&
      statement.parent &&
      contains(statement.parent, jump),
  );
  const last = list.at(-1);
  const isCertain = reads.some((read) => blockOf(read) === statement.parent && !isConditional(read));
  return later.every(isCovered) && (isCertain || (last !== undefined && JUMPS.has(last.type)));
}

/** The uses of a response that read its body, or give it to somebody who does. */
function readsOf(variable: Variable): Node[] {
  return variable.references.flatMap(({ identifier }) => {
    let at = identifier as Node;
    const { parent } = outside(at);
    if (parent?.type === 'CallExpression' || (parent?.type === 'ForOfStatement' && parent.await)) return [at];
    while (at.parent?.type === 'MemberExpression' && !isReading(at.parent)) at = at.parent;
    return at.parent?.type === 'MemberExpression' ||
      at.parent?.type === 'CallExpression' ||
      at.parent?.type === 'ForOfStatement'
      ? [at]
      : [];
  });
}

/** `.text()` at the end of a member expression, and called. */
function isReading(member: TSESTree.MemberExpression): boolean {
  const { parent, child } = outside(member);
  if (parent?.type === 'MemberExpression') return isReading(parent);
  return READING.has(propertyName(member) ?? '') && parent?.type === 'CallExpression' && parent.callee === child;
}

/** The block, or the list of a case, in which the statement of a node stands. */
function blockOf(node: Node): Node | undefined {
  return statementsAround(node).find((statement) => listOf(statement))?.parent;
}
