import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import { type FunctionNode, type Node, isFunction, unwrap } from '../lang/nodes.ts';
import { nameOfFunction } from './functions.ts';
import type { Handler, ScopeSource } from './model.ts';

/** Whether a function renders: a component, which has a capital and returns JSX, or a hook, which calls hooks. */
export function renders(fn: FunctionNode, source: ScopeSource): Handler | undefined {
  const name = componentName(fn);
  if (name === undefined) return undefined;
  const isComponent = /^[A-Z]/.test(name) && source.census.returnsOf(fn).some((value) => value && isMarkup(value));
  if (isComponent) return { fn, framework: 'component', unit: 'render' };
  const isHook = /^use[A-Z]/.test(name) && callsHooks(fn, source);
  return isHook ? { fn, framework: 'hook', unit: 'render' } : undefined;
}

/** The name of a component may be that of the constant which holds what a wrapper made of it: `const Row = memo((props) => …)`. */
function componentName(fn: FunctionNode): string | undefined {
  const name = nameOfFunction(fn);
  const call = fn.parent as Node | undefined;
  if (name !== undefined || call?.type !== 'CallExpression' || call.arguments[0] !== fn) return name;
  const declarator = call.parent as Node | undefined;
  return declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
    ? declarator.id.name
    : undefined;
}

function isMarkup(value: Node): boolean {
  const inner = unwrap(value);
  switch (inner.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return true;
    case 'ConditionalExpression':
      return isMarkup(inner.consequent) || isMarkup(inner.alternate);
    case 'LogicalExpression':
      return isMarkup(inner.right);
    default:
      return false;
  }
}

function callsHooks(fn: FunctionNode, source: ScopeSource): boolean {
  let found = false;
  walk(fn.body, source.visitorKeys, (node) => {
    if (node.type === 'CallExpression') found ||= isHookCall(node);
    return !found && !isFunction(node);
  });
  return found;
}

/** `useState(…)`, `React.useMemo(…)`. */
export function isHookCall(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
        ? callee.property.name
        : '';
  return /^use(?:[A-Z]|$)/.test(name);
}
