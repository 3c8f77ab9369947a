import { type FunctionNode, type Node, enclosingFunction, isFunction } from '../lang/nodes.ts';
import { placeOf } from './acquisitions.ts';
import type { OwnershipContext } from './context.ts';
import { type Ending, endingsOf, endingsOfUsing, isWorkOf, worksOn } from './endings.ts';
import type { LateUse } from './model.ts';
import { type PromiseNames, pendingIn, promiseNamesOf } from './promises.ts';

/** What the search needs beside the ownership layer: the whole tree, and how to walk it. */
export interface Tree {
  readonly program: Node;
  readonly keys: Readonly<Record<string, readonly string[] | undefined>>;
}

/**
 * Promises that a scope gives away while it ends what they work on: `try { return client.query(sql); } finally { client.release(); }`
 * without `await` releases at once, and the query runs on. Only promises that certainly are some, and only of work on the very thing
 * that ends; a lock that the function took is what all work behind it hangs on.
 */
export function escaping(context: OwnershipContext, { program, keys }: Tree): readonly LateUse[] {
  let names: PromiseNames | undefined;
  const found: LateUse[] = [];
  for (const fn of context.census.functions) {
    if (fn.generator) continue;
    for (const value of context.census.returnsOf(fn)) {
      const endings = value ? endingsAround(value, fn, keys, context) : [];
      if (!value || endings.length === 0) continue;
      names ??= promiseNamesOf(program, keys);
      found.push(...lateIn(value, fn, endings, names, context));
    }
  }
  return found;
}

/** What is over once the function has returned from there, the innermost first. */
function endingsAround(
  value: Node,
  home: FunctionNode,
  keys: Tree['keys'],
  context: OwnershipContext,
): readonly Ending[] {
  const found: Ending[] = [];
  for (let at: Node = value; at.parent && at !== home; at = at.parent) {
    const parent: Node = at.parent;
    if (parent.type === 'TryStatement' && at !== parent.finalizer)
      found.push(...endingsOf(parent, home, keys, context));
    found.push(...endingsOfUsing(parent, value, context));
    if (isFunction(parent)) break;
  }
  return found;
}

function lateIn(
  value: Node,
  home: FunctionNode,
  endings: readonly Ending[],
  names: PromiseNames,
  context: OwnershipContext,
): readonly LateUse[] {
  for (const { call, isCertain } of pendingIn(value, context, names)) {
    const ending = endings.find((each) =>
      isCertain
        ? each.isGuard || worksOn(call, each, context)
        : home.async && each.isAsync && isWorkOf(call, each, context),
    );
    if (!ending || enclosingFunction(call) === undefined) continue;
    return [
      {
        how: 'escapes',
        name: ending.name,
        place: placeOf(call),
        call,
        disposal: ending.disposal,
        acquisition: undefined,
        awaitable: home.async ? value : undefined,
      },
    ];
  }
  return [];
}
