import { type ClassNode, type FunctionNode, type Node, isFunction, propertyName, unwrap } from '../lang/nodes.ts';
import { functionOf } from '../lang/scopes.ts';
import type { ScopeSource } from './model.ts';

type Source = Pick<ScopeSource, 'scopes' | 'origin' | 'isImporter'>;

/** The functions of this file that an argument hands over: literals, names, methods, all of a list, and what a wrapper is given (`wrap(async (req) => …)`). */
export function functionsGiven(argument: Node, source: Source, depth = 0): readonly FunctionNode[] {
  const inner = unwrap(argument);
  if (isFunction(inner)) return [inner];
  if (depth > 2) return [];
  switch (inner.type) {
    case 'Identifier': {
      const variable = source.scopes.variableOf(inner);
      const fn = variable && functionOf(variable);
      return fn ? [fn] : foreign(inner, source);
    }
    case 'MemberExpression': {
      const of = source.origin.denote(inner);
      return of?.kind === 'function' ? [of.fn] : foreign(inner, source);
    }
    case 'ArrayExpression':
      return inner.elements.flatMap((each) => (each ? functionsGiven(each, source, depth + 1) : []));
    case 'CallExpression': {
      const callee = unwrap(inner.callee);
      if (callee.type === 'MemberExpression' && propertyName(callee) === 'bind')
        return functionsGiven(callee.object, source, depth + 1);
      // What a function of this file makes of its argument is for that function to say.
      return source.origin.functionOf(inner)
        ? []
        : inner.arguments.flatMap((each) => (isTaken(each) ? functionsGiven(each, source, depth + 1) : []));
    }
    default:
      return [];
  }
}

/** `router.get('/users', users.list)`, where `list` stands in another file. */
function foreign(named: Node, { origin, isImporter }: Source): readonly FunctionNode[] {
  const of = isImporter ? origin.codeOf(named) : undefined;
  return of?.kind === 'elsewhere' && of.of.kind === 'function' ? [of.of.fn] : [];
}

/** A wrapped handler takes something: `() => new Pool()` is no handler but a way to make one thing. */
function isTaken(argument: Node): boolean {
  const inner = unwrap(argument);
  return !isFunction(inner) || inner.params.length > 0;
}

/** The functions in the properties of an object: those of these names, or with `*` all of them, in objects inside too. */
export function functionsIn(
  argument: Node,
  names: readonly string[],
  source: Source,
  depth = 0,
): readonly FunctionNode[] {
  const object = unwrap(argument);
  if (object.type !== 'ObjectExpression' || depth > 2) return [];
  const isAll = names.includes('*');
  return object.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const value = unwrap(property.value);
    if (isAll && value.type === 'ObjectExpression') return functionsIn(value, names, source, depth + 1);
    return isAll || names.includes(propertyName(property) ?? '') ? functionsGiven(value, source) : [];
  });
}

/** The name by which code calls a function; undefined where it has none. */
export function nameOfFunction(fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name;
  const parent = fn.parent as Node | undefined;
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : undefined;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property')
    return propertyName(parent);
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression')
    return propertyName(parent.left);
  return undefined;
}

/** How code comes to run a function or to make an object of a class: `getUser`, `new Store`. */
export function nameOf(of: FunctionNode | ClassNode): string {
  if (isFunction(of)) return nameOfFunction(of) ?? 'the function';
  return of.id ? `new ${of.id.name}` : 'the class';
}
