import type { TSESTree } from '@typescript-eslint/utils';

import type { FunctionNode, Node } from '../lang/nodes.ts';
import type { Handler, ScopeSource } from './model.ts';
import { exportedFunctions } from './module-exports.ts';

const DIRECTIVE = 'use server';

/** Server actions: what a module exports that begins with `'use server'`, and functions that begin so themselves. */
export function serverActions(program: TSESTree.Program, source: ScopeSource): readonly Handler[] {
  if (!source.text.includes(DIRECTIVE)) return [];
  const all = begins(program.body) ? exportedFunctions(program, source).map(({ fn }) => fn) : [];
  const own = source.census.functions.filter((fn) => fn.body.type === 'BlockStatement' && begins(fn.body.body));
  return [...all, ...own].map((fn: FunctionNode) => ({ fn, framework: 'server action', unit: 'request' }));
}

function begins(statements: readonly Node[]): boolean {
  const [first] = statements;
  return (
    first?.type === 'ExpressionStatement' && first.expression.type === 'Literal' && first.expression.value === DIRECTIVE
  );
}
