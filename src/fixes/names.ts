import { type FunctionNode, type Node, enclosingFunction } from '../lang/nodes.ts';
import type { Scope, Variable } from '../lang/scopes.ts';
import type { SourceCode } from './model.ts';

/** What a name means at a node; undefined where nothing declares it. */
export function meaningOf(name: string, at: Node, sourceCode: SourceCode): Variable | undefined {
  for (let scope: Scope | null = sourceCode.getScope(at); scope; scope = scope.upper) {
    const found = scope.set.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Whether a name means this variable at a node, and has its value there if it stands behind the declaration. */
export function isVisible(variable: Variable, at: Node, sourceCode: SourceCode): boolean {
  return meaningOf(variable.name, at, sourceCode) === variable;
}

/** The first of the names, counted up, that nothing in the function or round it uses. */
export function freeName(wanted: string, at: Node, sourceCode: SourceCode): string | undefined {
  const home = enclosingFunction(at);
  const taken = new Set<string>();
  const pending: Scope[] = [sourceCode.getScope(home ?? at)];
  for (let scope = pending.pop(); scope; scope = pending.pop()) {
    for (const { name } of scope.variables) taken.add(name);
    for (const { identifier } of scope.references) taken.add(identifier.name);
    pending.push(...scope.childScopes);
  }
  for (const name of [wanted, `${wanted}2`, `${wanted}3`])
    if (!taken.has(name) && !meaningOf(name, at, sourceCode)) return name;
  return undefined;
}

/** Whether `await` may stand at the node. */
export function mayAwait(at: Node): boolean {
  let fn: FunctionNode | undefined;
  for (let node: Node | undefined = at; node && !fn; node = node.parent) {
    if (node.type === 'StaticBlock' || node.type === 'PropertyDefinition') return false;
    if (node.parent && 'body' in node.parent && node.parent.body === node && node.parent.type.includes('Function'))
      fn = enclosingFunction(node);
  }
  return fn?.async === true;
}
