import type { TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  type FunctionNode,
  type Node,
  contains,
  enclosingClass,
  enclosingFunction,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Scopes, type Variable, homeOf } from '../lang/scopes.ts';
import { walk } from '../lang/census.ts';
import { isHookCall } from './components.ts';

/** What has to be known to tell what outlives a run. */
export interface Lifetimes {
  readonly scopes: Scopes;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  /** Whether the locals of a function end with a run. */
  isRunning(fn: FunctionNode): boolean;
  /** Whether objects of a class are built again and again. */
  isBuilt(owner: ClassNode): boolean;
}

/**
 * Whether a value is kept beyond the run of the code that makes it, or may be: in a variable of the module or of an outer function, a
 * field of an object that lives on, a cache, or by a callee whose name says that it keeps things. Every style of singleton and memo
 * ends here.
 */
export function isKept(value: Node, lives: Lifetimes, depth = 0): boolean {
  const { parent, child } = outside(value);
  if (!parent || depth > 12) return false;
  const onwards = (): boolean => isKept(parent, lives, depth + 1);
  switch (parent.type) {
    case 'AwaitExpression':
    case 'MemberExpression':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'SequenceExpression':
      return onwards();
    case 'Property':
      return isKept(parent.parent, lives, depth + 1);
    case 'LogicalExpression':
      return onwards();
    case 'ConditionalExpression':
      return parent.test !== child && onwards();
    case 'AssignmentExpression':
      return parent.right === child && (isLasting(parent.left, parent, lives, depth) || onwards());
    case 'VariableDeclarator':
      return parent.init === child && declares(parent.id, parent, lives, depth);
    case 'CallExpression':
      return parent.callee !== child && (keeps(parent, lives) || onwards());
    case 'NewExpression':
      return onwards();
    case 'ExportDefaultDeclaration':
      return true;
    case 'PropertyDefinition':
      return parent.static || isObjectLasting(parent, lives);
    default:
      return false;
  }
}

/** Whether what is assigned to a target outlives the run. */
function isLasting(target: Node, assignment: Node, lives: Lifetimes, depth: number): boolean {
  const inner = unwrap(target);
  if (inner.type === 'Identifier') {
    const variable = lives.scopes.variableOf(inner);
    return !variable || !isLocal(variable, assignment, lives) || namedKept(variable, lives, depth);
  }
  if (inner.type !== 'MemberExpression') return false;
  const root = rootOf(inner);
  if (root.type === 'ThisExpression') return isObjectLasting(root, lives);
  const variable = root.type === 'Identifier' ? lives.scopes.variableOf(root) : undefined;
  if (!variable || !isLocal(variable, assignment, lives)) return true;
  // What a parameter is, its owner knows: `options.dispatcher = …` is judged by the name of the property.
  const isParameter = (variable.defs[0]?.type as string | undefined) === 'Parameter';
  return !isParameter && namedKept(variable, lives, depth);
}

/** Whether the object that `this` is lives on. */
export function isObjectLasting(node: Node, lives: Lifetimes): boolean {
  const owner = enclosingClass(node);
  return !owner || !lives.isBuilt(owner);
}

function declares(id: Node, declarator: Node, lives: Lifetimes, depth: number): boolean {
  const names = id.type === 'Identifier' ? [id] : [];
  if (id.type !== 'Identifier')
    walk(id, lives.visitorKeys, (node) => (node.type === 'Identifier' && names.push(node), undefined));
  return names.some((name) => {
    const variable = lives.scopes.variableOf(name);
    return variable !== undefined && (!isLocal(variable, declarator, lives) || namedKept(variable, lives, depth));
  });
}

/** Whether a variable ends with the run of the code at a place. */
export function isLocal(variable: Variable, at: Node, lives: Lifetimes): boolean {
  const home = homeOf(variable);
  return home !== undefined && (home === enclosingFunction(at) || lives.isRunning(home));
}

/** Whether what a name holds is kept by way of another use of the name. */
function namedKept(variable: Variable, lives: Lifetimes, depth: number): boolean {
  return variable.references.some((reference) => {
    const { parent } = outside(reference.identifier);
    if (reference.isWrite() || !parent || parent.type === 'MemberExpression') return false;
    return depth < 4 && isKept(reference.identifier, lives, depth + 4);
  });
}

const KEEPING =
  /cache|memo|store|regist|remember|singleton|keep|assign|subscri|provide|container|lifecycle|^(?:set|push|add|unshift|append|track|manage|own)(?:[A-Z]|$)/i;

/** Whether a call keeps its arguments: a collection that lives on, a hook, or a callee whose name says so. */
function keeps(call: TSESTree.CallExpression, lives: Lifetimes): boolean {
  const callee = unwrap(call.callee);
  if (isHookCall(call)) return true;
  if (callee.type === 'Identifier') return KEEPING.test(callee.name);
  if (callee.type !== 'MemberExpression') return false;
  const root = rootOf(callee);
  const variable = root.type === 'Identifier' ? lives.scopes.variableOf(root) : undefined;
  const isOfRun = variable !== undefined && isLocal(variable, call, lives);
  return !isOfRun && KEEPING.test(propertyName(callee) ?? '');
}

/** Where a chain of members starts. */
export function rootOf(node: Node): Node {
  let at = unwrap(node);
  for (;;) {
    if (at.type === 'MemberExpression') at = unwrap(at.object);
    else if (at.type === 'CallExpression') at = unwrap(at.callee);
    else return at;
  }
}

/** Whether a function gives what outlives its runs, as a getter of a singleton does: whatever it makes besides is for the first time. */
export function givesKept(fn: FunctionNode, returned: readonly (Node | undefined)[], lives: Lifetimes): boolean {
  return returned.some((value) => {
    const inner = value && unwrap(value);
    if (!inner) return false;
    if (inner.type === 'AssignmentExpression' || inner.type === 'LogicalExpression')
      return isStateOutside(inner.type === 'LogicalExpression' ? inner.left : inner.left, fn, lives);
    return isStateOutside(inner, fn, lives);
  });
}

function isStateOutside(value: Node, fn: FunctionNode, lives: Lifetimes): boolean {
  const inner = unwrap(value);
  const root = rootOf(inner);
  if (root.type === 'ThisExpression') return inner.type === 'MemberExpression' && isObjectLasting(root, lives);
  if (root.type !== 'Identifier') return false;
  const variable = lives.scopes.variableOf(root);
  if (root.name === 'globalThis') return true;
  const home = variable && homeOf(variable);
  if (!variable || variable.defs.length === 0 || (home && contains(fn, home)) || (home && lives.isRunning(home)))
    return false;
  if (inner.type === 'Identifier')
    return variable.references.some((reference) => reference.isWrite() && reference.init !== true);
  return (
    inner.type === 'MemberExpression' ||
    (inner.type === 'CallExpression' && propertyName(unwrap(inner.callee)) === 'get')
  );
}
