import type { TSESTree } from '@typescript-eslint/utils';

import { SERVERS, type ServerKind } from '../catalog/servers.ts';
import { unversioned } from '../catalog/specifiers.ts';
import { type ClassNode, type Node, literalValue, propertyName, unwrap } from '../lang/nodes.ts';
import { writesTo } from '../lang/scopes.ts';
import type { Variable } from '../lang/scopes.ts';
import { ownerOfThis } from './field-places.ts';
import type { OwnershipSource } from './ownership.ts';

/** A call that has a server listen. */
export interface Listening {
  readonly call: TSESTree.CallExpression;
  readonly kind: ServerKind;
  /** What `listen` is called on; undefined where making it listens. */
  readonly receiver: Node | undefined;
}

const DEEP = 5;

/** The calls of a file that have servers listen for others: not those of a port of nobody's choice, nor of this machine alone. */
export function listeningsOf(source: OwnershipSource): readonly Listening[] {
  return source.census.calls.flatMap((call): readonly Listening[] => {
    if (call.type !== 'CallExpression' || isPrivate(call, source)) return [];
    const callee = unwrap(call.callee);
    const itself = kindOf(call, source);
    if (itself?.listensAtOnce) return [{ call, kind: itself, receiver: undefined }];
    if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'listen') return [];
    const kind = madeBy(callee.object, source, 0);
    return kind && !kind.listensAtOnce ? [{ call, kind, receiver: callee.object }] : [];
  });
}

/** `listen(0)`, `listen(port, '127.0.0.1')`. */
function isPrivate(call: TSESTree.CallExpression, source: OwnershipSource): boolean {
  const text = call.arguments.filter(({ type }) => !/Function/.test(type)).map((each) => source.textOf(each));
  const [first] = call.arguments;
  return (
    (first && literalValue(first)?.value === 0) === true ||
    text.some((each) => /127\.0\.0\.1|localhost|\.sock\b/.test(each))
  );
}

/** The kind of server that an expression holds, by what makes it or by the type that it is declared with. */
function madeBy(node: Node, source: OwnershipSource, depth: number): ServerKind | undefined {
  const inner = unwrap(node);
  if (depth > DEEP) return undefined;
  switch (inner.type) {
    case 'AwaitExpression':
      return madeBy(inner.argument, source, depth + 1);
    case 'CallExpression':
    case 'NewExpression':
      return kindOf(inner, source);
    case 'ConditionalExpression':
      return oneOf([inner.consequent, inner.alternate], source, depth);
    case 'Identifier': {
      const variable = source.scopes.variableOf(inner);
      const written = variable ? writesTo(variable) : [];
      const [name] = variable?.identifiers ?? [];
      return oneOf(written, source, depth) ?? (name && typed(name, source));
    }
    case 'MemberExpression': {
      const owner = inner.object.type === 'ThisExpression' ? ownerOfThis(inner.object) : undefined;
      const name = propertyName(inner);
      return owner && name !== undefined ? heldBy(owner, name, source, depth) : undefined;
    }
    default:
      return undefined;
  }
}

/** The kind that a field holds. */
function heldBy(owner: ClassNode, name: string, source: OwnershipSource, depth: number): ServerKind | undefined {
  const declared = owner.body.body.find(
    (each) => each.type === 'PropertyDefinition' && propertyName(each) === name && !each.static,
  );
  const field = declared?.type === 'PropertyDefinition' ? declared : parameterOf(owner, name);
  const own = field?.type === 'PropertyDefinition' && field.value ? [field.value] : [];
  return oneOf([...source.census.writesTo(owner, name), ...own], source, depth) ?? (field && typed(field, source));
}

/** `constructor(private readonly app: express.Application)`. */
function parameterOf(owner: ClassNode, name: string): Node | undefined {
  const maker = owner.body.body.find((each) => each.type === 'MethodDefinition' && each.kind === 'constructor');
  const parameters = maker?.type === 'MethodDefinition' ? maker.value.params : [];
  return parameters.flatMap((each): readonly Node[] =>
    each.type === 'TSParameterProperty' && each.parameter.type === 'Identifier' && each.parameter.name === name
      ? [each.parameter]
      : [],
  )[0];
}

