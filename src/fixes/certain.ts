import { type Node, boundIdentifier, contains, outside, propertyName, unwrap } from '../lang/nodes.ts';
import type { Variable } from '../lang/scopes.ts';
import type { Leak } from '../ownership/model.ts';
import { isConditional, listOf, statementsAround } from './statements.ts';

/**
 * Whether the name holds something for certain once the resource has been acquired: where the library's own call gives it. What a
 * function of the project gives may be nothing at all, and so may what the code itself looks at twice; unless the code has relied
 * on it before the place.
 */
export function isCertainlyThere({ obligation }: Leak, holder: Variable, place?: Node): boolean {
  const { acquisition, given } = obligation;
  if (place && holder.references.some(({ identifier }) => isRelied(identifier, place))) return true;
  const declaration = holder.defs[0]?.node as Node | undefined;
  const isOptional = holder.identifiers.some((identifier) => isOptionalName(identifier));
  if (isOptional || holder.references.some(({ identifier }) => isDoubted(identifier))) return false;
  if (given) return declaration !== undefined;
  return acquisition.type === 'NewExpression' || isOfLibrary(acquisition, obligation.ref.library);
}

/** `fetch(…)`, `pool.connect()`: the name of the call stands in the library's entry. */
function isOfLibrary(acquisition: Node, { modules, globals, types }: Leak['obligation']['ref']['library']): boolean {
  if (acquisition.type !== 'CallExpression') return false;
  const callee = unwrap(acquisition.callee);
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  const has = (record: object | undefined): boolean =>
    record !== undefined && name !== undefined && Object.hasOwn(record, name);
  if (name === undefined || callee.type === 'ThisExpression') return false;
  return has(globals) || Object.values(modules).some(has) || Object.values(types).some(({ members }) => has(members));
}

/** `client?: PoolClient`, `response: Response | undefined`. */
function isOptionalName(identifier: Node): boolean {
  const name = boundIdentifier(identifier);
  const annotation = name?.typeAnnotation?.typeAnnotation;
  const isUnion = annotation?.type === 'TSUnionType';
  return (
    name?.optional === true ||
    (isUnion && annotation.types.some(({ type }) => type === 'TSUndefinedKeyword' || type === 'TSNullKeyword'))
  );
}

/** `client?.release()`, `if (client)`, `!client`. */
function isDoubted(identifier: Node): boolean {
  const { parent, child } = outside(identifier);
  if (parent?.type === 'MemberExpression') return parent.object === child && parent.optional;
  if (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') return parent.test === child;
  return (
    (parent?.type === 'UnaryExpression' && parent.operator === '!') ||
    (parent?.type === 'LogicalExpression' && parent.left === child)
  );
}

/** `if (!response.ok) …`: what has been read a property of is there from then on. */
function isRelied(identifier: Node, place: Node): boolean {
  const { parent, child } = outside(identifier);
  if (parent?.type !== 'MemberExpression' || parent.object !== child || parent.optional) return false;
  if (identifier.range[0] > place.range[0] || isConditional(identifier)) return false;
  const statement = statementsAround(identifier)[0];
  return (
    statement !== undefined &&
    (contains(statement, place) ? isTest(identifier, statement) : contains(listOwner(statement), place))
  );
}

function isTest(identifier: Node, statement: Node): boolean {
  return 'test' in statement && statement.test !== null && contains(statement.test, identifier);
}

/** The block in which a statement stands. */
function listOwner(statement: Node): Node {
  return listOf(statement) && statement.parent ? statement.parent : statement;
}
