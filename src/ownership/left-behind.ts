import type { TSESTree } from '@typescript-eslint/utils';

import { type TypeRef, own } from '../catalog/index.ts';
import {
  type Node,
  enclosingFunction,
  isFunctionLiteral,
  literalValue,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, constantInit } from '../lang/scopes.ts';
import { placeOf } from './acquisitions.ts';
import type { OwnershipContext } from './context.ts';
import { looksEnding } from './field-uses.ts';
import { freshClient } from './kept-clients.ts';
import { unreachableLeak } from './leaks.ts';
import type { Leak } from './model.ts';
import type { OwnershipSource } from './ownership.ts';
import { LISTENING } from './registering.ts';

/**
 * Single connections that a module opens while it is loaded and never ends, although nobody can reach them once their callbacks have run:
 *
 *     const check = new Client(`${url}/postgres`);
 *     check.connect((error) => {
 *       check.query('select …', (failed, found) => { … });
 *     });
 *     module.exports = client;      // another one; `check` stays connected for as long as the process lives
 *
 * Only where the module has exports, so that it is part of something that goes on, and where nothing listens with the connection.
 */
export function leftBehind(context: OwnershipContext, source: OwnershipSource): readonly Leak[] {
  if (context.isTestFile || !/\bexports?\b/.test(context.textOf(source.program))) return [];
  return context.census.calls.flatMap((call) => {
    const { parent } = outside(call);
    const holder = parent?.type === 'VariableDeclarator' && !enclosingFunction(call) ? parent.id : undefined;
    const found = holder && freshClient(call, source);
    const variable = found && context.variableOf(holder);
    // Any function will do: there is none round the top level of a module, and no edit is made of these.
    const [home] = context.census.functions;
    const isShared = found?.ref.type.rebuilt?.shared === true || found?.ref.type.opensAt !== 'connect';
    if (!found || !home || isShared || !variable || constantInit(variable) !== call) return [];
    if (!isSpent(variable, found.ref, context)) return [];
    return [unreachableLeak({ ref: found.ref, acquisition: call, place: placeOf(call), home }, variable)];
  });
}

/** Whether all that is ever done with a connection is done where the module is loaded, and in callbacks of that. */
function isSpent(variable: Variable, ref: TypeRef, context: OwnershipContext): boolean {
  const uses = variable.references.filter((each) => each.init !== true).map(({ identifier }) => identifier as Node);
  const calls = uses.map((use) => methodCall(use));
  return (
    calls.some((call) => call && methodOf(call) === 'connect' && call.arguments.some(isCallback)) &&
    calls.every((call) => call && isPassing(call, ref) && isOfStart(call, variable, context, 0))
  );
}

/** Neither an end of it nor the beginning of a life: `check.query(sql, done)`, `check.on('error', log)`. */
function isPassing(call: TSESTree.CallExpression, { type }: TypeRef): boolean {
  const name = methodOf(call);
  const event = call.arguments[0] && literalValue(call.arguments[0])?.value;
  if (LISTENING.has(name)) return event === 'error' || event === 'connect';
  return !looksEnding(name) && own(type.dispose, name) === undefined && own(type.members, name)?.livesOn !== true;
}

/** Whether a node runs when the module is loaded, or when what the connection was asked there has been answered. */
function isOfStart(node: Node, variable: Variable, context: OwnershipContext, depth: number): boolean {
  const fn = enclosingFunction(node);
  if (!fn) return true;
  const { parent } = outside(fn);
  if (depth > 9 || !isFunctionLiteral(fn) || parent?.type !== 'CallExpression' || parent.callee === fn) return false;
  const from = askedBy(parent, context);
  const isAnswer = from !== undefined && (from === variable || answerOf(from, context) === variable);
  return isAnswer && isOfStart(parent, variable, context, depth + 1);
}

/** The name at the foot of a chain: `check` of `check.query(sql).then(read)`. */
function askedBy(call: TSESTree.CallExpression, context: OwnershipContext): Variable | undefined {
  let at: Node = call;
  while (at.type === 'CallExpression' || at.type === 'MemberExpression')
    at = unwrap(at.type === 'CallExpression' ? at.callee : at.object);
  return at.type === 'Identifier' ? context.variableOf(at) : undefined;
}

/** The connection of whose answer a variable is the name: `const query = check.query(sql)`. */
function answerOf(variable: Variable, context: OwnershipContext): Variable | undefined {
  const init = constantInit(variable);
  return init?.type === 'CallExpression' ? askedBy(init, context) : undefined;
}

function methodCall(use: Node): TSESTree.CallExpression | undefined {
  const { parent: member, child } = outside(use);
  if (member?.type !== 'MemberExpression' || member.object !== child) return undefined;
  const { parent: call, child: callee } = outside(member);
  return call?.type === 'CallExpression' && call.callee === callee ? call : undefined;
}

function methodOf(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
}

function isCallback(argument: Node): boolean {
  return isFunctionLiteral(unwrap(argument));
}
