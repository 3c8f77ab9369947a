import type { TSESTree } from '@typescript-eslint/utils';

import {
  type FunctionNode,
  type Node,
  boundIdentifier,
  documentedNode,
  isFunction,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, isGlobal } from '../lang/scopes.ts';
import { annotated, documented, importedName, sourceOf } from './annotations.ts';
import { requiredBy } from '../project/exports.ts';
import { callbackUse, listenerUse, settledBefore } from './calls.ts';
import { exportOf, memberOf } from './members.ts';
import { type Denotation, type OriginContext, WHOLE, awaited, instance } from './model.ts';
import { structureAnnotated } from './structures.ts';

/** What a name stands for. */
export function namedBy(identifier: TSESTree.Identifier, context: OriginContext): Denotation | undefined {
  const variable = context.scopes.variableOf(identifier);
  if (!variable || isGlobal(variable)) {
    const found = context.catalog.global(identifier.name);
    return found && { kind: 'value', ...found };
  }
  return context.heldBy(variable);
}

/** What a variable holds, by the first of: its import, its annotation, its initialiser, an assignment to it. */
export function variableDenotes(variable: Variable, context: OriginContext): Denotation | undefined {
  const definition = variable.defs[0];
  const node = definition?.node as Node | undefined;
  if (!definition || !node) return undefined;
  switch (definition.type as string) {
    case 'ImportBinding':
      return imported(node, context);
    case 'Parameter':
      return parameterDenotes(variable, node, context);
    case 'Variable':
      return declared(variable, node, context);
    case 'FunctionName':
      return isFunction(node) ? { kind: 'function', fn: node } : undefined;
    case 'ClassName':
      return node.type === 'ClassDeclaration' || node.type === 'ClassExpression' ? { kind: 'class', node } : undefined;
    default:
      return undefined;
  }
}

function imported(node: Node, context: OriginContext): Denotation | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    return reference.type === 'TSExternalModuleReference'
      ? moduleDenotes(reference.expression.value, context)
      : undefined;
  }
  const source = sourceOf(node);
  if (node.type === 'ImportNamespaceSpecifier') return moduleDenotes(source, context);
  const name = importNameOf(node);
  if (name === undefined) return undefined;
  const module = context.catalog.module(source);
  if (module) return exportOf(module.library, module.exports, name);
  return context.neighbours?.imported(source, name, 'value');
}

/** The name under which an import specifier takes something out of its module. */
function importNameOf(node: Node): string | undefined {
  if (node.type === 'ImportDefaultSpecifier') return 'default';
  return node.type === 'ImportSpecifier' ? importedName(node) : undefined;
}

/** The function of another file that an imported name stands for, whatever the text of that file promises. */
export function importedCode(variable: Variable, context: OriginContext): Denotation | undefined {
  const node = variable.defs[0]?.node as Node | undefined;
  if (node?.type === 'VariableDeclarator') return requiredCode(node, variable, context);
  const name = node && importNameOf(node);
  return name === undefined || !node ? undefined : context.neighbours?.imported(sourceOf(node), name, 'code');
}

/** `const close = require('./close')`, `const { close } = require('./files')`. */
function requiredCode(
  declarator: TSESTree.VariableDeclarator,
  variable: Variable,
  context: OriginContext,
): Denotation | undefined {
  const source = declarator.init ? requiredBy(declarator.init) : undefined;
  if (source === undefined) return undefined;
  const { id } = declarator;
  if (id.type === 'Identifier') return context.neighbours?.imported(source, WHOLE, 'code');
  const property =
    id.type === 'ObjectPattern'
      ? id.properties.find((each) => each.type === 'Property' && boundIdentifier(each.value)?.name === variable.name)
      : undefined;
  const name = property?.type === 'Property' ? propertyName(property) : undefined;
  return name === undefined ? undefined : context.neighbours?.imported(source, name, 'code');
}

/** The module of that specifier, as `import * as` gives it: one of the catalog or a file of the project. */
export function moduleDenotes(
  specifier: string,
  context: OriginContext,
  promise = false,
): Extract<Denotation, { kind: 'module' | 'namespace' }> | undefined {
  const found = context.catalog.module(specifier);
  if (found) return { kind: 'module', library: found.library, exports: found.exports, promise };
  const other = context.neighbours?.namespace(specifier);
  return other?.kind === 'namespace' ? other : undefined;
}

/** `require('./clients')` gives what that file assigns to `module.exports`, or all that it exports. */
export function requiredDenotes(specifier: string, context: OriginContext): Denotation | undefined {
  if (context.catalog.module(specifier)) return moduleDenotes(specifier, context);
  return context.neighbours?.imported(specifier, WHOLE, 'value') ?? context.neighbours?.namespace(specifier);
}

