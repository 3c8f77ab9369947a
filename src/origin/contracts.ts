import type { TSESTree } from '@typescript-eslint/utils';

import type { Role, Wrapper } from '../catalog/vocabulary.ts';
import {
  type ClassNode,
  type FunctionNode,
  type Node,
  boundIdentifier,
  documentedNode,
  isFunction,
  propertyName,
  unwrap,
  wholeName,
} from '../lang/nodes.ts';
import { importedName, sourceOf } from './annotations.ts';
import type { Home, Located, OriginContext } from './model.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/**
 * What somebody has said of a function in so many words: in its comment, or in the settings.
 `@disposes client` above `function finish(client) { queue.push(client); }`.
 *
 * Of a parameter `@owns` says that the function takes it over, `@disposes` that it ends it, `@borrows` that it only works with it. Of
 * what the function gives `@owns` says that it is the caller's, and `@borrows` that it is somebody else's. The code is not asked then.
 */
const TAG = /@(owns|disposes|borrows)\b(?:[^\S\n]+\[?([\w$.]+))?/g;

/** What the comment of a function says of what it gives; undefined when it says nothing. */
export function saidOfResult(fn: FunctionNode, context: Pick<OriginContext, 'docOf'>): Role | undefined {
  return said(fn, (name) => name === undefined || name === 'returns' || name === 'result', context);
}

/** What the comment of a function says of a parameter, or of a property of it; undefined when it says nothing. */
export function saidOfParameter(
  fn: FunctionNode,
  position: number,
  property: string | undefined,
  context: Pick<OriginContext, 'docOf'>,
): Role | undefined {
  const parameter = fn.params[position];
  const name = boundIdentifier(parameter)?.name;
  if (property === undefined) return name === undefined ? undefined : said(fn, (each) => each === name, context);
  if (name !== undefined) return said(fn, (each) => each === `${name}.${property}`, context);
  // What is taken apart has no name but those of its parts: `@owns options.client`.
  return said(fn, (each) => each === property || each?.endsWith(`.${property}`) === true, context);
}

function said(
  fn: FunctionNode,
  isMeant: (name: string | undefined) => boolean,
  context: Pick<OriginContext, 'docOf'>,
): Role | undefined {
  const comment = context.docOf(documentedNode(fn));
  if (comment?.includes('@') !== true) return undefined;
  for (const [, role, name] of comment.matchAll(TAG)) if (isMeant(name)) return role as Role;
  return undefined;
}

/** What has been said of an argument of a call, or of a property of the literal that stands there. */
export function roleAt(call: Call, position: number, property: string | undefined, home: Home): Role | undefined {
  const wrapper = property === undefined ? wrapperOf(call, home) : undefined;
  const named = (['owns', 'disposes', 'borrows'] as const).find((role) => wrapper?.[role] === position);
  if (named) return named;
  const called = call.type === 'NewExpression' ? constructorOf(call, home) : home.calleeOf(call);
  return called && saidOfParameter(called.fn, position, property, called.home);
}

/** The constructor that a construction runs, of this file or another of the project. */
function constructorOf(call: TSESTree.NewExpression, home: Home): Located | undefined {
  const of = home.codeOf(call.callee);
  const node = of?.kind === 'elsewhere' ? of.of : of;
  if (node?.kind !== 'class') return undefined;
  const fn = bodyOfConstructor(node.node);
  return fn && { fn, home: of?.kind === 'elsewhere' ? of.home : home };
}

function bodyOfConstructor({ body }: ClassNode): FunctionNode | undefined {
  const found = body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
  return found?.type === 'MethodDefinition' && isFunction(found.value) ? found.value : undefined;
}

/** The entry of the settings that names what a call calls. */
export function wrapperOf(call: Call, context: Pick<OriginContext, 'catalog' | 'scopes'>): Wrapper | undefined {
  if (context.catalog.wrappers.length === 0) return undefined;
  const callee = unwrap(call.callee);
  return context.catalog.wrappers.find((each) => isNamed(callee, each, context));
}

function isNamed(callee: Node, { name, from }: Wrapper, { scopes }: Pick<OriginContext, 'scopes'>): boolean {
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const variable = root.type === 'Identifier' ? scopes.variableOf(root) : undefined;
  const definition = variable?.defs[0]?.node as Node | undefined;
  const imported = definition?.type === 'ImportSpecifier' ? importedName(definition) : undefined;
  const isOfModule = definition?.type === 'ImportNamespaceSpecifier' || definition?.type === 'ImportDefaultSpecifier';
  const member = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  const isCalledSo =
    wholeName(callee) === name ||
    (callee.type === 'Identifier' ? imported === name : isOfModule && from !== undefined && member === name);
  if (!isCalledSo || from === undefined) return isCalledSo;
  const source = definition && /^Import/.test(definition.type) ? sourceOf(definition) : requiredFrom(definition);
  return source !== undefined && endsWith(source, from);
}

/** `const db = require('./lib/db')`. */
function requiredFrom(definition: Node | undefined): string | undefined {
  const init = definition?.type === 'VariableDeclarator' ? definition.init : undefined;
  const call = init && unwrap(init);
  const source = call?.type === 'CallExpression' ? call.arguments[0] : undefined;
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;
}

/** Whether a specifier ends with a path, file extensions and leading dots left out: `../lib/db.js` with `lib/db`. */
function endsWith(specifier: string, path: string): boolean {
  const plain = (text: string): string => text.replace(/^(?:\.{1,2}\/)+/, '').replace(/\.[cm]?[jt]sx?$/, '');
  return `/${plain(specifier)}`.endsWith(`/${plain(path)}`);
}
