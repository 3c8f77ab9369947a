import { type Node, literalValue, propertyName, unwrap } from '../lang/nodes.ts';

const REGISTERING =
  /^(?:on|once|addListener|addEventListener|then|finally|catch|setTimeout|setInterval|setImmediate|schedule|subscribe)$/;

/** Whether a node stands in something that a listener, a timer or a promise is given, or that is a listener by its name: `socket.onclose = …`. */
export function isInListener(node: Node): boolean {
  for (let at: Node | undefined = node; at.parent; at = at.parent) {
    const parent: Node = at.parent;
    if (
      parent.type === 'AssignmentExpression' &&
      parent.right === at &&
      parent.left.type === 'MemberExpression' &&
      /^on[a-z]/.test(propertyName(parent.left) ?? '')
    )
      return true;
    if (parent.type !== 'CallExpression' || parent.callee === at) continue;
    const callee = unwrap(parent.callee);
    const name =
      callee.type === 'MemberExpression'
        ? propertyName(callee)
        : callee.type === 'Identifier'
          ? callee.name
          : undefined;
    if (REGISTERING.test(name ?? '')) return true;
  }
  return false;
}

/** Whether a node runs only where something has failed: in a `catch`, or in a listener for `error`. */
export function isOnFailure(node: Node): boolean {
  for (let at: Node | undefined = node; at.parent; at = at.parent) {
    if (at.type === 'CatchClause') return true;
    const parent: Node = at.parent;
    if (parent.type !== 'CallExpression' || parent.callee === at) continue;
    const callee = unwrap(parent.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    const event = parent.arguments[0] && literalValue(parent.arguments[0])?.value;
    if (name === 'catch' || (event === 'error' && REGISTERING.test(name ?? ''))) return true;
  }
  return false;
}
