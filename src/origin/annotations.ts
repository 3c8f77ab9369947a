import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, isFunction } from '../lang/nodes.ts';
import { type Variable, isGlobal } from '../lang/scopes.ts';
import { type Denotation, type OriginContext, awaited, instance, promised } from './model.ts';

/** What the annotation of a binding, parameter or field says, in TypeScript or in JSDoc; undefined when there is none or it means nothing to the catalog. */
export function annotated(node: Node, context: OriginContext): Denotation | undefined {
  const target = node.type === 'AssignmentPattern' ? node.left : node;
  const written = 'typeAnnotation' in target ? target.typeAnnotation : undefined;
  if (written && written.type === 'TSTypeAnnotation') return typeDenotes(written.typeAnnotation, context);
  return undefined;
}

/** What the return type of a function says. */
export function returnAnnotated(node: Node, context: OriginContext): Denotation | undefined {
  return isFunction(node) && node.returnType ? typeDenotes(node.returnType.typeAnnotation, context) : undefined;
}

/** What a type, as written, means to the catalog. */
export function typeDenotes(type: TSESTree.TypeNode, context: OriginContext): Denotation | undefined {
  switch (type.type) {
    case 'TSUnionType':
      return firstOf(type.types, context);
    case 'TSIntersectionType':
      return firstOf(type.types, context);
    case 'TSArrayType':
      return collection(typeDenotes(type.elementType, context));
    case 'TSTypeOperator':
      return type.typeAnnotation ? typeDenotes(type.typeAnnotation, context) : undefined;
    case 'TSImportType':
      return importType(type, context);
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? undefined : entityValue(type.exprName, context);
    case 'TSTypeReference':
      return reference(type, context);
    default:
      return undefined;
  }
}

function firstOf(types: readonly TSESTree.TypeNode[], context: OriginContext): Denotation | undefined {
  for (const each of types) {
    const found = typeDenotes(each, context);
    if (found) return found;
  }
  return undefined;
}

function collection(element: Denotation | undefined): Denotation | undefined {
  return element && { kind: 'collection', element, promise: false };
}

const COLLECTIONS = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Map',
  'ReadonlyMap',
  'WeakMap',
  'Record',
  'Iterable',
  'AsyncIterable',
]);
const TRANSPARENT = new Set(['Readonly', 'Required', 'NonNullable', 'Partial', 'Omit', 'Pick']);

function reference(type: TSESTree.TSTypeReference, context: OriginContext): Denotation | undefined {
  const named = entityType(type.typeName, context);
  if (named) return named;
  if (type.typeName.type !== 'Identifier' || !type.typeArguments) return undefined;
  const name = type.typeName.name;
  const parameters = type.typeArguments.params;
  const first = parameters[0] && typeDenotes(parameters[0], context);
  const last = parameters.at(-1);
  if (COLLECTIONS.has(name)) return collection(last && typeDenotes(last, context));
  if (TRANSPARENT.has(name)) return first;
  if (name === 'Promise' || name === 'PromiseLike') return promised(first);
  if (name === 'Awaited') return awaited(first);
  if (name === 'InstanceType') return produced(first, 'construct', context);
  if (name === 'ReturnType') return produced(first, 'call', context);
  return undefined;
}

/** `InstanceType<typeof Pool>`, `ReturnType<typeof createClient>`. */
function produced(
  of: Denotation | undefined,
  how: 'construct' | 'call',
  context: OriginContext,
): Denotation | undefined {
  if (of?.kind !== 'value') return undefined;
  const results = of.value[how];
  const result = Array.isArray(results)
    ? (results as readonly { type: string; async?: true }[])[0]
    : (results as { type: string; async?: true } | undefined);
  return result && instance(context.catalog.resolve(of.library, result.type), 'no', result.async === true);
}

/** A type by its name: imported, a member of an imported namespace, an alias declared in the file, or one of the platform's. */
function entityType(name: TSESTree.EntityName, context: OriginContext): Denotation | undefined {
  if (name.type === 'TSQualifiedName') return qualified(name, context);
  if (name.type !== 'Identifier') return undefined;
  const variable = context.scopes.variableOf(name);
  return variable && !isGlobal(variable)
    ? context.typeNamed(variable)
    : instance(context.catalog.globalType(name.name));
}

/** The type that a variable of the file names. */
export function namedType(variable: Variable, context: OriginContext): Denotation | undefined {
  const definition = variable.defs[0]?.node as Node | undefined;
  switch (definition?.type) {
    case 'ImportSpecifier':
      return moduleType(sourceOf(definition), importedName(definition), context);
    case 'ImportDefaultSpecifier':
      return defaultType(definition, variable, context);
    case 'TSTypeAliasDeclaration':
      return context.aliasDenotes(definition);
    case 'TSInterfaceDeclaration':
      return extended(definition, context);
    case 'ClassDeclaration':
      return { kind: 'object', of: definition };
    default:
      return undefined;
  }
}

