import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, enclosingFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { ScopeSource } from './model.ts';
import { typeExported } from './exports.ts';

/** What makes an object the options of one request, by the type that it is said to be of. */
const OPTIONS = /^(?:RequestInit|RequestOptions|AxiosRequestConfig|FetchOptions|OptionsOfTextResponseBody)$/;

const REQUESTING = /fetch|request/i;
const VERBS = /^(?:get|post|put|patch|delete|head|options)$/i;

/**
 * The call that alone is served by a client which stands among its options, `fetch(url, { dispatcher: new Agent() })`, or the object of
 * such options; undefined where others may be served by it, too. `takenBy` are the names of the options.
 */
export function singleCall(value: Node, takenBy: readonly string[], source: ScopeSource): Node | undefined {
  const { parent, child } = outside(value);
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'ConditionalExpression':
      return singleCall(parent, takenBy, source);
    case 'LogicalExpression':
      return parent.operator === '&&' ? singleCall(parent, takenBy, source) : undefined;
    case 'Property':
      return parent.value === child &&
        takenBy.includes(propertyName(parent) ?? '') &&
        parent.parent.type === 'ObjectExpression'
        ? requestWith(parent.parent, source)
        : undefined;
    case 'AssignmentExpression':
      return parent.right === child ? assignedTo(parent.left, takenBy, source) : undefined;
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? held(parent.id, takenBy, source) : undefined;
    default:
      return undefined;
  }
}

/** `const agent = new Agent(); fetch(url, { dispatcher: agent })`: the one thing that is done with the name, and done as often as it is built. */
function held(name: TSESTree.Identifier, takenBy: readonly string[], source: ScopeSource): Node | undefined {
  const reads = (source.scopes.variableOf(name)?.references ?? []).filter((reference) => reference.isRead());
  const [only] = reads;
  const isBeside = only && enclosingFunction(only.identifier) === enclosingFunction(name);
  return isBeside && reads.length === 1 ? singleCall(only.identifier, takenBy, source) : undefined;
}

/** `options.agent = new Agent()`, where `options` are those of one request. */
function assignedTo(target: Node, takenBy: readonly string[], source: ScopeSource): Node | undefined {
  const object =
    target.type === 'MemberExpression' && takenBy.includes(propertyName(target) ?? '')
      ? unwrap(target.object)
      : undefined;
  return object?.type === 'Identifier' ? optionsNamed(object, source) : undefined;
}

/** The request that is made with the object of that name. */
function optionsNamed(name: TSESTree.Identifier, source: ScopeSource): Node | undefined {
  const variable = source.scopes.variableOf(name);
  const definition = variable?.defs[0];
  const declared = definition?.name as Node | undefined;
  const isOfFunction = variable?.scope.variableScope.type === 'function';
  if (!variable || !declared || !isOfFunction) return undefined;
  const annotation = 'typeAnnotation' in declared ? declared.typeAnnotation : undefined;
  const type = annotation?.type === 'TSTypeAnnotation' ? typeExported(annotation.typeAnnotation, source) : undefined;
  if (type && OPTIONS.test(type.name)) return declared;
  for (const { identifier } of variable.references) {
    const call = requestTaking(identifier, source);
    if (call) return call;
  }
  return undefined;
}

/** The request among whose arguments an object literal stands, itself or by its name. */
function requestWith(object: TSESTree.ObjectExpression, source: ScopeSource): Node | undefined {
  const call = requestTaking(object, source);
  const { parent } = outside(object);
  if (call || parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return call;
  return optionsNamed(parent.id, source);
}

/** The call that makes a request with its argument: `fetch(url, options)`, `axios.get(url, { ...options })`. */
function requestTaking(argument: Node, source: ScopeSource): TSESTree.CallExpression | undefined {
  const { parent, child } = outside(argument);
  if (
    parent?.type === 'ConditionalExpression' ||
    parent?.type === 'LogicalExpression' ||
    parent?.type === 'ObjectExpression'
  )
    return requestTaking(parent, source);
  if (parent?.type === 'SpreadElement') return requestTaking(parent, source);
  if (parent?.type !== 'CallExpression' || parent.callee === child) return undefined;
  if (source.origin.callOf(parent)?.ref.type.kind === 'response') return parent;
  const callee = unwrap(parent.callee);
  if (callee.type === 'Identifier') return REQUESTING.test(callee.name) && isDoing(callee.name) ? parent : undefined;
  const name = callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
  return (REQUESTING.test(name) || VERBS.test(name)) && isDoing(name) ? parent : undefined;
}

/** `createFetch`, `configureRequests` and their like make something that makes requests. */
function isDoing(name: string): boolean {
  return !/^(?:create|make|build|configure|with|extend|set|init|get(?!$)|new)/.test(name);
}
