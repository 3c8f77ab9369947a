import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { perObject } from '../memo.ts';
import { type FunctionNode, type Node, enclosingFunction, isFunction } from './nodes.ts';

export type Variable = TSESLint.Scope.Variable;
export type Reference = TSESLint.Scope.Reference;
export type Scope = TSESLint.Scope.Scope;
export type ScopeManager = TSESLint.Scope.ScopeManager;

/** Which variable each identifier of a file means. */
export interface Scopes {
  /** The variable that an identifier reads or writes; undefined for globals that nothing declares. */
  variableOf(identifier: Node): Variable | undefined;
  /** The variables that a function, class, declarator, import or parameter list declares. */
  declaredBy(node: Node): readonly Variable[];
}

/** The scopes of a file, every reference resolved once. */
export function scopesOf(manager: ScopeManager): Scopes {
  const byIdentifier = new Map<Node, Variable>();
  for (const { references, variables } of manager.scopes) {
    for (const { identifier, resolved } of references) if (resolved) byIdentifier.set(identifier, resolved);
    for (const variable of variables) nameEach(variable, byIdentifier);
  }
  return {
    variableOf: (identifier) => byIdentifier.get(identifier),
    declaredBy: (node) => manager.getDeclaredVariables(node),
  };
}

function nameEach(variable: Variable, byIdentifier: Map<Node, Variable>): void {
  for (const name of variable.identifiers) if (!byIdentifier.has(name)) byIdentifier.set(name, variable);
}

/** Whether nothing in the file declares the variable: it is a global, declared in the configuration or not at all. */
export function isGlobal(variable: Variable | undefined): boolean {
  return variable === undefined || variable.defs.length === 0;
}

/** The function to which a variable is local, a parameter of it included; undefined at module level. */
export function homeOf(variable: Variable): FunctionNode | undefined {
  const block = variable.scope.block as Node;
  return isFunction(block) ? block : enclosingFunction(block);
}

/** The only expression that the variable ever holds, when it is initialised where it is declared and never written again. */
// Asked of a name once for each place where it stands, this would cost the square of them.
export const constantInit = perObject((variable: Variable): TSESTree.Expression | undefined => {
  const [definition, ...more] = variable.defs;
  if (!definition || more.length > 0) return undefined;
  const node = definition.node as Node;
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return undefined;
  return isWritten(variable) ? undefined : node.init;
});

/** Whether a variable is written anywhere, its declaration left out. */
const isWritten = perObject((variable: Variable): boolean =>
  variable.references.some((reference) => reference.isWrite() && !reference.init),
);

/** The expressions that are written to a variable, wherever that is. */
export const writesTo = perObject((variable: Variable): readonly TSESTree.Node[] =>
  variable.references.flatMap(({ writeExpr }) => writeExpr ?? []),
);

/** The only expression that is ever written to a variable; undefined where there are none or several. */
export function onlyWrite(variable: Variable): TSESTree.Node | undefined {
  const writes = writesTo(variable);
  return writes.length === 1 ? writes[0] : undefined;
}

/** The function that a name stands for: a function declaration, or a constant that holds a function literal. */
export function functionOf(variable: Variable): FunctionNode | undefined {
  const [definition, ...more] = variable.defs;
  if (!definition || more.length > 0) return undefined;
  const node = definition.node as Node;
  if (node.type === 'FunctionDeclaration') {
    // Of a parameter, too, the definition's node is the function.
    if ((definition.type as string) !== 'FunctionName') return undefined;
    return variable.references.some((reference) => reference.isWrite()) ? undefined : node;
  }
  const init = constantInit(variable);
  return isFunction(init) ? init : undefined;
}
