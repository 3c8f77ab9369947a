import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, boundIdentifier, literalValue, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit, homeOf } from '../lang/scopes.ts';
import type { Denotation, Located, OriginContext } from './model.ts';

/**
 * What a call gives of a function that hands back what it is given where that is there, and acquires something where it is not:
 *
 *     const runnerOf = (given?: QueryRunner) => given ?? dataSource.createQueryRunner();
 *     runnerOf();       // fresh
 *     runnerOf(mine);   // the caller's own, unless `mine` may be missing
 */
export function unlessHandedBack(
  found: Denotation | undefined,
  { fn, home }: Located,
  call: TSESTree.CallExpression,
  context: OriginContext,
): Denotation | undefined {
  if (found?.kind !== 'instance' || found.fresh === 'no') return found;
  const given = fn.params.flatMap((parameter, position) =>
    handsBack(parameter, fn, home) ? [standingOf(call, position, context)] : [],
  );
  if (given.includes('there')) return { ...found, fresh: 'no' };
  return given.includes('unknown') ? { ...found, fresh: 'maybe' } : found;
}

/** Whether an expression is, as it stands, a parameter of the function. */
export function isParameterOf(node: Node, fn: FunctionNode, { scopes }: Pick<OriginContext, 'scopes'>): boolean {
  const inner = unwrap(node);
  const variable = inner.type === 'Identifier' ? scopes.variableOf(inner) : undefined;
  return variable !== undefined && definedBy(variable) === 'Parameter' && homeOf(variable) === fn;
}

function definedBy(variable: Variable): string | undefined {
  return variable.defs[0]?.type;
}

/** Whether the parameter is one of the things that a function returns. */
function handsBack(parameter: Node, fn: FunctionNode, home: Located['home']): boolean {
  const name = boundIdentifier(parameter);
  const variable = name && home.scopes.variableOf(name);
  const gives = (value: Node, depth: number): boolean => {
    const inner = unwrap(value);
    if (depth > 4) return false;
    if (inner.type === 'AwaitExpression') return gives(inner.argument, depth + 1);
    if (inner.type === 'LogicalExpression') return gives(inner.left, depth + 1) || gives(inner.right, depth + 1);
    if (inner.type === 'ConditionalExpression')
      return gives(inner.consequent, depth + 1) || gives(inner.alternate, depth + 1);
    const named = inner.type === 'Identifier' ? home.scopes.variableOf(inner) : undefined;
    const init = named && constantInit(named);
    return named !== undefined && (named === variable || (init !== undefined && gives(init, depth + 1)));
  };
  return variable !== undefined && home.census.returnsOf(fn).some((value) => value && gives(value, 0));
}

type Standing = 'there' | 'missing' | 'unknown';

/** Whether something is given at a position: `missing` where there may be nothing. */
function standingOf(call: TSESTree.CallExpression, position: number, context: OriginContext): Standing {
  const given = call.arguments.slice(0, position + 1);
  if (given.some(({ type }) => type === 'SpreadElement')) return 'unknown';
  const argument = given[position];
  if (!argument || isNothing(argument)) return 'missing';
  const inner = unwrap(argument);
  const variable = inner.type === 'Identifier' ? context.scopes.variableOf(inner) : undefined;
  if (!variable) return /^(?:New|Await|Call|Function|This)Expression$/.test(inner.type) ? 'there' : 'unknown';
  if (definedBy(variable) === 'Parameter') return standingOfParameter(variable);
  const init = constantInit(variable);
  return init && /^(?:New|Await|Call)Expression$/.test(unwrap(init).type) ? 'there' : 'unknown';
}

/** A parameter that has a type and no `?` is there; of one without a type nobody knows. */
function standingOfParameter(variable: Variable): Standing {
  const name = variable.defs[0]?.name;
  if (name?.type !== 'Identifier') return 'unknown';
  const { parent } = name as Node;
  if (parent?.type === 'AssignmentPattern' && parent.left === name)
    return isNothing(parent.right) ? 'missing' : 'there';
  if (name.optional) return 'missing';
  const type = name.typeAnnotation?.typeAnnotation;
  if (type?.type !== 'TSUnionType') return type ? 'there' : 'unknown';
  return type.types.some((each) => /^TS(?:Undefined|Null|Void)Keyword$/.test(each.type)) ? 'missing' : 'there';
}

function isNothing(node: Node): boolean {
  const literal = literalValue(node);
  return literal !== undefined && (literal.value === null || literal.value === undefined);
}
