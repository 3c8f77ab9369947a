import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import { type Node, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { isGlobal } from '../lang/scopes.ts';
import { type Denotation, type OriginContext, awaited, promised } from './model.ts';

const FLUENT = new Set(['on', 'once', 'addListener', 'prependListener', 'off', 'removeListener', 'setMaxListeners']);

/** What a method gives that no entry of the catalog describes: those of promises, of collections, and fluent ones. */
export function methodCallDenotes(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  context: OriginContext,
): Denotation | undefined {
  const name = propertyName(callee);
  if (name === undefined) return undefined;
  const of = context.denote(callee.object);
  if (of?.kind === 'instance') {
    if (of.promise)
      return name === 'catch' || name === 'finally' ? of : name === 'then' ? settled(node, context) : undefined;
    const member = own(of.ref.type.members, name);
    if (member?.chains || FLUENT.has(name)) return { ...of, fresh: 'no', promise: member?.async === true };
    return undefined;
  }
  if (of?.kind === 'collection' && name === 'get') return of.element;
  if ((name === 'all' || name === 'race' || name === 'any') && isPromise(callee.object, context))
    return combined(node, name, context);
  return undefined;
}

function isPromise(node: Node, context: OriginContext): boolean {
  return node.type === 'Identifier' && node.name === 'Promise' && isGlobal(context.scopes.variableOf(node));
}

/** `Promise.all([a, b])` gives a tuple, `Promise.race` the first that is known. */
function combined(node: TSESTree.CallExpression, name: string, context: OriginContext): Denotation | undefined {
  const inputs = node.arguments[0] && context.denote(node.arguments[0]);
  if (inputs?.kind !== 'tuple') return undefined;
  if (name === 'all') return { ...inputs, elements: inputs.elements.map(awaited), promise: true };
  const first = inputs.elements.find((element) => element?.kind === 'instance');
  return first?.kind === 'instance' ? { ...first, promise: true, fresh: 'maybe' } : undefined;
}

function settled(node: TSESTree.CallExpression, context: OriginContext): Denotation | undefined {
  const handler = node.arguments[0] && unwrap(node.arguments[0]);
  return isFunction(handler) ? promised(awaited(context.resultOf(handler))) : undefined;
}