/** `interface CachedResponse extends Response { … }` is one as far as anybody here cares. */
function extended(definition: TSESTree.TSInterfaceDeclaration, context: OriginContext): Denotation | undefined {
  for (const { expression } of definition.extends) {
    const found =
      expression.type === 'Identifier' && expression.name !== definition.id.name
        ? entityType(expression, context)
        : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The type that a module exports, of the catalog or of the project. */
function moduleType(specifier: string, name: string, context: OriginContext): Denotation | undefined {
  return context.catalog.module(specifier)
    ? instance(context.catalog.exportedType(specifier, name))
    : context.neighbours?.imported(specifier, name, 'type');
}

/** The name under which the other module exports what an import names. */
export function importedName({ imported }: TSESTree.ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : imported.value;
}

/** `import Redis from 'ioredis'`: the type that constructing the default export gives, or the type of the same name. */
function defaultType(
  definition: TSESTree.ImportDefaultSpecifier,
  variable: Variable,
  context: OriginContext,
): Denotation | undefined {
  const source = sourceOf(definition);
  if (!context.catalog.module(source)) return context.neighbours?.imported(source, 'default', 'type');
  return (
    produced(context.denote(definition.local), 'construct', context) ??
    instance(context.catalog.exportedType(source, variable.name))
  );
}

/** `pg.Pool`, `http.IncomingMessage`. */
function qualified(name: TSESTree.TSQualifiedName, context: OriginContext): Denotation | undefined {
  if (name.left.type !== 'Identifier') return undefined;
  const definition = context.scopes.variableOf(name.left)?.defs[0];
  const node = definition?.node as Node | undefined;
  const specifier =
    node?.type === 'ImportDefaultSpecifier' ||
    node?.type === 'ImportNamespaceSpecifier' ||
    node?.type === 'ImportSpecifier'
      ? sourceOf(node)
      : node?.type === 'TSImportEqualsDeclaration' && node.moduleReference.type === 'TSExternalModuleReference'
        ? node.moduleReference.expression.value
        : undefined;
  return specifier === undefined ? undefined : moduleType(specifier, name.right.name, context);
}

function entityValue(name: TSESTree.EntityName, context: OriginContext): Denotation | undefined {
  return name.type === 'Identifier' ? context.denote(name) : undefined;
}

function importType(type: TSESTree.TSImportType, context: OriginContext): Denotation | undefined {
  const source = type.source as { value?: unknown } | undefined;
  if (typeof source?.value !== 'string' || type.qualifier?.type !== 'Identifier') return undefined;
  return moduleType(source.value, type.qualifier.name, context);
}

/** The module that an import names. */
export function sourceOf(specifier: Node): string {
  const declaration = specifier.parent;
  return declaration?.type === 'ImportDeclaration' ? declaration.source.value : '';
}

const IMPORTED = /(Promise\s*<\s*)?import\(\s*['"]([^'"]+)['"]\s*\)\.([\w$]+)/;

/** What a JSDoc comment says of a parameter (`@param {import('pg').Pool} pool`) or, without a name, of the declaration itself (`@type`). */
export function documented(
  comment: string | undefined,
  parameter: string | undefined,
  context: OriginContext,
): Denotation | undefined {
  if (comment?.includes('import(') !== true) return undefined;
  const tag =
    parameter === undefined
      ? /@type\s*\{([^}]*)\}/
      : new RegExp(`@param\\s*\\{([^}]*)\\}\\s*\\[?${parameter.replace(/\$/g, '\\$')}\\b`);
  return written(tag.exec(comment)?.[1], context);
}

/** What a JSDoc comment says of what a function gives: `@returns {Promise<import('pg').PoolClient>}`. */
export function documentedResult(comment: string | undefined, context: OriginContext): Denotation | undefined {
  if (comment?.includes('import(') !== true) return undefined;
  return written(/@returns?\s*\{([^}]*)\}/.exec(comment)?.[1], context);
}

/** What a type means that is written in a comment. */
function written(type: string | undefined, context: OriginContext): Denotation | undefined {
  const imported = type === undefined ? null : IMPORTED.exec(type);
  if (!imported) return undefined;
  const found = moduleType(imported[2] ?? '', imported[3] ?? '', context);
  return imported[1] === undefined ? found : promised(found);
}
