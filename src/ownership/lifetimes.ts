import type { TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  type FunctionNode,
  type Node,
  contains,
  enclosingFunction,
  isFunction,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { type Variable, homeOf } from '../lang/scopes.ts';
import type { OwnershipSource } from './ownership.ts';

/** The instance method or field function by whose name callers expect everything to be closed. */
export interface Closer {
  readonly name: string;
  readonly fn: FunctionNode;
}

const CLOSING = new Set(
  'close destroy disconnect shutdown stop end dispose quit terminate teardown tearDown cleanup cleanUp unsubscribe closeAll closeConnection disconnectAll onModuleDestroy onApplicationShutdown beforeApplicationShutdown onDestroy ngOnDestroy onClose onShutdown handleShutdown componentWillUnmount gracefulShutdown'.split(
    ' ',
  ),
);

/** Methods that Nest calls when it shuts down, and waits for. */
const AWAITED_HOOKS = new Set(['onModuleDestroy', 'onApplicationShutdown', 'beforeApplicationShutdown']);

/** Whether a method is one of those for whose promise a framework or `await using` waits. */
export function isAwaitedHook(method: TSESTree.MethodDefinition): boolean {
  const name = propertyName(method) ?? (method.computed ? symbolName(method.key) : undefined);
  return name !== undefined && (AWAITED_HOOKS.has(name) || name === '[Symbol.asyncDispose]');
}

/** The method of the class that ends what the class holds, by its name; it takes nothing, or only what may be left out. */
export function closerOf(node: ClassNode): Closer | undefined {
  for (const member of node.body.body) {
    if ((member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') || member.static) continue;
    const closer = closerIn(member);
    if (closer) return closer;
  }
  return undefined;
}

/** The function of an object literal by whose name callers expect the object to be closed. */
export function closerOfLiteral(literal: TSESTree.ObjectExpression): Closer | undefined {
  for (const property of literal.properties) {
    const closer = property.type === 'Property' ? closerIn(property) : undefined;
    if (closer) return closer;
  }
  return undefined;
}

function closerIn(
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.Property,
): Closer | undefined {
  const fn = member.value && unwrap(member.value);
  const takesNothing =
    isFunction(fn) &&
    fn.params.every(
      (parameter) => parameter.type === 'AssignmentPattern' || ('optional' in parameter && parameter.optional),
    );
  const name = propertyName(member) ?? (member.computed ? symbolName(member.key) : undefined);
  const isClosing = name !== undefined && (CLOSING.has(name) || name.startsWith('[Symbol.'));
  return takesNothing && isClosing ? { name, fn } : undefined;
}

function symbolName(key: Node): string | undefined {
  const isSymbol =
    key.type === 'MemberExpression' &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    /^(?:asyncD|d)ispose$/.test(propertyName(key) ?? '');
  return isSymbol ? `[Symbol.${propertyName(key) ?? ''}]` : undefined;
}

/**
 * Whether instances of the class end with the process, as far as this file tells: one made at module level, kept in a static or a
 * module's variable, made by a function that runs when the module is loaded; or made by somebody who alone could know (a framework
 * that is given the class), unless the class has a method that is called at the end.
 */
export function livesWithProcess(node: ClassNode, source: OwnershipSource): boolean {
  if (isAbstract(node) || hasPrivateConstructor(node)) return true;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a half-typed tree lacks what the types promise
  const isManaged = (node.decorators?.length ?? 0) > 0;
  const uses = namesOf(node, source).flatMap((variable) =>
    variable.references.map(({ identifier }) => identifier as Node),
  );
  if (isManaged && !closerOf(node)) return true;
  // `export default new (class { … })()`
  if (node.type === 'ClassExpression' && isConstructed(node)) return true;
  if (uses.some((use) => makesLasting(use, source))) return true;
  // A file that makes the objects itself tells by that who else would: nobody.
  const isMadeHere = uses.some((use) => !contains(node.body, use) && isConstructed(use));
  return !isMadeHere && !closerOf(node) && uses.some((use) => !contains(node.body, use) && isGivenAway(use));
}

function isAbstract(node: ClassNode): boolean {
  return 'abstract' in node && node.abstract;
}

function hasPrivateConstructor(node: ClassNode): boolean {
  return node.body.body.some(
    (member) =>
      member.type === 'MethodDefinition' &&
      member.kind === 'constructor' &&
      (member.accessibility === 'private' || member.accessibility === 'protected'),
  );
}

/** The variables that stand for a class: its own name, the constant that holds it. */
function namesOf(node: ClassNode, source: OwnershipSource): readonly Variable[] {
  const declarator = node.parent as Node | undefined;
  const held = declarator?.type === 'VariableDeclarator' ? source.scopes.declaredBy(declarator) : [];
  const inner = source.scopes.declaredBy(node);
  const outer = node.type === 'ClassDeclaration' && node.id ? source.scopes.variableOf(node.id) : undefined;
  return [...new Set([...held, ...inner, ...(outer ? [outer] : [])])];
}

/** Whether the class itself is handed to somebody: `container.register(Db)`, `providers: [Db]`. Exporting it is not. */
function isGivenAway(use: Node): boolean {
  const { parent, child } = outside(use);
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== child;
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'ReturnStatement':
    case 'JSXExpressionContainer':
      return true;
    case 'Property':
      return parent.value === child && !isExported(parent.parent);
    default:
      return false;
  }
}

/** `module.exports = { Db }`. */
function isExported(literal: Node | undefined): boolean {
  const { parent } = literal ? outside(literal) : { parent: undefined };
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left.type === 'MemberExpression' &&
    rootOf(parent.left)?.name === 'module'
  );
}

function isConstructed(use: Node): boolean {
  const { parent, child } = outside(use);
  return parent?.type === 'NewExpression' && parent.callee === child;
}

/** Whether an instance is made here that nothing ends before the process. */
function makesLasting(use: Node, source: OwnershipSource): boolean {
  const { parent: made } = outside(use);
  if (!made || !isConstructed(use)) return false;
  if (isStaticOrModule(made)) return true;
  const home = enclosingFunction(made);
  return keptByModule(made, source) || (home !== undefined && runsAtLoad(home, source));
}

/** At module level, in a static initialiser or in a static method. */
function isStaticOrModule(node: Node): boolean {
  for (let at: Node | undefined = node.parent; at; at = at.parent) {
    if (at.type === 'StaticBlock') return true;
    if (
      (at.type === 'MethodDefinition' || at.type === 'PropertyDefinition' || at.type === 'AccessorProperty') &&
      at.static
    )
      return true;
    if (isFunction(at) && !isMethodValue(at)) return false;
    if (at.type === 'PropertyDefinition' || at.type === 'MethodDefinition') return false;
  }
  return true;
}

function isMethodValue(fn: Node): boolean {
  const parent = fn.parent;
  return parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition';
}

/** Whether the value goes into a variable of the module, a static, a global, or a collection that the module keeps. */
function keptByModule(value: Node, source: OwnershipSource): boolean {
  const { parent, child } = outside(value);
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return keptByModule(parent, source);
    case 'AssignmentExpression':
      return parent.right === child && (isOfModule(parent.left, source) || keptByModule(parent, source));
    case 'CallExpression': {
      const callee = unwrap(parent.callee);
      return (
        parent.callee !== child &&
        callee.type === 'MemberExpression' &&
        isOfModule(callee.object, source) &&
        /^(?:set|push|add|unshift)$/.test(propertyName(callee) ?? '')
      );
    }
    case 'VariableDeclarator': {
      const variable = parent.id.type === 'Identifier' ? source.scopes.variableOf(parent.id) : undefined;
      if (!variable || homeOf(variable) === undefined) return true;
      return variable.references.some(
        ({ identifier }) =>
          identifier.parent.type !== 'VariableDeclarator' &&
          identifier.parent.type !== 'AwaitExpression' &&
          keptByModule(identifier, source),
      );
    }
    default:
      return false;
  }
}

/** Whether a target belongs to the module or to everybody: `shared`, `cache[key]`, `Db.instance`, `globalThis.db`. */
function isOfModule(target: Node, source: OwnershipSource): boolean {
  const root = rootOf(target);
  if (!root) return false;
  const variable = source.scopes.variableOf(root);
  return variable === undefined || homeOf(variable) === undefined;
}

function rootOf(node: Node): TSESTree.Identifier | undefined {
  let at = unwrap(node);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  return at.type === 'Identifier' ? at : undefined;
}

/** Whether a function is called where the module is loaded, so that what it makes belongs to the program. */
export function runsAtLoad(fn: Node, source: OwnershipSource): boolean {
  const parent = fn.parent;
  if (parent?.type === 'CallExpression' && parent.callee === fn) return enclosingFunction(parent) === undefined;
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const variable = name && source.scopes.variableOf(name);
  return (variable?.references ?? []).some(({ identifier }) => {
    const call = identifier.parent as Node | undefined;
    return call?.type === 'CallExpression' && call.callee === identifier && enclosingFunction(call) === undefined;
  });
}
