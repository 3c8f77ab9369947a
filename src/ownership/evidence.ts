import type { TypeRef } from '../catalog/index.ts';
import type { Evidence } from '../catalog/vocabulary.ts';
import { type Node, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Call } from './context.ts';

/** The names of the members that are read of a variable anywhere. */
export function membersUsed(variable: Variable): ReadonlySet<string> {
  return new Set(
    variable.references.flatMap((reference) => {
      const { parent, child } = outside(reference.identifier);
      return parent?.type === 'MemberExpression' && parent.object === child ? (propertyName(parent) ?? []) : [];
    }),
  );
}

/** Whether a variable is used as only such a type is: something is asked of it, what takes its content is called, and it has no other members. */
export function isUsedAs(variable: Variable, { type: { givenBy } }: TypeRef): boolean {
  const { asks = [], reads = [], tells = [] } = givenBy ?? {};
  const uses = variable.references.flatMap(({ identifier }) => {
    const { parent: member, child } = outside(identifier);
    if (member?.type !== 'MemberExpression' || member.object !== child) return [];
    const { parent, child: whole } = outside(member);
    const isCalled = parent?.type === 'CallExpression' && parent.callee === whole;
    return [{ name: propertyName(member) ?? '', isCalled }];
  });
  const asked = uses.filter(({ name }) => asks.includes(name));
  const read = uses.filter(({ name }) => reads.includes(name));
  return (
    asked.length > 0 &&
    read.length > 0 &&
    asked.every(({ isCalled }) => !isCalled) &&
    read.every(({ isCalled }) => isCalled) &&
    // `await response.typed(User)`: a method that such a thing does not have may do anything with it.
    uses.every(({ name }) => asks.includes(name) || reads.includes(name) || tells.includes(name))
  );
}

/** Whether the result is used as only the evident type is. */
export function isEvident(
  { resultMembers, releasedBy = [] }: Evidence,
  names: ReadonlyMap<Variable, TypeRef>,
): boolean {
  if (resultMembers.length === 0 && releasedBy.length === 0) return true;
  return [...names.keys()].some((variable) =>
    variable.references.some((reference) => {
      const parent = reference.identifier.parent as Node | undefined;
      if (parent?.type === 'MemberExpression' && parent.object === reference.identifier)
        return resultMembers.includes(propertyName(parent) ?? '');
      return parent?.type === 'CallExpression' && releasedBy.includes(methodOf(parent) ?? '');
    }),
  );
}

/** The method that a call calls on something: `release` of `pool.release(client)`. */
function methodOf(call: Call): string | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}
