import type { TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, type FunctionNode, isClass } from '../lang/nodes.ts';
import { renders } from './components.ts';
import { annotatedHandler, exportedHandler, methodHandlers } from './declared-handlers.ts';
import { heldByName, lookingLike, readsRequest } from './looks.ts';
import type { Handler, ScopeSource } from './model.ts';
import { exportedFunctions } from './module-exports.ts';
import { registeredBy } from './registrations.ts';
import { serverActions } from './server-actions.ts';

/** The functions of a file that somebody calls again and again, each with the first reason that holds. */
export function handlersOf(program: TSESTree.Program, source: ScopeSource): ReadonlyMap<FunctionNode, Handler> {
  const found = new Map<FunctionNode, Handler>();
  const add = (handler: Handler | undefined): void => {
    if (handler && !found.has(handler.fn)) found.set(handler.fn, handler);
  };
  for (const call of source.census.calls) {
    registeredBy(call, source).forEach(add);
    if (call.type === 'CallExpression') lookingLike(call, source).forEach(add);
  }
  for (const { name, fn } of exportedFunctions(program, source)) add(exportedHandler(fn, name, source));
  serverActions(program, source).forEach(add);
  for (const fn of source.census.functions) {
    add(annotatedHandler(fn, source) ?? heldByName(fn, source) ?? readsRequest(fn, source) ?? renders(fn, source));
  }
  for (const owner of classesOf(source)) methodHandlers(owner, source).forEach(add);
  return found;
}

/** The classes that have methods. */
function classesOf(source: ScopeSource): ReadonlySet<ClassNode> {
  const classes = source.census.functions.flatMap(({ parent }) =>
    parent.type === 'MethodDefinition' && isClass(parent.parent.parent) ? [parent.parent.parent] : [],
  );
  return new Set(classes);
}
