import type { TSESTree } from '@typescript-eslint/utils';

import { unversioned } from '../catalog/specifiers.ts';
import { type ClassNode, type Node, enclosingClass, isClass, propertyName, unwrap } from '../lang/nodes.ts';
import { type Variable, constantInit, isGlobal } from '../lang/scopes.ts';
import type { ScopeSource } from './model.ts';

/** Something that a module exports, by the names that lead to it; `global` for what is there without an import. */
export interface Exported {
  readonly module: string;
  readonly name: string;
}

type Source = Pick<ScopeSource, 'scopes' | 'census'>;

/** How far a chain of names and calls is followed. */
const DEPTH = 12;

/** The export of a module that an expression is: `express`, `http.createServer`, `require('express').Router`. */
export function exportedAs(node: Node, source: Source, depth = 0): Exported | undefined {
  const inner = unwrap(node);
  if (depth > DEPTH) return undefined;
  switch (inner.type) {
    case 'Identifier':
      return named(inner, source, depth);
    case 'MemberExpression': {
      const name = propertyName(inner);
      const of = name === undefined ? undefined : exportedAs(inner.object, source, depth + 1);
      return of && name !== undefined ? { module: of.module, name } : undefined;
    }
    case 'AwaitExpression':
      return exportedAs(inner.argument, source, depth + 1);
    case 'ImportExpression':
      return moduleOf(inner.source);
    case 'CallExpression':
      return inner.callee.type === 'Identifier' && inner.callee.name === 'require' && inner.arguments[0]
        ? moduleOf(inner.arguments[0])
        : undefined;
    default:
      return undefined;
  }
}

function moduleOf(specifier: Node): Exported | undefined {
  return specifier.type === 'Literal' && typeof specifier.value === 'string'
    ? { module: unversioned(specifier.value), name: 'default' }
    : undefined;
}

function named(identifier: TSESTree.Identifier, source: Source, depth: number): Exported | undefined {
  const variable = source.scopes.variableOf(identifier);
  if (!variable || isGlobal(variable)) return { module: 'global', name: identifier.name };
  const node = variable.defs[0]?.node as Node | undefined;
  if (node?.type === 'VariableDeclarator' && node.init) {
    const init = exportedAs(node.init, source, depth + 1);
    if (!init || node.id.type === 'Identifier') return constantInit(variable) ? init : undefined;
    const key = node.id.type === 'ObjectPattern' ? keyOf(node.id, variable) : undefined;
    return key === undefined ? undefined : { module: init.module, name: key };
  }
  return imported(variable);
}

/** `get` of `const { get: fetchUser } = …`. */
function keyOf(pattern: TSESTree.ObjectPattern, variable: Variable): string | undefined {
  const property = pattern.properties.find(
    (each) => each.type === 'Property' && (variable.identifiers as readonly Node[]).includes(each.value),
  );
  return property && propertyName(property);
}

/** The export that an import binds to a name, for values and types alike. */
function imported(variable: Variable): Exported | undefined {
  const node = variable.defs[0]?.node as Node | undefined;
  const declaration = node?.parent;
  if (node?.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    return reference.type === 'TSExternalModuleReference' ? moduleOf(reference.expression) : undefined;
  }
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const module = unversioned(declaration.source.value);
  if (node?.type === 'ImportSpecifier')
    return { module, name: node.imported.type === 'Identifier' ? node.imported.name : node.imported.value };
  return { module, name: 'default' };
}

/** The export that a type is, as written: `Request`, `express.Request`, the first of them in a union with nothing. */
export function typeExported(type: TSESTree.TypeNode, source: Source): Exported | undefined {
  if (type.type === 'TSTypeOperator') return type.typeAnnotation && typeExported(type.typeAnnotation, source);
  if (type.type === 'TSImportType') {
    const specifier = (type as { source?: { value?: unknown } }).source?.value;
    const name = type.qualifier?.type === 'Identifier' ? type.qualifier.name : undefined;
    return typeof specifier === 'string' && name !== undefined ? { module: unversioned(specifier), name } : undefined;
  }
  if (type.type !== 'TSTypeReference') return undefined;
  const name = type.typeName;
  if (name.type === 'Identifier') {
    const variable = source.scopes.variableOf(name);
    return !variable || isGlobal(variable) ? { module: 'global', name: name.name } : imported(variable);
  }
  if (name.type !== 'TSQualifiedName' || name.left.type !== 'Identifier') return undefined;
  const variable = source.scopes.variableOf(name.left);
  const module = variable && imported(variable)?.module;
  return module === undefined ? undefined : { module, name: name.right.name };
}