/** The kind that all of several expressions hold; where some end TLS, of one that does not. */
function oneOf(values: readonly Node[], source: OwnershipSource, depth: number): ServerKind | undefined {
  const kinds = values
    .filter((value) => !literalValue(value) && source.textOf(value) !== 'undefined')
    .map((value) => madeBy(value, source, depth + 1));
  if (kinds.some((kind) => kind === undefined)) return undefined;
  return kinds.find((kind) => kind?.endsTls !== true) ?? kinds[0];
}

/** The kind that an annotation names: `app: express.Application`, `private server?: http.Server`. */
function typed(name: Node, source: OwnershipSource): ServerKind | undefined {
  const annotation = 'typeAnnotation' in name ? name.typeAnnotation : undefined;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : undefined;
  const named = type?.type === 'TSTypeReference' ? exportedType(type.typeName, source) : undefined;
  return (
    named &&
    SERVERS.find(
      (kind) => kind.modules.includes(named.module) && kind.types?.includes(named.path) && isNoOther(kind, source),
    )
  );
}

function exportedType(name: TSESTree.EntityName, source: OwnershipSource): Exported | undefined {
  if (name.type === 'Identifier') {
    const variable = source.scopes.variableOf(name);
    return variable && namedExport(variable);
  }
  const of = name.type === 'TSQualifiedName' ? exportedType(name.left, source) : undefined;
  return of && name.type === 'TSQualifiedName' ? { ...of, path: name.right.name } : undefined;
}

function isNoOther({ unless }: ServerKind, source: OwnershipSource): boolean {
  return unless === undefined || !source.textOf(source.program).includes(unless);
}

/** The kind that a call makes, by the export that it calls. */
export function kindOf(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  source: OwnershipSource,
): ServerKind | undefined {
  const made = exportOf(call.callee, source);
  if (!made) return undefined;
  return SERVERS.find(
    (kind) => kind.modules.includes(made.module) && kind.makes.includes(made.path) && isNoOther(kind, source),
  );
}

export interface Exported {
  readonly module: string;
  readonly path: string;
}

/** The export that an expression is, by the imports and `require` of the file: `http.createServer`, `NestFactory.create`. */
export function exportOf(node: Node, source: OwnershipSource): Exported | undefined {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression') {
    const module = requiredBy(inner);
    return module === undefined ? undefined : { module, path: 'default' };
  }
  if (inner.type === 'MemberExpression') {
    const of = exportOf(inner.object, source);
    const name = propertyName(inner);
    if (!of || name === undefined) return undefined;
    return { ...of, path: of.path === 'default' ? name : `${of.path}.${name}` };
  }
  const variable = inner.type === 'Identifier' ? source.scopes.variableOf(inner) : undefined;
  return variable && namedExport(variable);
}

function namedExport(variable: Variable): Exported | undefined {
  const [definition] = variable.defs;
  const node = definition?.node as Node | undefined;
  if (node?.type === 'ImportDefaultSpecifier' || node?.type === 'ImportNamespaceSpecifier')
    return { module: unversioned(node.parent.source.value), path: 'default' };
  if (node?.type === 'ImportSpecifier')
    return {
      module: unversioned((node.parent as TSESTree.ImportDeclaration).source.value),
      path: node.imported.type === 'Identifier' ? node.imported.name : node.imported.value,
    };
  const module = node?.type === 'VariableDeclarator' && node.init ? requiredBy(unwrap(node.init)) : undefined;
  if (module === undefined || node?.type !== 'VariableDeclarator') return undefined;
  if (node.id.type === 'Identifier') return { module, path: 'default' };
  const key = definition?.name.parent;
  return key?.type === 'Property' ? { module, path: propertyName(key) ?? '' } : undefined;
}

function requiredBy(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const given = node.arguments[0] && literalValue(node.arguments[0])?.value;
  return typeof given === 'string' ? given : undefined;
}
