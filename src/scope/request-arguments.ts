import { own } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import {
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isReturned,
  outside,
  propertyName,
} from '../lang/nodes.ts';
import { type Scopes, type Variable, homeOf } from '../lang/scopes.ts';
import { isName, positionOf } from './dependence.ts';
import type { Run, ScopeSource } from './model.ts';
import type { Construction } from './rebuilt.ts';

/**
 * Whether somebody tries out, or keeps, a client that is built elsewhere with what one request brings: its arguments come with the
 * request, and where it arrives it is closed, or handed on to code that may do either.
 */
export function isOfRequest(
  found: Construction & { readonly holder: Variable | undefined; readonly isClosed: boolean },
  run: Run,
  source: Pick<ScopeSource, 'scopes' | 'visitorKeys'>,
): boolean {
  if (!comesWithRun(found.call.arguments, run, source)) return false;
  const last = run.way.at(-1);
  const holder = found.holder ?? assignedTo(found.call, source.scopes);
  const isGiven = isReturned(found.call) || holder?.references.some((each) => isReturned(each.identifier)) === true;
  return found.isClosed || (isGiven && last !== undefined && isGivenAway(last.call, found, last.scopes));
}

/** The variable that a client is assigned to: `client = new Redis(options);` */
export function assignedTo(call: Node, scopes: Scopes): Variable | undefined {
  const { parent } = outside(call);
  return parent?.type === 'AssignmentExpression' ? scopes.variableOf(parent.left) : undefined;
}

/** Whether expressions at the end of a way depend on what its handler is given, traced through the calls in between. */
export function comesWithRun(
  values: readonly Node[],
  { handler, way }: Run,
  { scopes, visitorKeys }: Pick<ScopeSource, 'scopes' | 'visitorKeys'>,
): boolean {
  let expressions = values;
  let known = scopes;
  for (const step of [...way].reverse()) {
    const fn = expressions[0] && enclosingFunction(expressions[0]);
    const given = step.call.type === 'CallExpression' || step.call.type === 'NewExpression' ? step.call.arguments : [];
    const positions = fn ? parametersOf(expressions, fn, known, visitorKeys) : [];
    expressions = positions.flatMap((position) => given[position] ?? []);
    known = step.scopes;
  }
  const [first] = expressions;
  const home = first && enclosingFunction(first);
  return (
    home !== undefined &&
    contains(handler.fn, home) &&
    parametersOf(expressions, handler.fn, known, visitorKeys).length > 0
  );
}

/** The positions of the parameters of a function on which expressions depend, by way of its other variables too. */
function parametersOf(
  expressions: readonly Node[],
  fn: FunctionNode,
  scopes: Scopes,
  visitorKeys: ScopeSource['visitorKeys'],
): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<Variable>();
  const pending = [...expressions];
  for (let next = pending.pop(); next; next = pending.pop()) {
    walk(next, visitorKeys, (node) => {
      const variable = node.type === 'Identifier' && isName(node) ? scopes.variableOf(node) : undefined;
      const home = variable && homeOf(variable);
      if (!variable || !home || seen.has(variable) || !contains(fn, home)) return undefined;
      seen.add(variable);
      const position = home === fn ? positionOf(variable, fn) : -1;
      if (position >= 0) found.add(position);
      else pending.push(...valuesOf(variable));
      return undefined;
    });
  }
  return [...found];
}

/** What a variable is given: at its declaration, by assignments to it and to its members, and by `Object.assign`. */
function valuesOf(variable: Variable): readonly Node[] {
  const declared = variable.defs[0]?.node as Node | undefined;
  const init = declared?.type === 'VariableDeclarator' && declared.init ? [declared.init] : [];
  const later = variable.references.flatMap((reference): readonly Node[] => {
    if (reference.isWrite()) return reference.init !== true && reference.writeExpr ? [reference.writeExpr] : [];
    const { parent } = reference.identifier as Node;
    if (parent?.type === 'CallExpression' && propertyName(parent.callee) === 'assign') return parent.arguments.slice(1);
    const outer = parent?.type === 'MemberExpression' ? parent.parent : undefined;
    return outer?.type === 'AssignmentExpression' && outer.left === parent ? [outer.right] : [];
  });
  return [...init, ...later];
}

/** Whether the client that a call gives is closed, listened to or handed on where it arrives, and not merely used. */
function isGivenAway(call: Node, { ref }: Construction, scopes: Scopes): boolean {
  const { parent, child } = outside(call);
  if (parent?.type === 'AwaitExpression' || parent?.type === 'ConditionalExpression')
    return isGivenAway(parent, { ref } as Construction, scopes);
  if (parent?.type === 'MemberExpression' && parent.object === child) return false;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier')
    return parent?.type !== 'ExpressionStatement';
  return (scopes.variableOf(parent.id)?.references ?? []).some((reference) => {
    const use = outside(reference.identifier);
    if (!reference.isRead()) return false;
    const name =
      use.parent?.type === 'MemberExpression' && use.parent.object === use.child ? propertyName(use.parent) : undefined;
    return name === undefined || own(ref.type.dispose, name) !== undefined || /^(?:on|once|addListener)$/.test(name);
  });
}
