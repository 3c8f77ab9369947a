import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import { type Node, isFunctionLiteral, propertyName, unwrap } from '../lang/nodes.ts';
import type { OwnershipContext } from './context.ts';

/** Whether a listener ends what it listens to: `ws.on('message', (answer) => { ws.close(); resolve(answer); })` lives until it is answered. */
export function endsReceiver(
  listener: Node,
  call: TSESTree.CallExpression,
  ref: TypeRef,
  context: OwnershipContext,
): boolean {
  if (!isFunctionLiteral(unwrap(listener))) return false;
  let on: Node = call;
  while (on.type === 'CallExpression' || on.type === 'MemberExpression')
    on = unwrap(on.type === 'CallExpression' ? on.callee : on.object);
  const key = context.conditions.keyOf(on);
  let ends = false;
  walk(listener, {}, (node) => {
    const ended = node.type === 'MemberExpression' && own(ref.type.dispose, propertyName(node) ?? '') !== undefined;
    ends ||= ended && key !== undefined && context.conditions.keyOf(node.object) === key;
    return !ends;
  });
  return ends;
}

/** A listener that means the resource by `this`: `socket.on('end', function () { this.end(); })`. */
export function disposesThis(argument: Node): boolean {
  const listener = unwrap(argument);
  if (listener.type !== 'FunctionExpression') return false;
  let found = false;
  walk(listener.body, {}, (node) => {
    found ||= node.type === 'ThisExpression';
    return node.type !== 'FunctionExpression' && node.type !== 'FunctionDeclaration';
  });
  return found;
}
