import type { TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, type Node, enclosingFunction, outside, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit, homeOf } from '../lang/scopes.ts';
import type { Instance } from '../origin/model.ts';
import { placeOf } from './acquisitions.ts';
import type { Call } from './context.ts';
import { fieldUses } from './field-uses.ts';
import { freshClient, mayBeEnded } from './kept-clients.ts';
import { closerOfLiteral, runsAtLoad } from './lifetimes.ts';
import type { OwnershipSource } from './ownership.ts';
import type { OwnerLeak } from './owners.ts';

/**
 * Clients that a function makes for the object that it returns, whose closing member forgets them. A factory whose object has no
 * closing member is passed over: more often than not its one object lives as long as the process.
 *
 *     function createStore(url) {
 *       const pool = new Pool({ connectionString: url });
 *       const redis = new Redis(url);
 *       return { get: (key) => redis.get(key), close: () => pool.end() };      // forgets redis → leaks
 *     }
 */
export function factoryOwners(source: OwnershipSource): readonly OwnerLeak[] {
  return source.isTestFile ? [] : source.census.calls.flatMap((call) => forgottenBy(call, source) ?? []);
}

function forgottenBy(call: Call, source: OwnershipSource): OwnerLeak | undefined {
  const found = freshClient(call, source);
  const home = found && enclosingFunction(call);
  const variable = home && variableHolding(call, source);
  if (!found || !home || !variable || homeOf(variable) !== home || runsAtLoad(home, source)) return undefined;
  const literal = returnedLiteral(home, source);
  const closer = literal && closerOfLiteral(literal);
  return closer && isForgotten(variable, found, source)
    ? {
        owner: home,
        name: nameOf(home),
        held: variable.name,
        ref: found.ref,
        place: placeOf(call),
        closer,
        holdsPromise: false,
        mayInherit: false,
      }
    : undefined;
}

function variableHolding(call: Call, source: OwnershipSource): Variable | undefined {
  const { parent } = outside(call);
  const { parent: holder } = parent?.type === 'AwaitExpression' ? outside(parent) : { parent };
  const name = holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id : undefined;
  const variable = name && source.scopes.variableOf(name);
  return variable && constantInit(variable) ? variable : undefined;
}

/** The object literal that is all that a function ever returns. */
function returnedLiteral(home: FunctionNode, source: OwnershipSource): TSESTree.ObjectExpression | undefined {
  const [only, ...more] = source.census.returnsOf(home);
  const value = only && unwrap(only);
  return more.length === 0 && value?.type === 'ObjectExpression' ? value : undefined;
}

function isForgotten(variable: Variable, { ref }: Instance, source: OwnershipSource): boolean {
  const reads = variable.references.filter((each) => each.isRead()).map(({ identifier }) => identifier as Node);
  const followed = { ref, isField: () => false, readersOf: () => undefined, fieldNamed: () => [] };
  const uses = fieldUses(reads, followed, source);
  return (uses.opened || ref.type.opensAt === undefined) && !mayBeEnded(uses);
}

function nameOf(home: FunctionNode): string | undefined {
  if (home.type !== 'ArrowFunctionExpression' && home.id) return home.id.name;
  const { parent } = outside(home);
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}
