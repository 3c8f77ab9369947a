import type { TSESTree } from '@typescript-eslint/utils';

import type { ClassNode, FunctionNode, Node } from '../lang/nodes.ts';
import { propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Home } from '../origin/model.ts';
import { WHOLE } from '../origin/model.ts';
import { requiredBy } from '../project/exports.ts';
import { rootOf } from './lasting.ts';
import type { ScopeSource } from './model.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What a call calls or constructs that stands in another file. */
export interface Foreign {
  readonly of: FunctionNode | ClassNode;
  readonly home: Home;
}

/** What a call calls or constructs in another file of the project; undefined where it leads to none that can be read. */
export function calledElsewhere(call: Call, { origin }: ScopeSource): Foreign | undefined {
  if (call.type === 'NewExpression') {
    const of = origin.codeOf(call.callee);
    return of?.kind === 'elsewhere' && of.of.kind === 'class' ? { of: of.of.node, home: of.home } : undefined;
  }
  const found = origin.calleeOf(call);
  return found && found.home !== origin ? { of: found.fn, home: found.home } : undefined;
}

/**
 * Whether it is worth while to read the file that a call leads to, by a glance at its text: what is called is imported by a name behind
 * which something may be built. What hangs on a value of the linted file is asked for only where that is known already.
 */
export function mayBuild(call: Call, source: ScopeSource): boolean {
  const { origin, scopes } = source;
  if (!origin.neighbours || origin.callOf(call)) return false;
  const callee = unwrap(call.callee);
  const root = rootOf(callee);
  const variable = root.type === 'Identifier' ? scopes.variableOf(root) : undefined;
  const from = variable && importOf(variable);
  if (!from) return callee.type === 'MemberExpression' && origin.denote(callee)?.kind === 'elsewhere';
  const member = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (callee.type === 'MemberExpression' && member === undefined) return false;
  if (from.name === '*') return member !== undefined && origin.neighbours.promises(from.specifier, member, member);
  return origin.neighbours.promises(from.specifier, from.name, member);
}

/** What a name is imported as, and from where; `*` is the module as a whole. */
function importOf(variable: Variable): { readonly specifier: string; readonly name: string } | undefined {
  const node = variable.defs[0]?.node as Node | undefined;
  const declaration = node?.parent;
  if (node?.type === 'VariableDeclarator') {
    const specifier = node.init ? requiredBy(node.init) : undefined;
    if (specifier === undefined) return undefined;
    return { specifier, name: node.id.type === 'Identifier' ? WHOLE : variable.name };
  }
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const specifier = declaration.source.value;
  if (node?.type === 'ImportNamespaceSpecifier') return { specifier, name: '*' };
  if (node?.type === 'ImportDefaultSpecifier') return { specifier, name: 'default' };
  if (node?.type !== 'ImportSpecifier') return undefined;
  return { specifier, name: node.imported.type === 'Identifier' ? node.imported.name : node.imported.value };
}
