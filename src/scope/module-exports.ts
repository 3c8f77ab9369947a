import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { functionsGiven } from './functions.ts';
import type { ScopeSource } from './model.ts';

/** A function that the module exports, and the name under which it does. */
export interface ExportedFunction {
  readonly name: string;
  readonly fn: FunctionNode;
}

/** The functions that a module exports: declared, listed, by default, or assigned to `exports`; those inside a wrapping call too. */
export function exportedFunctions(program: TSESTree.Program, source: ScopeSource): readonly ExportedFunction[] {
  const found: ExportedFunction[] = [];
  const add = (name: string, value: Node | null | undefined): void => {
    if (!value) return;
    const functions = isFunction(value) ? [value] : functionsGiven(value, source);
    found.push(...functions.map((fn) => ({ name, fn })));
  };
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') add('default', statement.declaration);
    else if (statement.type === 'ExportNamedDeclaration') named(statement, add);
    else if (statement.type === 'ExpressionStatement') assigned(statement.expression, add);
  }
  return found;
}

type Add = (name: string, value: Node | null | undefined) => void;

function named(statement: TSESTree.ExportNamedDeclaration, add: Add): void {
  const { declaration } = statement;
  if (declaration?.type === 'FunctionDeclaration' && declaration.id) add(declaration.id.name, declaration);
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations) if (id.type === 'Identifier') each(id.name, init, add);
  }
  for (const { local, exported } of statement.source ? [] : statement.specifiers)
    add(exported.type === 'Identifier' ? exported.name : exported.value, local);
}

/** An object of functions is each of them, `actions` of a page for example. */
function each(name: string, value: Node | null, add: Add): void {
  const inner = value && unwrap(value);
  if (inner?.type !== 'ObjectExpression') {
    add(name, inner);
    return;
  }
  for (const property of inner.properties) if (property.type === 'Property') add(name, property.value);
}

/** `exports.handler = …`, `module.exports = { handler }`. */
function assigned(expression: Node, add: Add): void {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return;
  const { left, right } = expression;
  const text = chainOf(left);
  if (text === 'module.exports') {
    listed(unwrap(right), add);
  } else if (/^(?:module\.)?exports\.[^.]+$/.test(text)) add(propertyName(left) ?? '', right);
}

/** Each function of an exported object under its own name, or the one that is exported itself. */
function listed(value: Node, add: Add): void {
  if (value.type !== 'ObjectExpression') {
    add('default', value);
    return;
  }
  for (const property of value.properties)
    if (property.type === 'Property') add(propertyName(property) ?? '', property.value);
}

function chainOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? `${chainOf(node.object)}.${propertyName(node) ?? ''}` : '';
}
