import type { TypeRef } from '../catalog/index.ts';
import { type Node, literalValue, outside, propertyName } from '../lang/nodes.ts';

/** What a use of a response has to do with its body: nothing, who knows (the response goes somewhere as a whole), or something. */
export type BodyUse = 'none' | 'whole' | 'body';

/** Reads one use of a name that holds a response. */
export function bodyUse(identifier: Node, { type: { members, dispose, closedWhen } }: TypeRef): BodyUse {
  const { parent, child } = outside(identifier);
  if (isLookedAt(identifier)) return 'none';
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') return 'whole';
  if (parent?.type !== 'MemberExpression' || parent.object !== child) return 'body';
  const name = propertyName(parent);
  if (name === undefined) return 'body';
  const known = members?.[name];
  if (known?.carries === true && isLookedAt(parent)) return 'none';
  if (known?.events) return listensTo(parent, known.events) ? 'body' : 'none';
  const touches = known?.carries === true || known?.call !== undefined || closedWhen?.[name] !== undefined;
  return touches || Object.keys(dispose ?? {}).some((path) => path.split('.')[0] === name) ? 'body' : 'none';
}

/** `if (!response.body)`, `response.body === null`: asked for, and not kept. */
function isLookedAt(expression: Node): boolean {
  const { parent, child } = outside(expression);
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator === '!' || parent.operator === 'typeof';
    case 'BinaryExpression':
      return true;
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === child;
    case 'LogicalExpression':
      return isLookedAt(parent);
    default:
      return false;
  }
}

/** `response.on('data', …)` reads; `response.on('error', …)` does not. */
function listensTo(member: Node, events: object): boolean {
  const { parent: call } = outside(member);
  const event =
    call?.type === 'CallExpression' && call.arguments[0] ? literalValue(call.arguments[0])?.value : undefined;
  return typeof event !== 'string' || Object.hasOwn(events, event);
}
