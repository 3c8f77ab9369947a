import { walk } from '../lang/census.ts';
import { type Node, contains, isFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import type { ScopeSource } from './model.ts';

/** A loop over a collection, in each turn of which code runs. */
export interface Loop {
  readonly node: Node;
}

/**
 * The loop over a collection that builds the same client in each turn and keeps none; undefined where there is no such loop. Loops that
 * try again are none: they mean to begin anew.
 */
export function loopAround(call: Node, holder: Variable | undefined, source: ScopeSource): Loop | undefined {
  const loop = innermost(call);
  if (!loop || !holder || turnsOn(call, loop, source) || isHandedOn(holder)) return undefined;
  return { node: loop };
}

/** The innermost `for … of`, or the callback of `forEach` and its like. */
function innermost(node: Node): Node | undefined {
  let child = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if ((at.type === 'ForOfStatement' || at.type === 'ForInStatement') && at.body === child) return at;
    if (/^(?:While|DoWhile|For)Statement$/.test(at.type)) return undefined;
    if (isFunction(at)) return isEach(at) ? at : undefined;
  }
  return undefined;
}

function isEach(fn: Node): boolean {
  const { parent } = outside(fn);
  const callee = parent?.type === 'CallExpression' && parent.arguments[0] === fn ? unwrap(parent.callee) : undefined;
  return callee?.type === 'MemberExpression' && /^(?:forEach|map|flatMap)$/.test(propertyName(callee) ?? '');
}

/** Whether the arguments depend on the turn. */
function turnsOn(call: Node, loop: Node, source: ScopeSource): boolean {
  if (call.type !== 'NewExpression' && call.type !== 'CallExpression') return true;
  let found = false;
  for (const argument of call.arguments) {
    walk(argument, source.visitorKeys, (node) => {
      if (node.type === 'AwaitExpression' || node.type === 'CallExpression') found = true;
      const variable = node.type === 'Identifier' ? source.scopes.variableOf(node) : undefined;
      const declared = variable?.identifiers[0] as Node | undefined;
      const isOfTurn = declared !== undefined && contains(loop, declared);
      const isChanged = variable?.references.some(
        (each) => each.isWrite() && each.init !== true && contains(loop, each.identifier),
      );
      if ((isOfTurn && homeOf(variable as Variable) !== undefined) || isChanged === true) found = true;
      return !found;
    });
  }
  return found;
}

/** Whether the client leaves the turn: returned, put into a collection, given to somebody who may keep it. */
function isHandedOn(holder: Variable): boolean {
  return holder.references.some((reference) => {
    if (!reference.isRead()) return false;
    const { parent, child } = outside(reference.identifier);
    return !(parent?.type === 'MemberExpression' && parent.object === child);
  });
}