/** The export whose call or construction gave an object, or by whose type it is annotated: `createServer` for `http.createServer().listen(80)`. */
export function madeBy(node: Node, source: Source, depth = 0): Exported | undefined {
  const inner = unwrap(node);
  if (depth > DEPTH) return undefined;
  switch (inner.type) {
    case 'Identifier': {
      const variable = source.scopes.variableOf(inner);
      return variable && heldBy(variable, source, depth);
    }
    case 'AwaitExpression':
      return madeBy(inner.argument, source, depth + 1);
    case 'AssignmentExpression':
      return madeBy(inner.right, source, depth + 1);
    case 'NewExpression':
    case 'CallExpression': {
      const callee = unwrap(inner.callee);
      const chain = callee.type === 'MemberExpression' ? madeBy(callee.object, source, depth + 1) : undefined;
      return chain ?? productOf(callee, source, depth);
    }
    case 'MemberExpression':
      if (inner.object.type === 'ThisExpression') return fieldMadeBy(inner, source, depth);
      // `functions.region('europe-west1').https`: a chain goes on.
      return inner.object.type === 'CallExpression' ? madeBy(inner.object, source, depth + 1) : undefined;
    case 'ThisExpression': {
      const owner = enclosingClass(inner);
      return owner && baseOf(owner, source);
    }
    default:
      return undefined;
  }
}

function productOf(callee: Node, source: Source, depth: number): Exported | undefined {
  // What `require` gives is the module, and no object of it.
  if (callee.type === 'Identifier' && callee.name === 'require') return undefined;
  const variable = callee.type === 'Identifier' ? source.scopes.variableOf(callee) : undefined;
  const declared = variable?.defs[0]?.node as Node | undefined;
  return isClass(declared) ? baseOf(declared, source) : exportedAs(callee, source, depth + 1);
}

/** The export that a class extends. */
function baseOf(owner: ClassNode, source: Source): Exported | undefined {
  return owner.superClass ? exportedAs(owner.superClass, source) : undefined;
}

function heldBy(variable: Variable, source: Source, depth: number): Exported | undefined {
  const [definition] = variable.defs;
  const name = definition?.name as Node | undefined;
  const annotation = name && 'typeAnnotation' in name ? name.typeAnnotation : undefined;
  const typed = annotation?.type === 'TSTypeAnnotation' ? typeExported(annotation.typeAnnotation, source) : undefined;
  const init = constantInit(variable);
  const written = variable.references.flatMap((reference) => (reference.writeExpr ? [reference.writeExpr] : []));
  const value = init ?? (written.length === 1 ? written[0] : undefined);
  return typed ?? (value && madeBy(value, source, depth + 1));
}

/** `this.app`, by the annotation, the initialiser or the only assignment of the field. */
function fieldMadeBy(member: TSESTree.MemberExpression, source: Source, depth: number): Exported | undefined {
  const owner = enclosingClass(member);
  const name = propertyName(member);
  if (!owner || name === undefined) return undefined;
  for (const each of owner.body.body) {
    if (each.type !== 'PropertyDefinition' || propertyName(each) !== name) continue;
    const typed = each.typeAnnotation && typeExported(each.typeAnnotation.typeAnnotation, source);
    const found = typed ?? (each.value ? madeBy(each.value, source, depth + 1) : undefined);
    if (found) return found;
  }
  const [written] = source.census.writesTo(owner, name);
  return written && madeBy(written, source, depth + 1);
}