function declared(variable: Variable, node: Node, context: OriginContext): Denotation | undefined {
  if (node.type !== 'VariableDeclarator') return undefined;
  const name = variable.identifiers[0] as Node | undefined;
  const noted =
    node.id.type === 'Identifier'
      ? (annotated(node.id, context) ?? documented(context.docOf(node.parent), undefined, context))
      : undefined;
  if (noted) return noted;
  const loop = node.parent.parent;
  if ((loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') && loop.left === node.parent) {
    return loop.type === 'ForOfStatement' && name
      ? taken(node.id, name, elementOf(context.denote(loop.right)), context)
      : undefined;
  }
  const initial = node.init && name ? taken(node.id, name, context.denote(node.init), context) : undefined;
  const known = initial ?? assigned(variable, context);
  return known ?? (name && taken(node.id, name, structureAnnotated(node.id, context), context));
}

/** What an assignment to a variable gives it: `client = await pool.connect()`, `({ body } = await request(url))`. */
function assigned(variable: Variable, context: OriginContext): Denotation | undefined {
  for (const reference of variable.references) {
    const written = reference.writeExpr;
    if (!reference.isWrite() || reference.init || !written) continue;
    const assignment = assignmentOf(reference.identifier);
    const found = assignment && taken(assignment.left, reference.identifier, context.denote(assignment.right), context);
    if (found) return found;
  }
  return undefined;
}

function assignmentOf(name: Node): TSESTree.AssignmentExpression | undefined {
  let at: Node | undefined = name;
  while (at && at.type !== 'AssignmentExpression') {
    if (at.type.endsWith('Statement') || at.type === 'VariableDeclarator') return undefined;
    at = at.parent;
  }
  return at;
}

/** What a name takes out of a value through a pattern: `b` of `{ body: b }`, `[a, b]`. */
function taken(
  pattern: Node,
  name: Node,
  value: Denotation | undefined,
  context: OriginContext,
): Denotation | undefined {
  if (!value) return undefined;
  if (pattern === name) return value;
  if (pattern.type === 'AssignmentPattern') return taken(pattern.left, name, value, context);
  if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) {
      const key = property.type === 'Property' ? propertyName(property) : undefined;
      if (property.type !== 'Property' || key === undefined || !holdsName(property.value, name)) continue;
      return taken(property.value, name, memberOf(value, key, context), context);
    }
  }
  if (pattern.type === 'ArrayPattern') {
    const index = pattern.elements.findIndex((element) => element && holdsName(element, name));
    const element = pattern.elements[index];
    return element ? taken(element, name, itemOf(value, index), context) : undefined;
  }
  return undefined;
}

function holdsName(pattern: Node, name: Node): boolean {
  for (let at: Node | undefined = name; at; at = at.parent) if (at === pattern) return true;
  return false;
}

function itemOf(value: Denotation, index: number): Denotation | undefined {
  if (value.kind === 'tuple') return value.elements[index];
  return value.kind === 'collection' ? value.element : undefined;
}

/** What the elements of a collection are. */
export function elementOf(value: Denotation | undefined): Denotation | undefined {
  if (value?.kind === 'collection') return value.element;
  return value?.kind === 'tuple' ? value.elements.find((element) => element !== undefined) : undefined;
}

function parameterDenotes(variable: Variable, node: Node, context: OriginContext): Denotation | undefined {
  if (!isFunction(node)) return undefined;
  const name = variable.identifiers[0] as Node | undefined;
  const index = node.params.findIndex((parameter) => name && holdsName(parameter, name));
  const parameter = node.params[index];
  if (!parameter || !name) return undefined;
  const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  if (boundIdentifier(pattern) !== name) {
    const handed = handedTo(node, index, context);
    if (handed) return taken(pattern, name, handed, context);
    const said = annotated(pattern, context) ?? structureAnnotated(pattern, context);
    return defaultIn(pattern, name, context) ?? taken(pattern, name, said, context);
  }
  return (
    annotated(pattern, context) ??
    documented(context.docOf(documentedNode(node)), variable.name, context) ??
    handedTo(node, index, context) ??
    (pattern.type === 'AssignmentPattern' ? context.denote(pattern.right) : undefined) ??
    structureAnnotated(pattern, context)
  );
}

/** `{ fetch = globalThis.fetch }`: the default of the property that binds the name. */
function defaultIn(pattern: Node, name: Node, context: OriginContext): Denotation | undefined {
  const parent = name.parent;
  return parent?.type === 'AssignmentPattern' && parent.left === name && holdsName(pattern, parent)
    ? context.denote(parent.right)
    : undefined;
}

const EACH = new Set(['forEach', 'map', 'filter', 'flatMap', 'some', 'every', 'find', 'findLast']);

/** What the caller of a callback hands to one of its parameters. */
function handedTo(fn: FunctionNode, index: number, context: OriginContext): Denotation | undefined {
  const call = callHolding(fn);
  if (!call) return undefined;
  const made = context.callOf(call);
  const use = (made && callbackUse(call, made, context)) ?? listenerUse(call, context);
  if (use?.fn === fn) return use.value === index ? instance(use.ref) : undefined;
  if (call.type !== 'CallExpression' || call.arguments[0] !== fn || index !== 0) return undefined;
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (callee.type === 'MemberExpression' && method !== undefined && EACH.has(method))
    return elementOf(context.denote(callee.object));
  return awaited(settledBefore(call, context));
}

/** The call that a function literal is an argument of, seen through one wrapping call. */
function callHolding(fn: FunctionNode): TSESTree.CallExpression | TSESTree.NewExpression | undefined {
  const call = fn.parent as Node | undefined;
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return undefined;
  const outer = call.parent as Node | undefined;
  const wraps =
    outer?.type === 'CallExpression' &&
    outer.callee !== call &&
    call.callee.type === 'Identifier' &&
    call.arguments.length === 1;
  return wraps ? outer : call;
}
