import type { TSESTree } from '@typescript-eslint/utils';

import { type Node, propertyName } from '../lang/nodes.ts';
import { isGlobal } from '../lang/scopes.ts';
import { importedName, sourceOf, typeDenotes } from './annotations.ts';
import { type Denotation, type OriginContext, type Signature, type Structure, seenFrom } from './model.ts';

/**
 * What the annotation of a binding, parameter or field says of the parts of a value: the members of an object type, or what calling a
 * function type gives. It is the weakest evidence there is: whoever knows the value itself does not ask.
 *
 *     interface Clients { redis: Redis; pool(): Pool }
 *     const load = ({ redis, pool }: Clients) => …   // a Redis that somebody else has, and a function that gives a Pool
 */
export function structureAnnotated(node: Node, context: OriginContext): Structured | undefined {
  const target = node.type === 'AssignmentPattern' ? node.left : node;
  const written = 'typeAnnotation' in target ? target.typeAnnotation : undefined;
  return written?.type === 'TSTypeAnnotation' ? structureOf(written.typeAnnotation, context) : undefined;
}

type Structured = Extract<Denotation, { kind: 'structure' | 'signature' | 'elsewhere' }>;

/** How many names of types may lead to each other. */
const DEEPEST = 5;
const TRANSPARENT = new Set(['Readonly', 'Required', 'NonNullable', 'Partial', 'Omit', 'Pick']);

function structureOf(type: TSESTree.TypeNode, context: OriginContext, depth = 0): Structured | undefined {
  if (depth > DEEPEST) return undefined;
  switch (type.type) {
    case 'TSTypeLiteral':
      return { kind: 'structure', parts: [type] };
    case 'TSFunctionType':
      return type.returnType && { kind: 'signature', gives: type.returnType.typeAnnotation };
    case 'TSUnionType': {
      const [only, ...others] = type.types.filter((each) => !/^TS(?:Undefined|Null)Keyword$/.test(each.type));
      return only && others.length === 0 ? structureOf(only, context, depth + 1) : undefined;
    }
    case 'TSIntersectionType':
      return together(type.types.map((each) => structureOf(each, context, depth + 1)));
    case 'TSTypeReference':
      return structureNamed(type, context, depth);
    default:
      return undefined;
  }
}

/** `Base & { redis: Redis }`; parts of other files stand for themselves. */
function together(found: readonly (Structured | undefined)[]): Structured | undefined {
  const parts = found.flatMap((each) => (each?.kind === 'structure' ? each.parts : []));
  return parts.length > 0 ? { kind: 'structure', parts } : found.find(Boolean);
}

function structureNamed(
  { typeName, typeArguments }: TSESTree.TSTypeReference,
  context: OriginContext,
  depth: number,
): Structured | undefined {
  if (typeName.type !== 'Identifier') return undefined;
  const variable = context.scopes.variableOf(typeName);
  if (!variable || isGlobal(variable)) {
    const [first] = typeArguments?.params ?? [];
    return first && TRANSPARENT.has(typeName.name) ? structureOf(first, context, depth + 1) : undefined;
  }
  return structureDeclared(variable.defs[0]?.node, context, depth);
}

/** The structure of the type that a declaration declares, or imports. */
export function structureDeclared(
  definition: Node | undefined,
  context: OriginContext,
  depth = 0,
): Structured | undefined {
  switch (definition?.type) {
    case 'TSTypeAliasDeclaration':
      return structureOf(definition.typeAnnotation, context, depth + 1);
    case 'TSInterfaceDeclaration':
      return { kind: 'structure', parts: [definition] };
    case 'ImportSpecifier': {
      const source = sourceOf(definition);
      const found = context.catalog.module(source)
        ? undefined
        : context.neighbours?.imported(source, importedName(definition), 'structure');
      return found?.kind === 'elsewhere' ? found : undefined;
    }
    default:
      return undefined;
  }
}

/** What the member of that name of an object type is. */
export function memberOfStructure(
  { parts }: Structure,
  name: string,
  context: OriginContext,
  depth = 0,
): Denotation | undefined {
  for (const part of parts) {
    const members = part.type === 'TSTypeLiteral' ? part.members : part.body.body;
    const member = members.find((each) => propertyName(each) === name);
    if (member) return declaredAs(member, context);
  }
  const bases = parts.flatMap((part) => (part.type === 'TSInterfaceDeclaration' ? part.extends : []));
  for (const { expression } of depth < DEEPEST ? bases : []) {
    const variable = expression.type === 'Identifier' ? context.scopes.variableOf(expression) : undefined;
    const base = variable && structureDeclared(variable.defs[0]?.node, context);
    const found =
      base?.kind === 'structure'
        ? memberOfStructure(base, name, context, depth + 1)
        : base?.kind === 'elsewhere' && base.of.kind === 'structure'
          ? seenFrom(context, memberOfStructure(base.of, name, base.home, depth + 1), base.home)
          : undefined;
    if (found) return found;
  }
  return undefined;
}

function declaredAs(member: TSESTree.TypeElement, context: OriginContext): Denotation | undefined {
  if (member.type === 'TSPropertySignature' && member.typeAnnotation)
    return meant(member.typeAnnotation.typeAnnotation, context);
  if (member.type !== 'TSMethodSignature' || !member.returnType) return undefined;
  const gives = member.returnType.typeAnnotation;
  return member.kind === 'get' ? meant(gives, context) : { kind: 'signature', gives };
}

function meant(type: TSESTree.TypeNode, context: OriginContext): Denotation | undefined {
  return typeDenotes(type, context) ?? structureOf(type, context);
}

/** What more is known of than its type: of `options.fetch ?? fetch` the second. */
export function telling(of: Denotation | undefined): Denotation | undefined {
  const kind = of?.kind === 'elsewhere' ? of.of.kind : of?.kind;
  return kind === 'structure' || kind === 'signature' ? undefined : of;
}

/** What calling something gives of which only the type is known: somebody else's, as far as anybody here can tell. */
export function givenBy(called: Denotation | undefined, context: OriginContext): Denotation | undefined {
  if (called?.kind === 'signature') return given(called, context);
  if (called?.kind !== 'elsewhere' || called.of.kind !== 'signature') return undefined;
  return seenFrom(context, given(called.of, called.home), called.home);
}

/** A response or a lease that a type promises may be one that was made by hand, or that somebody keeps: only what is used to get more counts. */
function given({ gives }: Signature, context: OriginContext): Denotation | undefined {
  const found = meant(gives, context);
  return found?.kind === 'instance' && found.ref.type.kind !== 'client' ? undefined : found;
}
