import type { TSESTree } from '@typescript-eslint/utils';

import { own } from '../catalog/index.ts';
import type { Library, Value } from '../catalog/vocabulary.ts';
import {
  type ClassNode,
  type Node,
  boundIdentifier,
  enclosingClass,
  isFunction,
  propertyName,
  propertyOf,
  unwrap,
} from '../lang/nodes.ts';
import { constantInit } from '../lang/scopes.ts';
import { annotated } from './annotations.ts';
import { type Denotation, type OriginContext, instance, seenFrom } from './model.ts';
import { memberOfStructure, structureAnnotated } from './structures.ts';

/** What the member of that name of a value is. */
export function memberOf(of: Denotation, name: string, context: OriginContext): Denotation | undefined {
  switch (of.kind) {
    case 'module':
      return exportOf(of.library, of.exports, name);
    case 'value':
      return memberOfValue(of.library, of.value, name, context);
    case 'instance': {
      const read = own(of.ref.type.members, name)?.read;
      return read === undefined ? undefined : instance(context.catalog.resolve(of.ref.library, read));
    }
    case 'object':
      return fieldOf(of.of, name, context);
    case 'class':
      return staticOf(of.node, name, context);
    case 'record':
      return propertyDenotes(of.literal, name, context);
    case 'structure':
      return memberOfStructure(of, name, context);
    case 'namespace':
      return context.neighbours?.exported(of.path, name, 'value');
    case 'elsewhere':
      return seenFrom(context, memberOf(of.of, name, of.home), of.home);
    default:
      return undefined;
  }
}

/** What the property of that name of an object literal is. */
function propertyDenotes(
  literal: TSESTree.ObjectExpression,
  name: string,
  context: OriginContext,
): Denotation | undefined {
  const value = propertyOf(literal, name);
  return value && value !== 'absent' ? context.denote(value) : undefined;
}

/** What a module exports under a name. The default of a CommonJS module is the module, and its members are exports. */
export function exportOf(
  library: Library,
  exports: Readonly<Record<string, Value>>,
  name: string,
): Denotation | undefined {
  let value = own(exports, name);
  if (value?.same !== undefined) value = own(exports, value.same);
  if (value) return { kind: 'value', library, value };
  if (name === 'default') return { kind: 'module', library, exports, promise: false };
  const nested = own(own(exports, 'default')?.members, name);
  return nested && { kind: 'value', library, value: nested };
}

function memberOfValue(library: Library, value: Value, name: string, context: OriginContext): Denotation | undefined {
  const member = own(value.members, name);
  if (member) return { kind: 'value', library, value: member };
  if (name === 'default') return { kind: 'value', library, value };
  if (value.is === undefined) return undefined;
  const type = context.catalog.resolve(library, value.is);
  return type && memberOf({ kind: 'instance', ref: type, promise: false, fresh: 'no' }, name, context);
}

/** What `this` is at a place: an object of the class round it. */
export function thisAt(node: Node): Denotation | undefined {
  const home = enclosingClass(node);
  return home && { kind: 'object', of: home };
}

/** What a field or method of a class holds: by its annotation, its initialiser, a parameter property, or an assignment to `this.name` in the class. */
function fieldOf(node: ClassNode, name: string, context: OriginContext): Denotation | undefined {
  for (const member of node.body.body) {
    if (propertyName(member) === name && !('static' in member && member.static)) {
      const found = declaredMember(member, context);
      if (found) return found;
    }
    const parameter =
      member.type === 'MethodDefinition' &&
      member.kind === 'constructor' &&
      member.value.params.find((each) => parameterName(each) === name);
    if (parameter && parameter.type === 'TSParameterProperty') {
      const found = annotated(parameter.parameter, context);
      if (found) return found;
    }
  }
  for (const value of context.census.writesTo(node, name)) {
    const found = context.denote(value);
    if (found) return found;
  }
  return fieldStructure(node, name, context) ?? inherited(node, context, (base, home) => fieldOf(base, name, home));
}

/** What the type of a field, or of the parameter that is one, says of its parts. */
function fieldStructure(node: ClassNode, name: string, context: OriginContext): Denotation | undefined {
  for (const member of node.body.body) {
    const isField = member.type === 'PropertyDefinition' || member.type === 'AccessorProperty';
    if (isField && !member.static && propertyName(member) === name) return structureAnnotated(member, context);
    const parameters = member.type === 'MethodDefinition' && member.kind === 'constructor' ? member.value.params : [];
    const parameter = parameters.find((each) => parameterName(each) === name);
    if (parameter?.type === 'TSParameterProperty') return structureAnnotated(parameter.parameter, context);
  }
  return undefined;
}

function staticOf(node: ClassNode, name: string, context: OriginContext): Denotation | undefined {
  for (const member of node.body.body) {
    if (propertyName(member) === name && 'static' in member && member.static) return declaredMember(member, context);
  }
  return inherited(node, context, (base, home) => staticOf(base, name, home));
}

function inherited(
  node: ClassNode,
  context: OriginContext,
  ask: (base: ClassNode, home: OriginContext) => Denotation | undefined,
): Denotation | undefined {
  const base = node.superClass ? context.denote(node.superClass) : undefined;
  if (base?.kind === 'elsewhere' && base.of.kind === 'class')
    return seenFrom(context, ask(base.of.node, base.home), base.home);
  return base?.kind === 'class' && base.node !== node ? ask(base.node, context) : undefined;
}

function declaredMember(member: TSESTree.ClassElement, context: OriginContext): Denotation | undefined {
  if (member.type === 'MethodDefinition') {
    if (member.kind === 'get' && isFunction(member.value)) return context.resultOf(member.value);
    return isFunction(member.value) ? { kind: 'function', fn: member.value } : undefined;
  }
  if (member.type !== 'PropertyDefinition' && member.type !== 'AccessorProperty') return undefined;
  const declared = annotated(member, context);
  if (declared || !member.value) return declared;
  const value = unwrap(member.value);
  return isFunction(value) ? { kind: 'function', fn: value } : context.denote(value);
}

function parameterName(node: Node): string | undefined {
  if (node.type !== 'TSParameterProperty') return undefined;
  return boundIdentifier(node.parameter)?.name;
}

/** What a member of a constant's object literal is: `clients.db` of `const clients = { db: new Pool() }`. */
export function literalMember(object: Node, name: string, context: OriginContext): Denotation | undefined {
  const variable = object.type === 'Identifier' ? context.scopes.variableOf(object) : undefined;
  const init = variable && constantInit(variable);
  const literal = init && unwrap(init);
  if (literal?.type !== 'ObjectExpression') return undefined;
  const property = literal.properties.find((each) => each.type === 'Property' && propertyName(each) === name);
  return property?.type === 'Property' ? context.denote(property.value) : undefined;
}
