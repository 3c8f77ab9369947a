import type { Edge, Point } from '../flow/graph.ts';
import { type Node, contains, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { PlainDisposal } from './disposers.ts';
import { meaningOf } from './names.ts';
import { pointsIn } from './quiet.ts';
import { after } from './reach.ts';
import type { Scene } from './scene.ts';

/** What happens between the place where a disposal stands and the end of the code that a `finally` is to follow. */
export type Meanwhile = 'nothing' | 'something' | 'used';

/** Code that runs behind a disposal and would run before it: nothing that anybody could observe, something, or even uses of the resource. */
export function meanwhile(disposal: PlainDisposal, within: (node: Node) => boolean, scene: Scene): Meanwhile {
  const { leak, disposals, holder } = scene;
  const own = pointsIn(disposal.statement, leak.obligation.graph);
  const isOwn = (node: Node): boolean => disposals.some(({ statement }) => contains(statement, node));
  const leaving = own.flatMap((point) => point.succ.filter((edge) => edge.kind !== 'throw' && !own.includes(edge.to)));
  const behind = after(
    leaving.filter((edge) => isInside(edge, within)),
    (point, edge) => !isImplicit(point, edge) && isInside(edge, within),
  );
  let found: Meanwhile = 'nothing';
  for (const { node, role } of behind) {
    if (!node || isOwn(node)) continue;
    if (node.type === 'Identifier' && holder.references.some(({ identifier }) => identifier === node)) return 'used';
    if (role === 'done' && isAction(node) && !laterDisposal(node, scene)) found = 'something';
  }
  return found;
}

function isInside({ to }: Edge, within: (node: Node) => boolean): boolean {
  return to.node !== null && within(to.node);
}

/** An exception that no `throw` statement throws. */
function isImplicit(point: Point, edge: Edge): boolean {
  return edge.kind === 'return' || (edge.kind === 'throw' && point.node?.type !== 'ThrowStatement');
}

/** Whether evaluating a node does something to the world, its operands left out. */
function isAction(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      return !(
        callee.type === 'MemberExpression' &&
        callee.object.type === 'Identifier' &&
        callee.object.name === 'console'
      );
    }
    case 'NewExpression':
      return !(node.callee.type === 'Identifier' && /(?:Error|Exception)$/.test(node.callee.name));
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression';
    case 'UpdateExpression':
      return node.argument.type === 'MemberExpression';
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
    case 'ForOfStatement':
    case 'ForInStatement':
      return true;
    case 'UnaryExpression':
      return node.operator === 'delete';
    default:
      return false;
  }
}

const DISPOSING = new Set(['release', 'end', 'close', 'quit', 'disconnect', 'destroy', 'dispose', 'endSession']);

/** `await target.end()`: what was opened later may well be disposed of earlier. Gives the name. */
export function laterDisposal(node: Node, { opening, sourceCode }: Scene): Variable | undefined {
  const call = unwrap(node.type === 'AwaitExpression' ? node.argument : node);
  if (call.type !== 'CallExpression' || call.arguments.length > 0) return undefined;
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  const variable = DISPOSING.has(propertyName(callee) ?? '')
    ? meaningOf(callee.object.name, callee.object, sourceCode)
    : undefined;
  const isYounger = variable?.references.every(
    (reference) => reference.init === true || (reference.identifier as Node).range[0] > opening.range[1],
  );
  return isYounger && variable?.scope.variableScope.type === 'function' && variable.defs[0]?.type === 'Variable'
    ? variable
    : undefined;
}
