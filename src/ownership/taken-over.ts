import type { TSESTree } from '@typescript-eslint/utils';

import type { TypeRef } from '../catalog/index.ts';
import { type FunctionNode, type Node, boundIdentifier, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { functionOf } from '../lang/scopes.ts';
import { saidOfParameter } from '../origin/contracts.ts';
import type { OwnershipContext } from './context.ts';
import { isUsedAs, membersUsed } from './evidence.ts';
import { type Obligation, ofParameter } from './model.ts';

/** Parameters through which a helper takes a response over: `function check(response) { if (!response.ok) throw …; return response; }`. */
export function parametersOf(context: OwnershipContext): Obligation[] {
  const found: Obligation[] = [];
  for (const fn of context.census.functions) {
    for (const parameter of fn.params) {
      const name = boundIdentifier(parameter);
      const ref = name && !isHandler(fn) ? responseIn(name, fn, context) : undefined;
      const variable = name && ref && context.variableOf(name);
      const graph = variable && context.graphOf(fn);
      if (!graph) continue;
      found.push(
        ofParameter(variable, { kind: 'response', ref, place: name, home: fn, graph, needsProof: true, given: true }),
      );
    }
  }
  return found;
}

/** The response that a parameter holds: by what is said of it, else, where nothing is, by what the file gives to it or does with it. */
function responseIn(name: TSESTree.Identifier, fn: FunctionNode, context: OwnershipContext): TypeRef | undefined {
  const of = context.origin.denote(name);
  const said = of?.kind === 'instance' && !of.promise ? of.ref : undefined;
  const isSilent = !of && !name.typeAnnotation && fn.params.some((parameter) => parameter === name);
  const ref = said ?? (isSilent ? (givenHere(name, fn, context) ?? usedAs(name, context)) : undefined);
  return ref?.type.kind === 'response' && ref.type.owedByAnnotation === undefined ? ref : undefined;
}

/** What the file passes: `fetch(url).then(check)`, `check(await fetch(url))`. */
function givenHere(name: TSESTree.Identifier, fn: FunctionNode, context: OwnershipContext): TypeRef | undefined {
  const position = fn.params.indexOf(name);
  const declarator = fn.parent as Node | undefined;
  const id =
    fn.type === 'FunctionDeclaration' ? fn.id : declarator?.type === 'VariableDeclarator' ? declarator.id : undefined;
  const variable = id && context.variableOf(id);
  if (!variable || functionOf(variable) !== fn) return undefined;
  for (const { identifier } of variable.references) {
    const { parent: call, child } = outside(identifier);
    if (call?.type !== 'CallExpression') continue;
    const callee = unwrap(call.callee);
    const isStep = callee.type === 'MemberExpression' && propertyName(callee) === 'then' && position === 0;
    const given = call.callee === child ? call.arguments[position] : isStep ? callee.object : undefined;
    const of = given && context.origin.denote(given);
    if (of?.kind === 'instance' && of.promise === (call.callee !== child)) return of.ref;
  }
  return undefined;
}

/** `function read(response) { if (!response.ok) …; return response.json(); }`: only a response has both. */
function usedAs(name: TSESTree.Identifier, context: OwnershipContext): TypeRef | undefined {
  const variable = context.variableOf(name);
  if (!variable || !membersUsed(variable).has('ok')) return undefined;
  return context.catalog.givenBy().find((ref) => isUsedAs(variable, ref));
}

/** Parameters of which the comment of a function says that it takes them over: `@owns client`. */
export function takenOver(context: OwnershipContext): Obligation[] {
  return context.census.functions.flatMap((fn) =>
    fn.params.flatMap((parameter, position) => {
      const role = saidOfParameter(fn, position, undefined, context.origin);
      const name = role === undefined || role === 'borrows' ? undefined : boundIdentifier(parameter);
      const of = name && context.origin.denote(name);
      const variable = name && context.variableOf(name);
      const graph = variable && of?.kind === 'instance' && !of.promise ? context.graphOf(fn) : undefined;
      if (!name || of?.kind !== 'instance' || of.ref.type.kind === 'plain' || !graph || !variable) return [];
      const { ref } = of;
      const own = { kind: of.ref.type.kind, ref, place: name, home: fn, graph, needsProof: false, given: false };
      return [{ ...ofParameter(variable, own), heldAs: name.name }];
    }),
  );
}

/**
 * Whether a function literal is a handler of a promise chain, whose response is judged where it was acquired, or one of an object's
 * (`{ url, transformResponse: async (response) => … }`), which somebody calls who has the response as well.
 */
function isHandler(fn: FunctionNode): boolean {
  const { parent } = outside(fn);
  if (parent?.type === 'Property' && !parent.method) return true;
  const callee = parent?.type === 'CallExpression' ? unwrap(parent.callee) : undefined;
  return callee?.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(propertyName(callee) ?? '');
}
