import { walk } from '../lang/census.ts';
import { type Node, contains } from '../lang/nodes.ts';
import { dependenceOf } from './dependence.ts';
import type { ScopeSource } from './model.ts';
import { type Construction, constructionsOf, isOfModule, likenessOf } from './rebuilt.ts';

/** A client that has the arguments of another one of the same module. */
export interface SecondClient extends Construction {
  /** The one that could be shared: at module level if there is one, else the first. */
  readonly other: Construction;
}

/**
 * The clients of a module that could be one: of the same type, with the same arguments, none of which depends on the run. Only types of
 * which one may serve everybody, and of which no connection is anybody's own (a subscriber needs a second one).
 */
export function secondClients(source: ScopeSource): readonly SecondClient[] {
  const alike = new Map<string, Construction[]>();
  for (const each of constructionsOf(source)) {
    const { call, rebuilt } = each;
    const dependence = dependenceOf(call.arguments, source);
    if (
      rebuilt.harms !== 'request' ||
      !rebuilt.shared ||
      !rebuilt.idle ||
      dependence === 'locals' ||
      dependence === 'run' ||
      readsChanging(call, source)
    )
      continue;
    const key = likenessOf(each, source);
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  return [...alike.values()].flatMap(seconds);
}

/** `let timeout = 1_000;` of the module, which is given other values: the same words mean something else each time. */
function readsChanging(call: Construction['call'], { scopes, visitorKeys }: ScopeSource): boolean {
  let isChanging = false;
  walk(call, visitorKeys, (node) => {
    const variable = node.type === 'Identifier' ? scopes.variableOf(node) : undefined;
    isChanging ||= variable?.references.some((each) => each.isWrite() && each.init !== true) === true;
    return !isChanging;
  });
  return isChanging;
}

function seconds(group: readonly Construction[]): readonly SecondClient[] {
  const other = group.find(({ call }) => isOfModule(call)) ?? group[0];
  if (!other) return [];
  return group.flatMap((each) => (each === other || areApart(each.call, other.call) ? [] : [{ ...each, other }]));
}

/** Whether two nodes stand in arms of one branch, of which only one is taken. */
function areApart(a: Node, b: Node): boolean {
  for (let child = a, at = a.parent; at; child = at, at = at.parent) {
    if (!contains(at, b)) continue;
    if (at.type === 'IfStatement' || at.type === 'ConditionalExpression')
      return at.test !== child && !contains(at.test, b);
    return at.type === 'SwitchStatement' || at.type === 'LogicalExpression';
  }
  return false;
}
