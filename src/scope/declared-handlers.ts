import type { TSESTree } from '@typescript-eslint/utils';

import type { ClassHandlers, Framework } from '../catalog/frameworks/vocabulary.ts';
import {
  type ClassNode,
  type FunctionNode,
  type Node,
  documentedNode,
  isFunction,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { perObject } from '../memo.ts';
import { type Exported, exportedAs, typeExported } from './exports.ts';
import { firstName } from './looks.ts';
import type { Handler, ScopeSource } from './model.ts';

/** What declarations say of functions: the types of their parameters and of themselves, decorators, and the names under which they are exported. */

/** Whether a function is a handler by its types: `(request: FastifyRequest) => …`, `const list: RequestHandler = …`. */
export function annotatedHandler(fn: FunctionNode, source: ScopeSource): Handler | undefined {
  const { functions, parameters } = typesOf(source.frameworks);
  const own = functionType(fn, source);
  const types = fn.params
    .slice(0, 2)
    .flatMap((parameter, i) => parameterType(parameter, source) ?? documentedType(fn, i, source) ?? []);
  const taken = types.flatMap((type) => parameters.get(keyOf(type)) ?? []);
  // Of several frameworks the one that stands first in the list is named, whichever parameter tells of it.
  const found = (own && functions.get(keyOf(own))) ?? source.frameworks.find((each) => taken.includes(each));
  return found && { fn, framework: found.name, unit: found.unit };
}

/** The first framework to each exported type of handlers, and to each of which a parameter of theirs is. */
const typesOf = perObject((frameworks: readonly Framework[]) => {
  const functions = new Map<string, Framework>();
  const parameters = new Map<string, Framework>();
  const add = (types: Map<string, Framework>, framework: Framework, names: readonly string[] = []): void => {
    for (const module of framework.modules)
      for (const name of names) if (!types.has(keyOf({ module, name }))) types.set(keyOf({ module, name }), framework);
  };
  for (const each of frameworks) {
    add(functions, each, each.functions);
    add(parameters, each, each.parameters);
  }
  return { functions, parameters };
});

function keyOf({ module, name }: Exported): string {
  return `${name} ${module}`;
}

function parameterType(parameter: Node, source: ScopeSource): Exported | undefined {
  const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined;
  return annotation?.type === 'TSTypeAnnotation' ? typeExported(annotation.typeAnnotation, source) : undefined;
}

const IMPORTED = /import\(\s*['"]([^'"]+)['"]\s*\)\.([\w$]+)/;

/** A parameter that a JSDoc comment gives an imported type. */
function documentedType(fn: FunctionNode, position: number, source: ScopeSource): Exported | undefined {
  const parameter = fn.params[position];
  const comment = parameter?.type === 'Identifier' ? source.docOf(documentedNode(fn)) : undefined;
  if (comment === undefined || parameter?.type !== 'Identifier') return undefined;
  for (const [, written = '', name] of comment.matchAll(/@param\s*\{([^}]*)\}\s*\[?([\w$]+)/g)) {
    const found = name === parameter.name ? IMPORTED.exec(written) : null;
    if (found) return { module: found[1] ?? '', name: found[2] ?? '' };
  }
  return undefined;
}

/** The type that a function itself is said to be of: by its variable, its property, `satisfies` or `as`. */
function functionType(fn: FunctionNode, source: ScopeSource): Exported | undefined {
  const parent = fn.parent as Node | undefined;
  if (parent?.type === 'TSAsExpression' || parent?.type === 'TSSatisfiesExpression')
    return typeExported(parent.typeAnnotation, source);
  const holder =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'PropertyDefinition' ? parent : undefined;
  const annotation = holder && 'typeAnnotation' in holder ? holder.typeAnnotation : undefined;
  return annotation?.type === 'TSTypeAnnotation' ? typeExported(annotation.typeAnnotation, source) : undefined;
}

/** The methods of a class that a framework calls: `@Get() list()`, `canActivate` of a guard. */
export function methodHandlers(owner: ClassNode, source: ScopeSource): readonly Handler[] {
  return withClasses(source.frameworks).flatMap((framework) =>
    (framework.classes ?? []).flatMap((each) =>
      isSuch(owner, each, framework, source)
        ? owner.body.body.flatMap((member) => handlerOf(member, each, framework, source))
        : [],
    ),
  );
}

const withClasses = perObject((frameworks: readonly Framework[]) => frameworks.filter(({ classes }) => classes));

function handlerOf(
  member: TSESTree.ClassElement,
  { methods, decorated, unit }: ClassHandlers,
  framework: Framework,
  source: ScopeSource,
): readonly Handler[] {
  if (member.type !== 'MethodDefinition' || member.kind !== 'method' || !isFunction(member.value)) return [];
  const isOne =
    methods?.includes(propertyName(member) ?? '') === true ||
    decorated?.some((name) => isDecorated(member, name, framework, source)) === true;
  return isOne ? [{ fn: member.value, framework: framework.name, unit: unit ?? framework.unit }] : [];
}

function isSuch(
  owner: ClassNode,
  { decorator, of }: ClassHandlers,
  framework: Framework,
  source: ScopeSource,
): boolean {
  if (decorator !== undefined) return isDecorated(owner, decorator, framework, source);
  if (of === undefined) return true;

  const interfaces = (owner as { readonly implements?: typeof owner.implements }).implements ?? [];
  const named = [
    ...interfaces.map(({ expression }) => expression as Node),
    ...(owner.superClass ? [owner.superClass] : []),
  ];
  return named.some((each) => isExport(exportedAs(each, source), of, framework));
}

function isDecorated(
  { decorators }: { readonly decorators?: readonly TSESTree.Decorator[] },
  name: string,
  framework: Framework,
  source: ScopeSource,
): boolean {
  return (decorators ?? []).some(({ expression }) => {
    const inner = unwrap(expression);
    return isExport(exportedAs(inner.type === 'CallExpression' ? inner.callee : inner, source), name, framework);
  });
}

function isExport(found: Exported | undefined, name: string, { modules }: Framework): boolean {
  return found?.name === name && modules.includes(found.module);
}

/** Whether a framework finds the function by the name under which the module exports it: `GET` of `app/users/route.ts`. */
export function exportedHandler(fn: FunctionNode, name: string, source: ScopeSource): Handler | undefined {
  const found = source.frameworks.find(
    ({ exported }) =>
      exported?.some(
        ({ names, path, parameter }) =>
          names.includes(name) &&
          (path === undefined || new RegExp(path).test(source.path)) &&
          (!parameter || parameter.includes(firstName(fn) ?? '')),
      ) === true,
  );
  return found && { fn, framework: found.name, unit: found.unit };
}
