import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type Node, contains, enclosingFunction, isFunction, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import { type Lifetimes, isLocal, isObjectLasting, rootOf } from './lasting.ts';

/**
 * Whether code runs only under a condition that earlier runs decide: `if (!ready) { setUp(); ready = true; }`, `if (!clients.has(key))`,
 * and what stands behind `if (ready) return;` where the same function sets what is asked.
 */
export function isGuarded(node: Node, lives: Lifetimes): boolean {
  let child = node;
  for (let at = node.parent; at && (!isFunction(at) || isCalledAtOnce(at)); child = at, at = at.parent) {
    const test =
      (at.type === 'IfStatement' || at.type === 'ConditionalExpression') && at.test !== child
        ? at.test
        : at.type === 'LogicalExpression' && at.right === child
          ? at.left
          : undefined;
    if (test && asksState(test, node, lives)) return true;
    if (at.type === 'BlockStatement' && isLeftBefore(child, at, lives)) return true;
  }
  return false;
}

/** `(async () => { … })()`: it runs where it stands. */
function isCalledAtOnce(fn: Node): boolean {
  const { parent, child } = outside(fn);
  return parent?.type === 'CallExpression' && parent.callee === child;
}

/** Whether a statement before another of its block leaves by a condition that earlier runs decide: `if (loading) return loading;`. */
function isLeftBefore(statement: Node, { body }: TSESTree.BlockStatement, lives: Lifetimes): boolean {
  return body.some(
    (each) =>
      each.range[1] <= statement.range[0] &&
      each.type === 'IfStatement' &&
      !each.alternate &&
      isLeaving(each.consequent) &&
      asksState(each.test, each, lives) &&
      isSetHere(each, lives),
  );
}

function isLeaving(consequent: Node): boolean {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return last?.type === 'ReturnStatement';
}

/**
 * Whether the function of a condition sets what the condition asks, so that it leaves the next time: not `if (this.closed) return;`,
 * which somebody else decides.
 */
function isSetHere({ test }: TSESTree.IfStatement, lives: Lifetimes): boolean {
  const fn = enclosingFunction(test);
  const asked = new Set<unknown>();
  walk(test, lives.visitorKeys, (node) => {
    asked.add(placeOf(node, lives));
    return !isFunction(node);
  });
  asked.delete(undefined);
  let isSet = false;
  if (fn && asked.size > 0)
    walk(fn, lives.visitorKeys, (node) => {
      if (!contains(test, node)) isSet ||= asked.has(setBy(node, lives));
      return !isSet;
    });
  return isSet;
}

/** What tells one place that holds a value from others: its variable, or the name of the field of `this`. */
function placeOf(node: Node, { scopes }: Lifetimes): unknown {
  if (node.type === 'Identifier') return scopes.variableOf(node);
  const isOwn = node.type === 'MemberExpression' && node.object.type === 'ThisExpression';
  return isOwn ? propertyName(node) : undefined;
}

/** The place that an expression sets: `ready = true`, `this.ready = true`. What a cache of results holds is another matter. */
function setBy(node: Node, lives: Lifetimes): unknown {
  return node.type === 'AssignmentExpression' ? placeOf(unwrap(node.left), lives) : undefined;
}

/** Whether a condition asks what outlives the run and changes: a variable that is written elsewhere, a field, a collection. */
function asksState(test: Node, at: Node, lives: Lifetimes): boolean {
  let found = false;
  walk(test, lives.visitorKeys, (node) => {
    if (node.type === 'Identifier' && isReference(node)) found ||= isState(node, at, lives);
    if (node.type === 'ThisExpression') found ||= isObjectLasting(node, lives) && asksField(node);
    return !found && !isFunction(node);
  });
  return found;
}

function isReference(identifier: TSESTree.Identifier): boolean {
  const parent = identifier.parent as Node | undefined;
  return !(parent?.type === 'MemberExpression' && parent.property === identifier && !parent.computed);
}

/** `this.client`, but not what a configuration says: `this.options.useTls`. */
function asksField(node: Node): boolean {
  const member = node.parent;
  const outer = member?.parent;
  return (
    member?.type === 'MemberExpression' &&
    !(outer?.type === 'MemberExpression' && outer.object === member && !outer.computed)
  );
}

function isState(identifier: TSESTree.Identifier, at: Node, lives: Lifetimes): boolean {
  const variable = lives.scopes.variableOf(identifier);
  if (identifier.name === 'globalThis' || identifier.name === 'global') return true;
  if (!variable || variable.defs.length === 0) return false;
  if (isLocal(variable, at, lives)) {
    // `const cached = cache.get(key); if (!cached) …`
    const init = constantInit(variable);
    const root =
      init &&
      rootOf(unwrap(init).type === 'AwaitExpression' ? (unwrap(init) as TSESTree.AwaitExpression).argument : init);
    return root?.type === 'Identifier' && root !== init && isCollection(root, at, lives);
  }
  const isWritten = variable.references.some((reference) => reference.isWrite() && reference.init !== true);
  return isWritten || isCollection(identifier, at, lives);
}

/** A collection of the module, by how it is made: `new Map()`, `{}`. */
function isCollection(identifier: TSESTree.Identifier, at: Node, lives: Lifetimes): boolean {
  const variable = lives.scopes.variableOf(identifier);
  const init = variable && !isLocal(variable, at, lives) ? constantInit(variable) : undefined;
  const value = init && unwrap(init);
  return value?.type === 'NewExpression' || value?.type === 'ObjectExpression' || value?.type === 'ArrayExpression';
}
